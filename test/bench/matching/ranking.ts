import type { DevelopmentSet } from './development-sets.ts';

/** For one source: a score for each name of the pool; nothing for one that is not a candidate. */
export type Scores = ArrayLike<number | undefined>;

/** What a method makes of a set: scores for each source, and matches by rule where it makes any. */
export interface Ranking {
  readonly scores: readonly Scores[];
  readonly automatic?: readonly (string | null)[];
}

export type Method = (set: DevelopmentSet) => Ranking;
