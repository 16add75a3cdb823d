import { Option } from 'commander';
import type { ApiClient, Answer } from '../../api/client.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { readPages } from '../read-pages.ts';
import { table } from '../table.ts';
import { blocks, freshness } from '../text.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AddCommand } from './command.ts';

type Page = Answer<ApiClient['v1']['sites']['$get']>;
type Site = Page['sites'][number];
interface Options {
  filter: 'all' | 'associated' | 'unassociated' | 'excluded' | 'problem' | 'event';
  search?: string;
  sort: 'name' | '-name' | 'company' | '-company' | 'devices' | '-devices';
  limit?: number;
}

const filters = ['all', 'associated', 'unassociated', 'excluded', 'problem', 'event'];
const words = ['site', 'sites'] as const;
const sorts = ['name', '-name', 'company', '-company', 'devices', '-devices'];

export const addSites: AddCommand = (program, run) => {
  program
    .command('sites')
    .description('the managed sites with association, package, variable, drift and open events')
    .addOption(new Option('--filter <which>', 'which sites').choices(filters).default('all'))
    .option('--search <text>', "part of a site's or company's name")
    .addOption(new Option('--sort <by>', 'order; - turns it round').choices(sorts).default('name'))
    .option('--limit <n>', 'at most so many', wholeNumber)
    .action((options: Options) => run((cli) => sites(cli, options)));
};

async function sites(cli: Cli, { filter, search, sort, limit }: Options): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const query = { filter, sort, ...(search === undefined ? {} : { search }) };
  const { rows, last } = await readPages(
    limit,
    (page) => callApi(v1.sites.$get({ query: { ...query, ...page } })),
    (page: Page) => page.sites,
  );
  const data = { sites: rows, total: last.total, readAt: last.readAt };
  return { data, text: blocks(table(head, rows.map(row)), freshness(words, rows.length, last)) };
}

// The mark of an open event stands first, so that names stay whole and can be copied.
const head = ['!', 'SITE', 'COMPANY', 'PACKAGE', 'VARIABLE', 'UID', 'NOTE'];

function row(site: Site): (string | null)[] {
  const { association } = site;
  const tied = association === null ? null : association.companyName;
  return [
    site.openEvents.length > 0 ? '!' : '',
    site.name,
    tied ?? (site.excluded ? '(excluded)' : null),
    association?.package ?? null,
    association?.variable ?? null,
    site.uid,
    note(site),
  ];
}

function note({ association, outOfScope, openEvents, problem }: Site): string {
  const words = [
    outOfScope ? ['out of scope: on-demand or gone'] : [],
    association?.state === 'completing' ? ['not complete yet'] : [],
    association?.drift ?? [],
    openEvents.map(({ type, id }) => `event ${type} ${id}`),
    problem === null ? [] : [problem],
  ].flat();
  return words.join('; ');
}
