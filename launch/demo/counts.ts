import { matchCounts, type MatchCounts } from './match-counts.ts';
import type { Story } from './story.ts';

/** What the demo came to, in numbers. */
export interface DemoCounts {
  /** Managed sites. */
  readonly sites: number;
  readonly associations: number;
  readonly companiesCreated: number;
  /** Sites associated with a company that was there. */
  readonly associated: number;
  readonly packages: number;
  /** Writes of the site variable that took effect. */
  readonly variables: number;
  readonly excluded: number;
  /** What the last run left to a person, beside events. */
  readonly problems: number;
  /** How often each event came up, and how many were handled in the end. */
  readonly events: Readonly<Record<string, number>>;
  readonly eventsHandled: { readonly byRuns: number; readonly byPeople: number };
  readonly itglue: {
    readonly organizations: MatchCounts;
    readonly devices: MatchCounts;
    /** Matched configurations whose fields runs wrote. */
    readonly fieldsFilledIn: number;
  };
}

const variableWrites: readonly string[] = [
  'PUT /v2/site/{siteUid}/variable',
  'POST /v2/site/{siteUid}/variable/{variableId}',
];

/** Counts the runs' and the mapping's work together, from what the API tells. */
export function countsOf(story: Story): DemoCounts {
  const {
    runs: { steady },
    sites,
    writes,
    events,
  } = story;
  const handled = events.filter(({ state }) => state === 'handled');
  const byRuns = count(handled, ({ handledBy }) => handledBy?.kind === 'run');
  const created = count(writes, ({ operation }) => operation === 'companies.createCompany');
  const createdFor = new Set(
    writes
      .filter(({ operation }) => operation === 'companies.createCompany')
      .map(({ siteUid }) => siteUid),
  );
  const complete = count(sites, ({ association }) => association?.state === 'complete');
  return {
    sites: steady.counts?.sites ?? 0,
    associations: complete,
    companiesCreated: created,
    associated: count(
      sites,
      ({ uid, association }) => association?.state === 'complete' && !createdFor.has(uid),
    ),
    packages: count(writes, ({ operation }) => operation === 'packages.createPackage'),
    variables: count(writes, ({ operation }) => variableWrites.includes(operation)),
    excluded: steady.counts?.excluded ?? 0,
    problems: steady.counts?.problems ?? 0,
    events: Object.fromEntries(
      [...Map.groupBy(events, ({ type }) => type)].map(([type, of]) => [type, of.length]),
    ),
    eventsHandled: { byRuns, byPeople: handled.length - byRuns },
    itglue: {
      organizations: matchCounts(story.organizations),
      devices: matchCounts(story.devices),
      fieldsFilledIn: filledIn(story),
    },
  };
}

/** Matched configurations whose fields runs wrote. */
export function filledIn({ thirdAct: { matched, filled } }: Pick<Story, 'thirdAct'>): number {
  return [matched, filled]
    .map(({ counts }) => counts?.itglue?.updated ?? 0)
    .reduce((sum, updated) => sum + updated, 0);
}

function count<Item>(items: readonly Item[], fits: (item: Item) => boolean): number {
  return items.filter((item) => fits(item)).length;
}
