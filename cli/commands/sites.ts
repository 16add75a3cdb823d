import { InvalidArgumentError, Option } from 'commander';
import type { ApiClient, Answer } from '../../api/client.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { age, table } from '../table.ts';
import type { AddCommand } from './command.ts';

type Page = Answer<ApiClient['v1']['sites']['$get']>;
type Site = Page['sites'][number];
interface Options {
  filter: 'all' | 'associated' | 'unassociated' | 'excluded' | 'problem';
  search?: string;
  sort: 'name' | '-name' | 'company' | '-company' | 'devices' | '-devices';
  limit?: number;
}

const filters = ['all', 'associated', 'unassociated', 'excluded', 'problem'];
const sorts = ['name', '-name', 'company', '-company', 'devices', '-devices'];
const largestPage = 500;

export const addSites: AddCommand = (program, run) => {
  program
    .command('sites')
    .description('the managed sites with association, package, variable and drift')
    .addOption(new Option('--filter <which>', 'which sites').choices(filters).default('all'))
    .option('--search <text>', "part of a site's or company's name")
    .addOption(new Option('--sort <by>', 'order; - turns it round').choices(sorts).default('name'))
    .option('--limit <n>', 'at most so many', wholeNumber)
    .action((options: Options) => run((cli) => sites(cli, options)));
};

export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number above 0.');
}

async function sites(cli: Cli, { filter, search, sort, limit }: Options): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const query = { filter, sort, ...(search === undefined ? {} : { search }) };
  const wanted = limit ?? Number.POSITIVE_INFINITY;
  const listed: Site[] = [];
  let page: Page;
  do {
    const size = Math.min(largestPage, wanted - listed.length);
    page = await callApi(
      v1.sites.$get({
        query: { ...query, limit: String(size), offset: String(listed.length) },
      }),
    );
    listed.push(...page.sites);
  } while (page.sites.length > 0 && listed.length < Math.min(page.total, wanted));
  const data = { sites: listed, total: page.total, readAt: page.readAt };
  return { data, text: `${table(head, listed.map(row))}\n\n${summary(data)}` };
}

const head = ['SITE', 'COMPANY', 'PACKAGE', 'VARIABLE', 'NOTE', 'UID'];

function row(site: Site): (string | null)[] {
  const { association } = site;
  const tied = association === null ? null : association.companyName;
  return [
    site.name,
    tied ?? (site.excluded ? '(excluded)' : null),
    association?.package ?? null,
    association?.variable ?? null,
    note(site),
    site.uid,
  ];
}

function note({ association, outOfScope, problem }: Site): string {
  const words = [
    outOfScope ? ['out of scope: on-demand or gone'] : [],
    association?.state === 'completing' ? ['not complete yet'] : [],
    association?.drift ?? [],
    problem === null ? [] : [problem],
  ].flat();
  return words.join('; ');
}

function summary({ sites: listed, total, readAt }: Page): string {
  const shown = listed.length < total ? `${listed.length} of ${total} sites` : `${total} sites`;
  return readAt === null
    ? `${shown}; the sites have not been read yet: run \`sitesync sync --wait\`.`
    : `${shown}, read ${age(readAt)}.`;
}
