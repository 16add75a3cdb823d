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
  /** What the last run left to a person. */
  readonly problems: number;
}

const variableWrites: readonly string[] = [
  'PUT /v2/site/{siteUid}/variable',
  'POST /v2/site/{siteUid}/variable/{variableId}',
];

/** Counts the runs' and the mapping's work together, from what the API tells. */
export function countsOf({ runs: { steady }, sites, writes }: Story): DemoCounts {
  const created = count(writes, ({ operation }) => operation === 'companies.createCompany');
  const complete = count(sites, ({ association }) => association?.state === 'complete');
  return {
    sites: steady.counts?.sites ?? 0,
    associations: complete,
    companiesCreated: created,
    associated: complete - created,
    packages: count(writes, ({ operation }) => operation === 'packages.createPackage'),
    variables: count(writes, ({ operation }) => variableWrites.includes(operation)),
    excluded: steady.counts?.excluded ?? 0,
    problems: steady.counts?.problems ?? 0,
  };
}

function count<Item>(items: readonly Item[], fits: (item: Item) => boolean): number {
  return items.filter((item) => fits(item)).length;
}
