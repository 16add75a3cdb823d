import type { DevelopmentSet } from './development-sets.ts';
import type { Ranking, Scores } from './ranking.ts';

export interface Quality {
  /** The share of sources with an answer whose answer comes first. */
  readonly first: number;
  /** The mean of 1 by the answer's rank. */
  readonly reciprocalRank: number;
  readonly automaticRight: number;
  readonly automaticWrong: number;
}

/**
 * Judges every method in the same way. Equal scores count at their expected value: a method gains
 * nothing from the order of the file.
 */
export function qualityOf({ sources, pool }: DevelopmentSet, ranking: Ranking): Quality {
  const places = new Map(pool.map(({ id }, place) => [id, place]));
  const ranks = sources.flatMap(({ dest }, at) =>
    dest === '' ? [] : [rankOf(ranking.scores[at] ?? [], places.get(dest) ?? -1)],
  );
  const made = (ranking.automatic ?? []).map((id, at) => ({ id, dest: sources[at]?.dest }));
  const matched = made.filter(({ id }) => id !== null);
  const automaticRight = matched.filter(({ id, dest }) => id === dest).length;
  return {
    first: mean(ranks.map(({ ahead, level }) => (ahead === 0 ? 1 / level : 0))),
    reciprocalRank: mean(ranks.map(expectedReciprocal)),
    automaticRight,
    automaticWrong: matched.length - automaticRight,
  };
}

/** How many are ahead of the answer, and how many level with it, itself included. */
interface Rank {
  readonly ahead: number;
  readonly level: number;
}

const notFound: Rank = { ahead: Infinity, level: 1 };

function rankOf(scores: Scores, place: number): Rank {
  const own = scores[place];
  if (own === undefined) return notFound;
  let ahead = 0;
  let level = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at];
    if (score === undefined) continue;
    if (score > own) ahead += 1;
    else if (score === own) level += 1;
  }
  return { ahead, level };
}

function expectedReciprocal({ ahead, level }: Rank): number {
  return mean(Array.from({ length: level }, (_, at) => 1 / (ahead + at + 1)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
