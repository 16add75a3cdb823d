import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, ApiClient } from '../../api/client.ts';
import { askToConfirm } from '../ask.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { exitCodes } from '../cli-error.ts';
import { confirmationText, mappingText } from '../mapping-text.ts';
import { mappingRows, type MapOptions } from '../mapping-rows.ts';
import type { AddCommand } from './command.ts';

type Mapping = Answer<ApiClient['v1']['mappings'][':id']['$get']>;
interface Options extends MapOptions {
  yes?: true;
  wait: boolean;
  why?: string;
}

const pollMs = 500;

export const addMap: AddCommand = (program, run) => {
  const map = program
    .command('map [site]')
    .description('stage what a site is mapped to and, after confirmation, carry it out')
    .option('--company <id>', 'an existing company that no association uses')
    .option('--new', 'a new company')
    .option('--name <name>', "the new company's name, in place of the site's")
    .option('--exclude', 'exclude from automatic sync (with --remove: afterwards)')
    .option('--include', 'take that back')
    .option('--remove', 'delete the association; company and package stay')
    .option('--replace-variable', 'replace GravityZonePackageLink even if it could not be read')
    .option('--file <file>', 'rows in CSV or JSON: site, do, companyId, name')
    .option('--yes', 'confirm without asking')
    .option('--no-wait', 'do not wait until it is carried out')
    .option('--why <reason>', 'kept in the audit')
    .action((site: string | undefined, options: Options) =>
      run((cli) => stage(cli, site, options)),
    );
  map
    .command('cancel <id>')
    .description('leave out what has not begun; what is under way is finished')
    .option('--why <reason>', 'kept in the audit')
    .action((id: string, { why }: { why?: string }) => run((cli) => cancel(cli, id, why)));
  map
    .command('show <id>')
    .description('a mapping with its rows and progress')
    .action((id: string) => run((cli) => show(cli, id)));
};

async function stage(cli: Cli, site: string | undefined, options: Options): Promise<Outcome> {
  const rows = await mappingRows(site, options);
  const { v1 } = await cli.signedIn();
  const staged = await callApi(v1.mappings.$post({ json: { rows } }));
  const param = { id: staged.id };
  if (staged.accepted === 0) {
    return { data: staged, text: confirmationText(staged), exitCode: exitCodes.failed };
  }
  if (!options.yes) {
    process.stderr.write(`${confirmationText(staged)}\n\n`);
    if (!(await askToConfirm(cli, 'Carry this out?'))) {
      const cancelled = await callApi(v1.mappings[':id'].cancel.$post({ param, json: {} }));
      return {
        data: cancelled,
        text: 'Cancelled; nothing was done.',
        exitCode: exitCodes.failed,
      };
    }
  }
  const json = options.why === undefined ? {} : { why: options.why };
  const confirmed = await callApi(v1.mappings[':id'].confirm.$post({ param, json }));
  if (!options.wait) {
    const text = `${confirmationText(confirmed)}\n\nConfirmed. \`sitesync map show ${staged.id}\` shows how far it is.`;
    return { data: confirmed, text };
  }
  const ended = await untilEnded(cli, v1, staged.id);
  return { data: ended, text: mappingText(ended), exitCode: exitCodeOf(ended) };
}

async function untilEnded(cli: Cli, v1: ApiClient['v1'], id: string): Promise<Mapping> {
  for (;;) {
    const now = await callApi(v1.mappings[':id'].$get({ param: { id } }));
    if (now.state === 'done' || now.state === 'cancelled') {
      cli.progress('');
      return now;
    }
    const { done = 0, problems = 0, total = 0 } = now.progress ?? {};
    const site = now.rows.find((row) => row.state === 'working');
    const working = site === undefined ? '' : `: ${site.siteName}`;
    cli.progress(total === 0 ? 'Starting' : `${done + problems} of ${total} rows${working}`);
    await pause(pollMs);
  }
}

/** One bad row never stops the others, but not all was done that was asked. */
function exitCodeOf({ rows }: Mapping) {
  return rows.every((row) => row.state === 'done') ? exitCodes.done : exitCodes.failed;
}

async function cancel(cli: Cli, id: string, why: string | undefined): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const json = why === undefined ? {} : { why };
  const data = await callApi(v1.mappings[':id'].cancel.$post({ param: { id }, json }));
  const text =
    data.state === 'cancelled'
      ? 'Cancelled.'
      : 'Cancelling: what has not begun is left out, what is under way is finished.';
  return { data, text };
}

async function show(cli: Cli, id: string): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1.mappings[':id'].$get({ param: { id } }));
  return { data, text: data.state === 'staged' ? confirmationText(data) : mappingText(data) };
}
