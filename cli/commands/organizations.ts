import { Option } from 'commander';
import { callApi } from '../call-api.ts';
import {
  listedMatches,
  matchFilters,
  matchSorts,
  tabs,
  type ListOptions,
} from '../list-matches.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AddCommand } from './command.ts';

export const addOrganizations: AddCommand = (program, run) => {
  program
    .command('organizations')
    .description('the source organizations by tab, with their match in IT Glue or suggestions')
    .addOption(new Option('--tab <tab>', 'which tab').choices(tabs).default('unmatched'))
    .option('--search <text>', 'part of a name on either side, or a whole id')
    .addOption(
      new Option('--filter <which>', 'only those with a suggestion, a conflict or a note')
        .choices(matchFilters)
        .default('all'),
    )
    .addOption(
      new Option('--sort <by>', 'order; - turns it round').choices(matchSorts).default('name'),
    )
    .option('--limit <n>', 'at most so many', wholeNumber)
    .action((options: ListOptions) =>
      run(async (cli) => {
        const { v1 } = await cli.signedIn();
        return listedMatches('organization', options, (query) =>
          callApi(v1.organizations.$get({ query })),
        );
      }),
    );
};
