import { createNameMatcher, type NameCandidate } from './name-matcher.ts';
import type { NamedItem } from './profile.ts';

/** What a source's name leads to. */
export interface RankedNames {
  readonly id: string;
  /** The destination that is the same by rule, without a person's decision. */
  readonly auto: string | null;
  /** Up to 20, best first; equal scores by name, then by id. */
  readonly candidates: NameCandidate[];
}

/** Ranks the names of destinations for each source, in the sources' order. Deterministic. */
export function matchNames(
  sources: readonly NamedItem[],
  destinations: readonly NamedItem[],
): RankedNames[] {
  const matcher = createNameMatcher(sources, destinations);
  return sources.map((source) => ({
    id: source.id,
    auto: matcher.namesakes(source).find(({ obstacle }) => obstacle === undefined)?.id ?? null,
    candidates: matcher.candidates(source),
  }));
}
