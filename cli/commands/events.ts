import { Option } from 'commander';
import type { Answer, ApiClient } from '../../api/client.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { eventText } from '../event-text.ts';
import { readPages } from '../read-pages.ts';
import { table } from '../table.ts';
import { blocks, freshness, when } from '../text.ts';
import { wholeNumber } from '../whole-number.ts';
import type { AddCommand } from './command.ts';

type Page = Answer<ApiClient['v1']['events']['$get']>;
type Listed = Page['events'][number];
interface Options {
  all?: true;
  state?: 'open' | 'ignored' | 'closed' | 'all';
  type?: Listed['type'];
  site?: string;
  search?: string;
  sort: 'raised' | '-raised' | 'site' | '-site' | 'type';
  limit?: number;
}

const states = ['open', 'ignored', 'closed', 'all'];
const sorts = ['raised', '-raised', 'site', '-site', 'type'];
const types = [
  'destination-creation',
  'destination-moved',
  'destination-deleted',
  'association-missing',
  'prefix-association-missing',
  'source-deleted',
] satisfies Listed['type'][];
const words = ['event', 'events'] as const;

export const addEvents: AddCommand = (program, run) => {
  program
    .command('events')
    .description('discrepancies between sites and companies that wait or are acted on')
    .addOption(new Option('--all', 'ignored and closed ones too').conflicts('state'))
    .addOption(new Option('--state <state>', 'only these; open unless given').choices(states))
    .addOption(new Option('--type <type>', 'only of this type').choices(types))
    .option('--site <uid>', 'only of this site, by its uid')
    .option('--search <text>', "part of a site's or company's name")
    .addOption(
      new Option('--sort <by>', 'order; - turns it round').choices(sorts).default('-raised'),
    )
    .option('--limit <n>', 'at most so many', wholeNumber)
    .action((options: Options) => run((cli) => events(cli, options)));
  program
    .command('event <id>')
    .description('one event with its evidence, and what was decided and done about it')
    .action((id: string) => run((cli) => oneEvent(cli, id)));
};

async function events(cli: Cli, { all, state, limit, ...filters }: Options): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const query = { state: all ? ('all' as const) : (state ?? ('open' as const)), ...filters };
  const { rows, last } = await readPages(
    limit,
    (page) => callApi(v1.events.$get({ query: { ...query, ...page } })),
    (page: Page) => page.events,
  );
  const { total, counts, readAt } = last;
  const data = { events: rows, total, counts, readAt };
  return {
    data,
    text: blocks(
      table(head, rows.map(row)),
      countsText(counts),
      freshness(words, rows.length, { total, readAt }),
    ),
  };
}

const head = ['TYPE', 'SITE', 'COMPANY', 'STATE', 'RAISED (UTC)', 'TIMES', 'ID', 'WHAT'];

function row(event: Listed): (string | number | null)[] {
  const { type, source, destination, state, raisedAt, occurrences, id } = event;
  return [
    type,
    source.siteName,
    destination.companyName,
    state,
    when(raisedAt),
    occurrences,
    id,
    doneText(event),
  ];
}

/** What is done about it: what became of it, what a run will do, or why it waits. */
function doneText({ state, outcome, automatic, waits }: Listed): string {
  if (state === 'handled' || state === 'no-longer-applies' || state === 'ignored') {
    return outcome ?? '';
  }
  return automatic === null ? (waits ?? outcome ?? '') : `a run does: ${automatic}`;
}

function countsText({ byType, byState }: Page['counts']): string {
  const shown = (counts: Record<string, number>) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ');
  const lines = [
    ['By type: ', shown(byType)],
    ['By state: ', shown(byState)],
  ];
  return lines.flatMap(([label, text]) => (text ? [`${label}${text}`] : [])).join('\n');
}

async function oneEvent(cli: Cli, id: string): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const data = await callApi(v1.events[':id'].$get({ param: { id } }));
  return { data, text: eventText(data) };
}
