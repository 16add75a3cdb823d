import type { Alignment } from './align-words.ts';
import { commonBeginning } from './jaro-winkler.ts';
import type { KeyAgreement } from './key-agreement.ts';
import { legalClassesContradict } from './legal-forms.ts';
import { numbersContradict } from './numbers.ts';
import type { NameProfile } from './profile.ts';

/** What is known of two names put side by side. */
export interface NamePair {
  readonly source: NameProfile;
  readonly destination: NameProfile;
  /** The strictest key that they share. */
  readonly agreement: KeyAgreement | undefined;
  /** Of their character n-grams. */
  readonly cosine: number;
  readonly alignment: Alignment;
  /** How well one is an acronym of the other, 0 to 1, and of how many letters. */
  readonly acronym: number;
  readonly acronymLetters: number;
}

/** The least score of names that share a key: a shared key counts for more than any likeness. */
const leastScores: Readonly<Record<KeyAgreement, number>> = {
  k1: 1,
  k2: 0.99,
  k3: 0.98,
  k4: 0.97,
  k5: 0.96,
  k6: 0.95,
  'other name': 0.94,
};

/** No likeness without a shared key scores more. */
const mostWithoutKey = 0.93;

/** Chosen on the development sets of names; nearby values rank within half a point of these. */
const weights = {
  cosine: 0.36,
  both: 0.22,
  covered: 0.2,
  beginning: 0.12,
  whole: 0.1,
  initials: 0.07,
};
const acronymWeights = { long: 0.4, two: 0.2 };
const factors = { otherNumbers: 0.6, otherLegalForm: 0.8 };

/** From which share of a name's weight every word of it counts as found. */
export const wholeName = 0.97;

/** How alike two names are, 0 to 1, in ten-thousandths. It orders suggestions and decides nothing. */
export function scoreOf(pair: NamePair): number {
  const { source, destination, agreement } = pair;
  let score = agreement === undefined ? likeness(pair) : scoreOfKey(agreement, pair.cosine);
  if (numbersContradict(source.numbers, destination.numbers)) score *= factors.otherNumbers;
  if (legalClassesContradict(source.legalClasses, destination.legalClasses)) {
    score *= factors.otherLegalForm;
  }
  return Math.round(score * 10_000) / 10_000;
}

/** Among names that share the same key, the more alike is ahead, and stays under the next key. */
function scoreOfKey(agreement: KeyAgreement, cosine: number): number {
  const least = leastScores[agreement];
  return agreement === 'k1' ? least : least + 0.008 * Math.min(1, cosine);
}

function likeness({ source, destination, cosine, alignment, ...pair }: NamePair): number {
  const shorter = Math.min(source.keys.k1.length, destination.keys.k1.length);
  const beginning = commonBeginning(source.keys.k1, destination.keys.k1) / (shorter || 1);
  const sum =
    weights.cosine * cosine +
    weights.both * alignment.both +
    weights.covered * alignment.covered +
    weights.beginning * beginning +
    (alignment.covered > wholeName ? weights.whole : 0) +
    (alignment.initials ? weights.initials : 0) +
    pair.acronym * (pair.acronymLetters > 2 ? acronymWeights.long : acronymWeights.two);
  return Math.min(mostWithoutKey, sum);
}
