import type { Command } from 'commander';
import { callApi } from '../call-api.ts';
import { carryOutMapping, type CarryOutOptions } from '../carry-out-mapping.ts';
import type { Cli, Outcome } from '../cli.ts';
import { confirmationText, mappingText } from '../mapping-text.ts';
import { mappingRows, type MapOptions } from '../mapping-rows.ts';
import type { AddCommand } from './command.ts';

type Options = MapOptions & CarryOutOptions;

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
    // `map` has such an option too, and takes it wherever it stands.
    .action((id: string, _own: object, command: Command) =>
      run((cli) => cancel(cli, id, command.optsWithGlobals<{ why?: string }>().why)),
    );
  map
    .command('show <id>')
    .description('a mapping with its rows and progress')
    .action((id: string) => run((cli) => show(cli, id)));
};

async function stage(cli: Cli, site: string | undefined, options: Options): Promise<Outcome> {
  return carryOutMapping(cli, await mappingRows(site, options), options);
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
