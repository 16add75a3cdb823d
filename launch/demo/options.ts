import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { badUsageExitCode } from '../../environment/environment-error.ts';
import { parsePort } from '../parse-port.ts';

/** What the demo was asked for. */
export interface DemoArguments {
  /** Absolute. */
  readonly dataDir: string;
  readonly port: number | undefined;
  readonly once: boolean;
  readonly json: boolean;
}

/** Parses the command line; help ends the process with 0, bad usage with 4. */
export function parseDemoArguments(given: readonly string[]): DemoArguments {
  const command = new Command('npm run demo --')
    .description(
      'Shows Sitesync at work on a simulated MSP: a mapping, a held sync, events, IT Glue, a steady sync.',
    )
    .option('--once', 'stop after the summary; exit code 0 only if all of it happened', false)
    .option('--json', 'print the summary as one JSON line, and nothing else', false)
    .option('--data <DIR>', 'where its data goes; emptied at every start', '.sitesync-demo')
    .option('--port <N>', 'port of the API', parsePort)
    .exitOverride();
  try {
    const { data, port, once, json } = command
      .parse(given, { from: 'user' })
      .opts<{ data: string; port?: number; once: boolean; json: boolean }>();
    return { dataDir: path.resolve(data), port, once, json };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return process.exit(error.exitCode === 0 ? 0 : badUsageExitCode);
  }
}
