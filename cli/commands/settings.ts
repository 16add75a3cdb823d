import { askSecret, askToConfirm } from '../ask.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { badUsage, exitCodes } from '../cli-error.ts';
import { table } from '../table.ts';
import { list } from '../text.ts';
import type { AddCommand } from './command.ts';

/** Not a value like the others: it is written and never shown. */
const passwordKey = 'gravityzone.package.uninstallPassword';

export const addSettings: AddCommand = (program, run) => {
  const settings = program
    .command('settings')
    .description(
      'sync level, handling, prefixes, packages, licence, limits; IT Glue: source, fields',
    )
    .action(() => run((cli) => get(cli, undefined)));
  settings
    .command('get [key]')
    .description('one setting, or all')
    .action((key: string | undefined) => run((cli) => get(cli, key)));
  settings
    .command('set <key> [value]')
    .description(`change one; the value of ${passwordKey} is asked for`)
    .option('--clear', 'take the uninstall password away')
    .option('--yes', 'confirm what becomes of the matches without asking')
    .action((key: string, value: string | undefined, options: SetOptions) =>
      run((cli) => set(cli, key, value, options)),
    );
};

interface SetOptions {
  clear?: true;
  yes?: true;
}

async function get(cli: Cli, key: string | undefined): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const all = await callApi(v1.settings.$get());
  if (key === undefined) {
    const rows = all.settings.map(({ key: name, value, says, takes }) => [
      name,
      value === '' ? '(empty)' : value,
      `${says} [${takes}]`,
    ]);
    const set = all.uninstallPasswordSet ? '(set)' : '(not set)';
    const password = [passwordKey, set, 'write-only: asked for, or SITESYNC_UNINSTALL_PASSWORD'];
    const listed = table(['KEY', 'VALUE', 'WHAT [AND WHAT IT TAKES]'], [...rows, password]);
    return { data: all, text: `${listed}${warningLines(all.warnings)}` };
  }
  const found = all.settings.find((one) => one.key.toLowerCase() === key.toLowerCase());
  if (!found) throw badUsage(`There is no setting “${key}”. \`sitesync settings\` lists them all.`);
  return { data: found, text: found.value };
}

async function set(
  cli: Cli,
  key: string,
  value: string | undefined,
  { clear, yes }: SetOptions,
): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const json = await change(cli, key, value, clear === true);
  // Only of IT Glue's settings can a change have consequences; a secret is sent once.
  const tried = key.toLowerCase().startsWith('itglue.')
    ? await callApi(v1.settings.$put({ json: { ...json, preview: true } }))
    : null;
  const consequences = tried?.consequences ?? [];
  if (consequences.length > 0 && !yes) {
    process.stderr.write(`${list('What becomes of the matches:', consequences)}\n\n`);
    if (!(await askToConfirm(cli, 'Change it?'))) {
      const text = 'Cancelled; nothing was changed.';
      return { data: await callApi(v1.settings.$get()), text, exitCode: exitCodes.failed };
    }
  }
  const confirmed = consequences.length > 0;
  const data = await callApi(v1.settings.$put({ json: { ...json, confirmed } }));
  const now = data.settings.find((one) => one.key.toLowerCase() === key.toLowerCase());
  const done =
    now === undefined ? `${key} is changed.` : `${now.key} is ${now.value || '(empty)'}.`;
  return { data, text: `${done} It takes effect at the next run.${warningLines(data.warnings)}` };
}

function warningLines(warnings: readonly string[]): string {
  return warnings.map((warning) => `\n! ${warning}`).join('');
}

async function change(cli: Cli, key: string, value: string | undefined, clear: boolean) {
  if (key.toLowerCase() !== passwordKey.toLowerCase()) {
    if (value === undefined) throw badUsage(`Give a value for ${key}; '' empties it.`);
    return { values: { [key]: value } };
  }
  if (clear) return { values: {}, uninstallPassword: null };
  if (value !== undefined) {
    // It would be in the shell's history and in the list of processes.
    throw badUsage(`Don't give the password as an argument: leave it out to be asked for it.`);
  }
  const uninstallPassword = await askSecret(cli, undefined, {
    message: 'Uninstall password of new packages',
    variable: 'SITESYNC_UNINSTALL_PASSWORD',
  });
  return { values: {}, uninstallPassword };
}
