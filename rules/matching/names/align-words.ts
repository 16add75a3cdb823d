import { similarWords } from './similar-words.ts';
import type { WeighedWords } from './word-weights.ts';
import { pairWithInitials } from './word-initials.ts';

/** How much of each of two names is found in the other, by weight, 0 to 1. */
export interface Alignment {
  readonly covered: number;
  readonly coveredOther: number;
  /** Of both together. */
  readonly both: number;
  /** A word of one is the initials of words of the other. */
  readonly initials: boolean;
  /** Words that are only nearly the same. */
  readonly near: number;
}

/** For each word of a name, how well it is found in the other one; 0 for not yet. */
export type Found = number[];

/** Pairs the words of two names: the same ones first, then joined ones, initials, similar ones. */
export function alignWords(one: WeighedWords, other: WeighedWords): Alignment {
  const found: Found = one.words.map(() => 0);
  const foundOther: Found = other.words.map(() => 0);
  pairSame(one.words, found, other.words, foundOther);
  pairJoined(one.words, found, other.words, foundOther);
  pairJoined(other.words, foundOther, one.words, found);
  const initials = [
    pairWithInitials(one.words, found, other.words, foundOther),
    pairWithInitials(other.words, foundOther, one.words, found),
  ];
  const near = pairSimilar(one.words, found, other.words, foundOther);
  const weight = weightOf(one, found);
  const weightOther = weightOf(other, foundOther);
  return {
    covered: share(weight, one.total),
    coveredOther: share(weightOther, other.total),
    both: share(weight + weightOther, one.total + other.total),
    initials: initials.includes(true),
    near,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function weightOf({ weights }: WeighedWords, found: Found): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) sum += (weights[i] ?? 0) * (found[i] ?? 0);
  return sum;
}

function pairSame(
  words: readonly string[],
  found: Found,
  others: readonly string[],
  foundOther: Found,
): void {
  for (let i = 0; i < words.length; i += 1) {
    for (let j = 0; j < others.length; j += 1) {
      if (foundOther[j] !== 0 || words[i] !== others[j]) continue;
      found[i] = 1;
      foundOther[j] = 1;
      break;
    }
  }
}

/** `Super Micro` and `Supermicro`. */
function pairJoined(
  parts: readonly string[],
  foundParts: Found,
  wholes: readonly string[],
  foundWholes: Found,
): void {
  for (let i = 0; i + 1 < parts.length; i += 1) {
    if (foundParts[i] !== 0 || foundParts[i + 1] !== 0) continue;
    const joined = `${parts[i]}${parts[i + 1]}`;
    for (let j = 0; j < wholes.length; j += 1) {
      if (foundWholes[j] !== 0 || wholes[j] !== joined) continue;
      foundParts[i] = 1;
      foundParts[i + 1] = 1;
      foundWholes[j] = 1;
      break;
    }
  }
}

/** The most similar pair first, until nothing is similar; says how many. */
function pairSimilar(
  words: readonly string[],
  found: Found,
  others: readonly string[],
  foundOther: Found,
): number {
  const pairs: { i: number; j: number; similarity: number }[] = [];
  for (let i = 0; i < words.length; i += 1) {
    if (found[i] !== 0) continue;
    for (let j = 0; j < others.length; j += 1) {
      if (foundOther[j] !== 0) continue;
      const similarity = similarWords(words[i] ?? '', others[j] ?? '');
      if (similarity > 0) pairs.push({ i, j, similarity });
    }
  }
  let count = 0;
  for (const { i, j, similarity } of pairs.toSorted((a, b) => b.similarity - a.similarity)) {
    if (found[i] !== 0 || foundOther[j] !== 0) continue;
    found[i] = similarity;
    foundOther[j] = similarity;
    count += 1;
  }
  return count;
}
