import { Option } from 'commander';
import { callApi } from '../call-api.ts';
import { findMatch, pathOf } from '../find-match.ts';
import {
  listedMatches,
  matchFilters,
  matchSorts,
  tabs,
  type ListOptions,
} from '../list-matches.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AddCommand } from './command.ts';

export const addDevices: AddCommand = (program, run) => {
  program
    .command('devices <org>')
    .description('the devices of a source organization (its name or id) by tab')
    .addOption(new Option('--tab <tab>', 'which tab').choices(tabs).default('unmatched'))
    .option('--search <text>', 'part of a name, hostname or serial; a MAC; or a whole id')
    .addOption(
      new Option('--filter <which>', 'only those with a suggestion, a conflict or a note')
        .choices(matchFilters)
        .default('all'),
    )
    .addOption(
      new Option('--sort <by>', 'order; - turns it round').choices(matchSorts).default('name'),
    )
    .option('--limit <n>', 'at most so many', wholeNumber)
    .action((org: string, options: ListOptions) =>
      run(async (cli) => {
        const { v1 } = await cli.signedIn();
        const { sourceId } = await findMatch(v1, org, { kind: 'organization' });
        const param = pathOf(sourceId);
        return listedMatches('device', options, (query) =>
          callApi(v1.organizations[':sourceId'].devices.$get({ param, query })),
        );
      }),
    );
};
