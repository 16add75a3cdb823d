import { Argument } from 'commander';
import type { Answer, ApiClient } from '../../api/client.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { table } from '../table.ts';
import { blocks, when } from '../text.ts';
import type { AddCommand } from './command.ts';

type HeldItem = Answer<ApiClient['v1']['holds']['$get']>['holds'][number]['held'][number];
type Decision = 'allow' | 'reject';

export const addHolds: AddCommand = (program, run) => {
  program
    .command('holds')
    .description('runs held because they would do much at once')
    .action(() => run((cli) => holds(cli)));
  program
    .command('hold <id>')
    .description('let a held run through once, or not')
    .addArgument(new Argument('<decision>').choices(['allow', 'reject']))
    .option('--why <reason>', 'kept in the audit')
    .action((id: string, decision: Decision, { why }: { why?: string }) =>
      run((cli) => decide(cli, id, decision, why)),
    );
};

async function holds(cli: Cli): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1.holds.$get({ query: {} }));
  if (data.holds.length === 0) return { data, text: 'Nothing was ever held.' };
  const rows = data.holds.map(({ state, items, createdAt, sentence, id }) => [
    state,
    items,
    when(createdAt),
    id,
    sentence,
  ]);
  const open = data.holds.find(({ state }) => state === 'open');
  const next =
    open === undefined ? '' : `Decide with \`sitesync hold ${open.id} allow\` or \`reject\`.`;
  const held = data.holds.flatMap((hold) => hold.held).map(heldRow);
  const listed = table(['STATE', 'ACTIONS', 'SINCE (UTC)', 'ID', 'WHY'], rows);
  return { data, text: blocks(listed, table(['HELD', 'SITE', 'COMPANY', 'EVENT'], held), next) };
}

function heldRow({ do: what, siteName, companyName, event }: HeldItem): (string | null)[] {
  return [what, siteName, companyName, event];
}

async function decide(
  cli: Cli,
  id: string,
  decision: Decision,
  why: string | undefined,
): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const json = { decision, ...(why === undefined ? {} : { why }) };
  const data = await callApi(v1.holds[':id'].$post({ param: { id }, json }));
  const text =
    decision === 'allow'
      ? 'Allowed once: a run that carries it out begins now. `sitesync runs` shows it.'
      : 'Rejected: none of its actions is carried out.';
  return { data, text };
}
