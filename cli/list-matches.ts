import type { Outcome } from './cli.ts';
import { matchHead, matchRow, type ListedMatch, type MatchesPage, type Tab } from './match-rows.ts';
import { readPages } from './read-pages.ts';
import { table } from './table.ts';
import { blocks, freshness } from './text.ts';
import { workflowText } from './workflow-text.ts';

export const tabs = ['unmatched', 'matched', 'ignored'] satisfies Tab[];
export const matchFilters = ['all', 'suggested', 'conflict', 'noted'];
export const matchSorts = ['name', 'destination', 'score', 'devices', 'matched'].flatMap((by) => [
  by,
  `-${by}`,
]);

/** What the lists of organizations and devices can be asked for. */
export interface ListOptions {
  tab: Tab;
  search?: string;
  filter: 'all' | 'suggested' | 'conflict' | 'noted';
  sort: NonNullable<Parameters<ReadPage>[0]['sort']>;
  limit?: number;
}

interface PageQuery {
  tab: Tab;
  filter: ListOptions['filter'];
  search?: string;
  sort?:
    | 'name'
    | '-name'
    | 'destination'
    | '-destination'
    | 'score'
    | '-score'
    | 'devices'
    | '-devices'
    | 'matched'
    | '-matched';
  limit: string;
  offset: string;
}

export type ReadPage = (query: PageQuery) => Promise<MatchesPage>;

const words = {
  organization: ['organization', 'organizations'],
  device: ['device', 'devices'],
} as const;

/** One tab as text and as data. */
export async function listedMatches(
  kind: ListedMatch['kind'],
  { tab, filter, search, sort, limit }: ListOptions,
  read: ReadPage,
): Promise<Outcome> {
  const query = { tab, filter, sort, ...(search === undefined ? {} : { search }) };
  const { rows, last } = await readPages(
    limit,
    (page) => read({ ...query, ...page }),
    (page) => page.matches,
  );
  const { total, counts, readAt, workflowId, workflowUrl } = last;
  return {
    data: { matches: rows, total, counts, readAt, workflowId, workflowUrl },
    text: blocks(
      table(matchHead(kind, tab), rows.map(matchRow)),
      `By tab: ${tabs.map((one) => `${counts[one]} ${one}`).join(', ')}`,
      freshness(words[kind], rows.length, { total, readAt }),
      rows.some(isUnderWay) ? workflowText(workflowId, workflowUrl) : '',
    ),
  };
}

function isUnderWay({ lastDecision }: ListedMatch): boolean {
  return lastDecision?.state === 'pending' || lastDecision?.state === 'working';
}
