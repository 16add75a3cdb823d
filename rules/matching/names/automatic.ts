import { isGenericWord } from './generic-words.ts';
import { keptWords } from './keys.ts';
import { legalClassesContradict } from './legal-forms.ts';
import { sameNumbers } from './numbers.ts';
import type { NameProfile } from './profile.ts';

/** Why two names that share a strict key are still not matched by themselves. */
export type Obstacle =
  | 'not the only one of its name here'
  | 'not the only one of its name there'
  | 'the numbers differ'
  | 'the legal forms differ'
  | 'a short single word'
  | 'a word that names nobody';

/** Letters and digits alike, "and" and "the" aside: the only names that a rule may match. */
export function sameStrictKey(a: NameProfile, b: NameProfile): boolean {
  return (
    (a.keys.k1 !== '' && a.keys.k1 === b.keys.k1) || (a.keys.k2 !== '' && a.keys.k2 === b.keys.k2)
  );
}

/** Finds the names that might be meant as well. */
export interface Namesakes {
  /** Those that share the third or fourth key with either name of a pair, the pair's own included. */
  of(source: NameProfile, destination: NameProfile): NameProfile[];
}

/** Archived and inactive ones count: a namesake that is inactive is still a namesake. */
export function createNamesakes(profiles: readonly NameProfile[]): Namesakes {
  const sharing = new Map<string, NameProfile[]>();
  for (const profile of profiles) {
    for (const key of wideKeys(profile.keys)) {
      const known = sharing.get(key);
      if (known === undefined) sharing.set(key, [profile]);
      else known.push(profile);
    }
  }
  return {
    of: (source, destination) => {
      const keys = [...wideKeys(source.keys), ...wideKeys(destination.keys)];
      const found = new Set(keys.flatMap((key) => sharing.get(key) ?? []));
      return [...found].filter((namesake) => !setApart(namesake, source, destination));
    },
  };
}

/**
 * "Acme Inc" on both sides is not taken for the "Acme" or the "Acme GmbH" beside it, since both
 * write the form that the other has not. "Acme" on both sides may be any of them.
 */
function setApart(namesake: NameProfile, source: NameProfile, destination: NameProfile): boolean {
  if (sameStrictKey(namesake, source)) return false;
  if (source.legalClasses.size === 0 || destination.legalClasses.size === 0) return false;
  return (
    namesake.legalClasses.size === 0 ||
    (legalClassesContradict(namesake.legalClasses, source.legalClasses) &&
      legalClassesContradict(namesake.legalClasses, destination.legalClasses))
  );
}

/**
 * What forbids to match two names of one strict key by rule (spec 4.2; matching.md, 4). Judged on
 * the widest keys, matched on the strictest: so the namesakes that differ in spelling are seen too.
 * The numbers are how many have the name on each side.
 */
export function obstacleTo(
  source: NameProfile,
  destination: NameProfile,
  { sources, destinations }: { sources: number; destinations: number },
): Obstacle | undefined {
  if (sources > 1) return 'not the only one of its name here';
  if (destinations > 1) return 'not the only one of its name there';
  if (!sameNumbers(source.numbers, destination.numbers)) return 'the numbers differ';
  if (legalClassesContradict(source.legalClasses, destination.legalClasses)) {
    return 'the legal forms differ';
  }
  return singleWordObstacle(source, destination);
}

const shortWord = 8;

/** "Office" is anybody's, and "Gap" may be another one than "The Gap". */
function singleWordObstacle(source: NameProfile, destination: NameProfile): Obstacle | undefined {
  const [word = '', ...others] = keptWords(source.allWords);
  if (others.length > 0) return undefined;
  if (isGenericWord(word)) return 'a word that names nobody';
  if (word.length >= shortWord || source.keys.k1 === destination.keys.k1) return undefined;
  return 'a short single word';
}

/** Marked by which key they are, so that one name's third can't meet another's fourth. */
function wideKeys({ k3, k4 }: { k3: string; k4: string }): string[] {
  return [`3 ${k3}`, `4 ${k4}`];
}
