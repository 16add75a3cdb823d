import { Command, CommanderError } from 'commander';
import { badUsageExitCode, EnvironmentError } from '../environment/environment-error.ts';
import {
  environmentForChild,
  readLauncherSettings,
  settingsOrExit,
} from '../environment/environment.ts';
import { whenAskedToStop } from '../environment/lifetime.ts';
import { LaunchError, messageOf } from './launch-error.ts';
import { type Product, productPrograms, startProduct } from './product.ts';
import { showSteps } from './show-steps.ts';
import { parsePort } from './parse-port.ts';

// The main of `npm start`: the product on this machine, until it is asked to stop.

interface StartOptions {
  readonly port?: number;
  readonly data?: string;
  readonly json: boolean;
  readonly verbose: boolean;
}

const options = parseArguments(process.argv.slice(2));
settingsOrExit(() => readLauncherSettings(environmentForChild({})));

const stopping = new AbortController();
let product: Product | undefined;
whenAskedToStop('parent-id', () => {
  stopping.abort();
  if (product !== undefined) void stopProduct(product);
});

const names = ['postgres', 'temporal', 'migrations', 'namespace', ...Object.keys(productPrograms)];
const shown = showSteps(names, process.stdout.isTTY && !options.json && !options.verbose);
try {
  product = await startProduct({
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.data === undefined ? {} : { dataDir: options.data }),
    verbose: options.verbose,
    signal: stopping.signal,
    onStep: shown.onStep,
    onTrouble: say,
  });
  await shown.end();
  if (stopping.signal.aborted) await stopProduct(product);
  else announce(product);
} catch (error) {
  await shown.end();
  say(error instanceof LaunchError || options.verbose ? messageOf(error) : reasonOf(error));
  process.exit(error instanceof EnvironmentError ? error.exitCode : 1);
}

function announce({ api, console, temporalUi, dataDir }: Product): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ready: true, api, console, temporalUi })}\n`);
    return;
  }
  const lines = [
    'Sitesync is running.',
    '',
    `  Console      ${console}`,
    `  API          ${api}`,
    `  Temporal     ${temporalUi ?? 'at TEMPORAL_ADDRESS'}`,
    `  Data         ${dataDir}`,
    '',
    'Stop it with Ctrl-C.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function stopProduct(running: Product): Promise<void> {
  if (process.stdout.isTTY && !options.json) say('Stopping …');
  try {
    await running.stop();
    process.exit(0);
  } catch (error) {
    say(`Not everything stopped in good order: ${messageOf(error)}`);
    process.exit(1);
  }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** Errors of a database or of Temporal may have an empty message and say it in their cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return [messageOf(error), ...(cause === undefined ? [] : [messageOf(cause)])].join(' ');
}

function parseArguments(given: readonly string[]): StartOptions {
  const command = new Command('npm start --')
    .description('Starts Sitesync on this machine: API, console, worker, database and Temporal.')
    .option('--port <N>', 'port of the API and the console', parsePort)
    .option('--data <DIR>', 'where the data is kept (default: SITESYNC_DATA, else .sitesync/)')
    .option('--json', 'print one JSON line when everything is ready, and nothing else', false)
    .option('--verbose', 'show the logs of the worker and the API as well', false)
    .exitOverride();
  try {
    return command.parse(given, { from: 'user' }).opts<StartOptions>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return process.exit(error.exitCode === 0 ? 0 : badUsageExitCode);
  }
}
