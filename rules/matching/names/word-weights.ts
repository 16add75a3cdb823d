import type { NameProfile } from './profile.ts';

/** The words of a name, each with what it weighs: the rarer, the more. */
export interface WeighedWords {
  readonly words: readonly string[];
  readonly weights: readonly number[];
  readonly total: number;
}

/** What a place in brackets weighs against the same word in the name. */
const qualifierShare = 0.4;

/** Weighs words by how many of the names have them, squared as in the cosine of two vectors. */
export function createWordWeights(
  profiles: readonly NameProfile[],
): (profile: NameProfile) => WeighedWords {
  const frequency = new Map<string, number>();
  for (const { words, qualifiers } of profiles) {
    for (const word of new Set([...words, ...qualifiers])) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
    }
  }
  const weightOf = (word: string): number =>
    Math.log((profiles.length + 1) / ((frequency.get(word) ?? 0) + 0.5)) ** 2;
  return ({ words, qualifiers }) => {
    const weights = [
      ...words.map(weightOf),
      ...qualifiers.map((word) => weightOf(word) * qualifierShare),
    ];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { words: [...words, ...qualifiers], weights, total };
  };
}
