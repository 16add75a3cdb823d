import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { exitCodes } from '../cli-error.ts';
import { runText } from '../run-text.ts';
import { waitForRun } from '../wait-for-run.ts';
import type { AddCommand } from './command.ts';
import { runExitCode } from './sync.ts';

interface Options {
  wait?: true;
  why?: string;
}

export const addPlan: AddCommand = (program, run) => {
  program
    .command('plan')
    .description('what a run would do')
    .option('--wait', 'wait for it; exit code 2 if there are changes')
    .option('--why <reason>', 'kept in the audit')
    .action((options: Options) => run((cli) => plan(cli, options)));
};

async function plan(cli: Cli, { wait, why }: Options): Promise<Outcome> {
  const client = await cli.signedIn();
  const asked = await callApi(
    client.v1.runs.$post({ json: { kind: 'plan', ...(why === undefined ? {} : { why }) } }),
  );
  if (!wait) return { data: asked, text: 'Asked for a plan. `sitesync runs` shows it.' };
  const made = await waitForRun(cli, client, asked.requestId);
  const changes = (made.plan?.items.length ?? 0) > 0;
  const exitCode = runExitCode(made.status);
  return {
    data: made,
    text: runText(made),
    exitCode: exitCode === exitCodes.done && changes ? exitCodes.waits : exitCode,
  };
}
