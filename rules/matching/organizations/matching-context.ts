import { createNameMatcher, type NameMatcher } from '../names/name-matcher.ts';
import type {
  DeviceAgreement,
  Organization,
  OrganizationMatch,
  OrganizationMatchingInput,
  Source,
} from './organization-types.ts';

/** The input, arranged to be looked things up in. */
export interface MatchingContext {
  readonly names: NameMatcher;
  readonly sources: ReadonlyMap<string, Source>;
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly matches: ReadonlyMap<string, OrganizationMatch>;
  /** Sources that are matched to an organization. */
  readonly matchedTo: ReadonlyMap<string, readonly string[]>;
  /** Organizations that a person refused for a source, and the other way round. */
  readonly apart: ReadonlyMap<string, ReadonlySet<string>>;
  readonly apartOfOrganization: ReadonlySet<string>;
  readonly agreements: ReadonlyMap<string, readonly DeviceAgreement[]>;
  /** Organizations by the Autotask companies that IT Glue ties them to. */
  readonly organizationsByCompany: ReadonlyMap<string, readonly string[]>;
  readonly ignored: ReadonlySet<string>;
}

export function matchingContext(input: OrganizationMatchingInput): MatchingContext {
  const { sources, organizations, matches, apart, agreements } = input;
  const refused = grouped(apart, ({ sourceId }) => sourceId);
  return {
    names: createNameMatcher(sources, organizations),
    sources: new Map(sources.map((source) => [source.id, source])),
    organizations: new Map(organizations.map((one) => [one.id, one])),
    matches: new Map(matches.map((match) => [match.sourceId, match])),
    matchedTo: idsBy(
      matches,
      (match) => match.destinationId,
      ({ sourceId }) => sourceId,
    ),
    apart: new Map(
      [...refused].map(([id, pairs]) => [id, new Set(pairs.map((pair) => pair.destinationId))]),
    ),
    apartOfOrganization: new Set(apart.map(({ destinationId }) => destinationId)),
    agreements: grouped(agreements, ({ sourceId }) => sourceId),
    organizationsByCompany: idsBy(
      organizations.flatMap(({ id, autotaskCompanyIds }) =>
        autotaskCompanyIds.map((companyId) => ({ id, companyId })),
      ),
      ({ companyId }) => companyId,
      ({ id }) => id,
    ),
    ignored: input.ignored,
  };
}

function idsBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  idOf: (item: Item) => string,
): Map<string, string[]> {
  const groups = grouped(items, keyOf);
  return new Map([...groups].map(([key, group]) => [key, group.map(idOf).toSorted()]));
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Whether a person refused the pair. */
export function isApart({ apart }: MatchingContext, sourceId: string, id: string): boolean {
  return apart.get(sourceId)?.has(id) === true;
}

/** The organizations that IT Glue ties to a source's Autotask company. */
export function organizationsOfCompany(
  context: MatchingContext,
  source: Source,
): readonly string[] {
  if (source.autotaskCompanyId === null) return [];
  return context.organizationsByCompany.get(source.autotaskCompanyId) ?? [];
}

/** An organization can be used: not archived, and active as far as its status says. */
export function inUse({ archived, status }: Organization): boolean {
  return !archived && !/inactive|former|lost|archived|closed|disabled/i.test(status ?? '');
}
