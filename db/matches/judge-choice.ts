import { checkChoice, type CheckedChoice } from '../../rules/matching/check-choice.ts';
import type { CreationFacts } from '../../rules/matching/choice-facts.ts';
import type { StoredMatchChoice } from '../../rules/matching/match-choice.ts';
import { itemFacts, type ConcernedMatches, type MatchRow } from './concerned-matches.ts';
import type { Destinations } from './destinations.ts';

/** What choices are judged by. */
export interface ChoiceBook {
  matches: ConcernedMatches;
  destinations: Destinations;
  /** Of those that are to be created, by match id. */
  creations: ReadonlyMap<string, CreationFacts>;
}

/** Judges one choice on a match, by the one rule for it. */
export function judgeChoice(
  { matches, destinations, creations }: ChoiceBook,
  row: MatchRow,
  choice: StoredMatchChoice,
): CheckedChoice {
  const id = 'destinationId' in choice ? choice.destinationId : null;
  const destination = id === null ? undefined : destinations[row.kind].get(id);
  return checkChoice(choice, {
    item: itemFacts(row),
    destination: destination
      ? { ...destination, otherDevice: matches.otherDevice(row, destination.id) }
      : null,
    organization: matches.organizationOf(row),
    creation: creations.get(row.id) ?? null,
  });
}

/** What of a match has changed since it was shown; null if nothing has. */
export function whyStale(row: MatchRow, factsHash: string | undefined): string | null {
  if (factsHash === undefined || factsHash === row.factsHash) return null;
  const { suggestions, conflicts, notes } = row.verdict;
  const now = [
    suggestions.length === 0
      ? 'nothing is suggested'
      : `suggested: ${suggestions.map(({ id, name }) => `“${name}” (${id})`).join(', ')}`,
    ...conflicts,
    ...notes.map(({ sentence }) => sentence),
  ].join('; ');
  return `“${row.name}” has changed since it was shown; nothing was done. Now: ${now}. Look at it and decide again.`;
}
