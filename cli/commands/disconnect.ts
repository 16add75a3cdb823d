import { Argument } from 'commander';
import { askToConfirm } from '../ask.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { badUsage, CliError, exitCodes } from '../cli-error.ts';
import type { AddCommand } from './command.ts';

const vendors = ['datto-rmm', 'gravityzone', 'itglue'] as const;
type Vendor = (typeof vendors)[number];
interface Options {
  keep?: true;
  drop?: true;
  yes?: true;
}

export const addDisconnect: AddCommand = (program, run) => {
  program
    .command('disconnect')
    .description('remove a connection; nothing is done at the vendor')
    .addArgument(new Argument('<vendor>').choices(vendors))
    .option('--keep', 'keep what was read and recorded through it')
    .option('--drop', 'drop that: readings, associations, exclusions, matches')
    .option('--yes', 'do not ask')
    .action((vendor: Vendor, options: Options) => run((cli) => disconnect(cli, vendor, options)));
};

async function disconnect(cli: Cli, vendor: Vendor, options: Options): Promise<Outcome> {
  if (options.keep === options.drop) {
    throw badUsage('Give --keep or --drop: whether its data here stays.');
  }
  const data = options.drop ? 'drop' : 'keep';
  const { v1 } = await cli.signedIn();
  const dropping = options.drop ? ' and drop its data' : '';
  if (!options.yes && !(await askToConfirm(cli, `Disconnect ${vendor}${dropping}?`))) {
    throw new CliError(exitCodes.failed, 'cancelled', 'Cancelled; nothing was done.');
  }
  const removed = await callApi(
    v1.connections[':vendor'].$delete({ param: { vendor }, query: { data } }),
  );
  const kept = data === 'keep' ? 'its data is kept' : 'its data is dropped';
  return { data: removed, text: `Disconnected ${vendor}; ${kept}.` };
}
