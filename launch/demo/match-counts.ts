import type { ListedMatch } from './decide-matches.ts';

/** How source organizations, or devices, stand to IT Glue. */
export interface MatchCounts {
  readonly matchedByRule: number;
  /** Suggestions that a person accepted, and matches of a person's own. */
  readonly matchedByHand: number;
  readonly created: number;
  readonly ignored: number;
  /** Unmatched, by what a person finds there; what has both counts in both. */
  readonly unmatched: number;
  readonly suggested: number;
  readonly conflicts: number;
  /** Of devices: their configuration is in another organization. */
  readonly elsewhere: number;
}

/** Counts a list of either kind. */
export function matchCounts(matches: readonly ListedMatch[]): MatchCounts {
  const count = (fits: (match: ListedMatch) => boolean) => matches.filter(fits).length;
  const by = (origin: ListedMatch['origin']) =>
    count((match) => match.state === 'matched' && match.origin === origin);
  const unmatched = (fits: (match: ListedMatch) => boolean) =>
    count((match) => match.state === 'unmatched' && fits(match));
  return {
    matchedByRule: by('rule'),
    matchedByHand: by('person'),
    created: by('created'),
    ignored: count(({ state }) => state === 'ignored'),
    unmatched: unmatched(() => true),
    suggested: unmatched(({ suggestions }) => suggestions.length > 0),
    conflicts: unmatched(({ conflicts }) => conflicts.length > 0),
    elsewhere: unmatched(isElsewhere),
  };
}

/** Whether IT Glue has its configuration in another organization. */
export function isElsewhere({ notes }: ListedMatch): boolean {
  return notes.some(({ code }) => code === 'elsewhere');
}
