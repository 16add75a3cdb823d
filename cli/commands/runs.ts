import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { runText } from '../run-text.ts';
import { table } from '../table.ts';
import { when } from '../text.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AddCommand } from './command.ts';

export const addRuns: AddCommand = (program, run) => {
  program
    .command('runs')
    .description('the runs, the newest first')
    .option('--limit <n>', 'at most so many', wholeNumber, 20)
    .action(({ limit }: { limit: number }) => run((cli) => runs(cli, limit)));
  program
    .command('run <id>')
    .description('one run with its counts, calls and problems')
    .action((id: string) => run((cli) => oneRun(cli, id)));
};

async function runs(cli: Cli, limit: number): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1.runs.$get({ query: { limit: String(limit) } }));
  const rows = data.runs.map((one) => [
    when(one.startedAt),
    one.kind,
    one.status,
    one.calls,
    one.problems,
    one.id,
  ]);
  const text = table(['STARTED (UTC)', 'KIND', 'STATUS', 'CALLS', 'PROBLEMS', 'ID'], rows);
  return { data, text: rows.length === 0 ? 'Never run.' : text };
}

async function oneRun(cli: Cli, id: string): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1.runs[':id'].$get({ param: { id } }));
  return { data, text: runText(data) };
}
