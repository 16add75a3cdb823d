import type { CreationFacts, LookAlike } from '../../rules/matching/choice-facts.ts';
import { matchNames } from '../../rules/matching/names/match-names.ts';
import type { Transaction } from '../connect.ts';
import { newestReading, readingItems } from '../readings/load-reading.ts';
import { organizationPayload, type OrganizationPayload } from '../readings/itglue-payloads.ts';
import type { ToCreate } from './creation-facts.ts';
import type { MatchRow } from './concerned-matches.ts';

/** Names that are less alike are no warning: next to none of them means the same (matching.md 4). */
const leastAlike = 0.5;
/** So many are shown. */
const mostShown = 5;

/**
 * The organizations of the newest whole reading that a new one might double (spec 4.2): those whose
 * names look alike, and those that were suggested.
 */
export async function organizationDoubles(
  tx: Transaction,
  wanted: readonly ToCreate[],
): Promise<Map<string, CreationFacts>> {
  if (wanted.length === 0) return new Map();
  const newest = await newestReading(tx, 'organizations');
  if (newest?.proves !== true) {
    return new Map(wanted.map(({ row }) => [row.id, unproven]));
  }
  const items = await readingItems(tx, newest.id);
  const organizations = items.map(({ payload }) => organizationPayload.parse(payload));
  const known = new Map(organizations.map((one) => [one.id, one]));
  const ranked = matchNames(
    wanted.map(({ row, name }) => ({ id: row.id, name })),
    organizations.map(({ id, name }) => ({ id, name })),
  );
  return new Map(
    wanted.map(({ row }, place) => {
      const alike = (ranked[place]?.candidates ?? [])
        .filter(({ score }) => score >= leastAlike)
        .slice(0, mostShown)
        .flatMap(({ id, reasons }) => asLookAlike(known.get(id), reasons.join(', ')));
      return [row.id, { lookAlikes: withSuggested(alike, row), doubts: [], obstacles: [] }];
    }),
  );
}

/** An organization that is not listed may be there all the same (spec 3.6.1). */
const unproven: CreationFacts = {
  lookAlikes: [],
  doubts: [],
  obstacles: [
    'IT Glue’s organizations were not read whole yet, so that nobody can say whether it is there. Sync first.',
  ],
};

function asLookAlike(found: OrganizationPayload | undefined, why: string): LookAlike[] {
  return found ? [{ id: found.id, name: found.name, why }] : [];
}

function withSuggested(alike: LookAlike[], { verdict }: MatchRow): LookAlike[] {
  const ids = new Set(alike.map(({ id }) => id));
  const suggested = verdict.suggestions.filter(({ id }) => !ids.has(id));
  return [
    ...alike,
    ...suggested.map(({ id, name, reasons }) => ({ id, name, why: reasons.join(', ') })),
  ];
}
