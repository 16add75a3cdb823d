import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { plain } from '../table.ts';
import { when } from '../text.ts';
import type { AddCommand } from './command.ts';

export const addWhoami: AddCommand = (program, run) => {
  program
    .command('whoami')
    .description('who you are here, and for which tenant')
    .action(() => run((cli) => whoami(cli)));
};

async function whoami(cli: Cli): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const who = await callApi(v1.whoami.$get());
  const { actor, role, scope, tenant } = who;
  const name = 'name' in actor ? actor.name : actor.kind;
  const reads = scope === 'read' ? ', reads only' : '';
  const stops = [
    tenant.pausedAt === null ? [] : [`Paused since ${when(tenant.pausedAt)} UTC.`],
    tenant.frozenAt === null ? [] : [`Its writes are frozen since ${when(tenant.frozenAt)} UTC.`],
    tenant.installFrozenAt === null
      ? []
      : [`All writes of this install are frozen since ${when(tenant.installFrozenAt)} UTC.`],
  ].flat();
  const text = [
    `${plain(name)} (${role}${reads}), for ${plain(tenant.name)} (${tenant.id})`,
    `Datto RMM account ${tenant.accountUid} at ${tenant.apiOrigin}`,
    ...stops,
  ].join('\n');
  return { data: who, text };
}
