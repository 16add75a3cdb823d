import { Command, CommanderError } from 'commander';
import { readCommandLineSettings, settingsOrExit } from '../environment/environment.ts';
import { createCli } from './cli.ts';
import { CliError, exitCodes } from './cli-error.ts';
import { commandGroups } from './commands/index.ts';
import type { Run } from './commands/command.ts';

// `sitesync`: everything through the API. Results go to standard output, the rest to standard error.

const settings = settingsOrExit(() => readCommandLineSettings());
const usualApi = 'http://127.0.0.1:4000';

const program = new Command('sitesync')
  .description('keeps a Datto RMM inventory in step with GravityZone and IT Glue')
  .option('--json', 'one JSON document on standard output and nothing else')
  .option('--tenant <tenant>', 'which tenant, by name or id, if you are signed in to several')
  .configureOutput({ writeErr: (text) => process.stderr.write(withoutValues(text)) })
  .exitOverride()
  .showHelpAfterError('(add --help for what can be given)');

const run: Run = async (work) => {
  const { json = false, tenant } = program.opts<{ json?: boolean; tenant?: string }>();
  const cli = createCli({
    api: new URL(settings.api ?? usualApi).origin,
    home: settings.home,
    json,
    tenant,
    token: settings.token,
    secrets: settings.secrets,
  });
  const { data, text, exitCode } = await work(cli);
  process.stdout.write(`${json ? JSON.stringify(data) : text}\n`);
  process.exitCode = exitCode ?? exitCodes.done;
};

// Whoever reads the output may have had enough: `sitesync sites | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

for (const [heading, commands] of Object.entries(commandGroups)) {
  program.commandsGroup(heading);
  for (const add of commands) add(program, run);
}
program.commandsGroup('Help:').helpCommand('help [command]', 'what a command takes');
inherit(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Commander keeps these settings for each command by itself. */
function inherit(command: Command): void {
  for (const one of command.commands) {
    one.copyInheritedSettings(command);
    inherit(one);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has written its message; help and version are no errors.
    if (error.exitCode !== 0) {
      sayAsJson('bad-usage', withoutValues(error.message).replace(/^error: /, ''));
    }
    return error.exitCode === 0 ? exitCodes.done : exitCodes.badUsage;
  }
  const known =
    error instanceof CliError
      ? error
      : new CliError(exitCodes.failed, 'unexpected', `Something went wrong here: ${String(error)}`);
  process.stderr.write(`${known.message}\n`);
  sayAsJson(known.code, known.message);
  return known.exitCode;
}

/** A mistyped option is named in the error; what stands behind its `=` may be a secret. */
function withoutValues(text: string): string {
  return text.replace(/(--?[\w-]+)=[^'\n]*/g, '$1=…');
}

function sayAsJson(code: string, message: string): void {
  if (!process.argv.includes('--json')) return;
  process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
}
