import { Option } from 'commander';
import type { ApiClient, Answer } from '../../api/client.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { readPages } from '../read-pages.ts';
import { table } from '../table.ts';
import { blocks, freshness } from '../text.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AddCommand } from './command.ts';

type Page = Answer<ApiClient['v1']['companies']['$get']>;
type Company = Page['companies'][number];
interface Options {
  search?: string;
  free?: true;
  sort: 'name' | '-name' | 'partner' | '-partner' | 'site' | '-site';
  limit?: number;
}

const words = ['company', 'companies'] as const;
const sorts = ['name', '-name', 'partner', '-partner', 'site', '-site'];

export const addCompanies: AddCommand = (program, run) => {
  program
    .command('companies')
    .description('the GravityZone companies, to pick an id for `map SITE --company ID`')
    .option('--search <text>', "part of a company's or its site's name, or a company's id")
    .option('--free', 'only those a site can be mapped to: no partners, nothing associated')
    .addOption(new Option('--sort <by>', 'order; - turns it round').choices(sorts).default('name'))
    .option('--limit <n>', 'at most so many', wholeNumber)
    .action((options: Options) => run((cli) => companies(cli, options)));
};

async function companies(cli: Cli, { search, free, sort, limit }: Options): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const query = {
    sort,
    filter: free ? ('free' as const) : ('all' as const),
    ...(search === undefined ? {} : { search }),
  };
  const { rows, last } = await readPages(
    limit,
    (page) => callApi(v1.companies.$get({ query: { ...query, ...page } })),
    (page: Page) => page.companies,
  );
  const data = { companies: rows, total: last.total, readAt: last.readAt };
  // Free ones have no site: the last column.
  const columns = free ? head.length - 1 : head.length;
  const cells = rows.map((one) => row(one).slice(0, columns));
  return {
    data,
    text: blocks(table(head.slice(0, columns), cells), freshness(words, rows.length, last)),
  };
}

const head = ['COMPANY', 'UNDER', 'TYPE', 'ID', 'SITE'];

function row({ name, partnerName, directlyUnderRoot, type, site, id }: Company) {
  const under = partnerName ?? '(not in view)';
  return [name, directlyUnderRoot ? under : `${under} (nested)`, type, id, site?.name ?? null];
}
