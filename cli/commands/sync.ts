import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { exitCodes, type ExitCode } from '../cli-error.ts';
import { runText } from '../run-text.ts';
import { waitForRun, type ShownRun } from '../wait-for-run.ts';
import type { AddCommand } from './command.ts';

interface Options {
  wait?: true;
  plan?: string;
  why?: string;
}

export const addSync: AddCommand = (program, run) => {
  program
    .command('sync')
    .description('start a run through the schedule')
    .option('--wait', 'wait until it has finished; exit code 2 if it is held')
    .option('--plan <id>', 'apply exactly this plan, leaving out what no longer fits')
    .option('--why <reason>', 'kept in the audit')
    .action((options: Options) => run((cli) => sync(cli, options)));
};

async function sync(cli: Cli, { wait, plan, why }: Options): Promise<Outcome> {
  const client = await cli.signedIn();
  const json = {
    kind: 'sync' as const,
    ...(plan === undefined ? {} : { planId: plan }),
    ...(why === undefined ? {} : { why }),
  };
  const asked = await callApi(client.v1.runs.$post({ json }));
  if (!wait) return { data: asked, text: 'Asked for a run. `sitesync runs` shows it.' };
  const finished = await waitForRun(cli, client, asked.requestId);
  return { data: finished, text: runText(finished), exitCode: runExitCode(finished.status) };
}

/** A run that did nothing because it is paused did not do what was asked. */
export function runExitCode(status: ShownRun['status']): ExitCode {
  switch (status) {
    case 'ok':
    case 'partial':
    case 'running':
      return exitCodes.done;
    case 'held':
      return exitCodes.waits;
    case 'failed':
    case 'paused':
      return exitCodes.failed;
  }
}
