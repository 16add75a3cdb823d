import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { badUsage } from '../cli-error.ts';
import { table } from '../table.ts';
import { when } from '../text.ts';
import type { AddCommand } from './command.ts';

export const addWrites: AddCommand = (program, run) => {
  program
    .command('writes')
    .description('writes whose outcome is unknown; those that only a person can settle first')
    .option('--all', 'settled ones too')
    .action(({ all }: { all?: true }) => run((cli) => writes(cli, all === true)));
  program
    .command('write <id> <do> [object]')
    .description('settle one: adopt OBJECT, resend, or give-up')
    .option('--why <reason>', 'kept in the audit')
    .action((id: string, what: string, object: string | undefined, { why }: { why?: string }) =>
      run((cli) => decide(cli, id, what, object, why)),
    );
};

async function writes(cli: Cli, all: boolean): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(
    v1.writes.$get({ query: { all: all ? 'true' : 'false', limit: '500' } }),
  );
  if (data.writes.length === 0) return { data, text: 'Every write is settled.' };
  const rows = data.writes.map((write) => [
    write.state,
    `${write.vendor} ${write.operation}`,
    write.siteName,
    when(write.firstSentAt),
    write.id,
    write.sentence,
  ]);
  return { data, text: table(['STATE', 'WRITE', 'SITE', 'SENT (UTC)', 'ID', 'WHAT'], rows) };
}

async function decide(
  cli: Cli,
  id: string,
  what: string,
  object: string | undefined,
  why: string | undefined,
): Promise<Outcome> {
  const choice = choiceOf(what, object);
  const { v1 } = await cli.signedIn();
  const json = { ...choice, ...(why === undefined ? {} : { why }) };
  const data = await callApi(v1.writes[':id'].$post({ param: { id }, json }));
  return { data, text: `Stored: ${choice.do}. \`sitesync writes\` shows when it is settled.` };
}

function choiceOf(what: string, object: string | undefined) {
  if (what === 'adopt') {
    if (object === undefined) throw badUsage('Give the id of the object to adopt.');
    return { do: what, objectId: object } as const;
  }
  if (what !== 'resend' && what !== 'give-up') {
    throw badUsage(`“${what}” can't be done with a write: adopt OBJECT, resend or give-up.`);
  }
  if (object !== undefined) throw badUsage(`${what} takes no object.`);
  return { do: what } as const;
}
