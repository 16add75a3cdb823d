import { acronymParts, type AcronymParts, acronymsOf } from './find-acronyms.ts';
import { alignWords } from './align-words.ts';
import { type Obstacle, createNamesakes, obstacleTo, sameStrictKey } from './automatic.ts';
import { createGramIndex, largest } from './gram-index.ts';
import { keyAgreement, lookUpKeys } from './key-agreement.ts';
import { type NamedItem, type NameProfile, profileOf } from './profile.ts';
import { reasonsFor } from './reasons.ts';
import { type NamePair, scoreOf } from './score.ts';
import { createWordWeights } from './word-weights.ts';

export interface NameCandidate {
  readonly id: string;
  /** How alike the names are, 0 to 1. */
  readonly score: number;
  readonly reasons: string[];
}

/** A destination of the same strict key, and what forbids to match it by rule, if anything does. */
export interface Namesake {
  readonly id: string;
  readonly obstacle: Obstacle | undefined;
  /** Other sources that may be meant by the same name. */
  readonly otherSources: readonly string[];
  readonly otherDestinations: readonly string[];
}

export interface NameMatcher {
  /** The destinations whose names are most like a source's, best first. */
  candidates(source: NamedItem): NameCandidate[];
  /** The destinations with the same letters and digits, "and" and "the" aside. */
  namesakes(source: NamedItem): Namesake[];
}

/** How many names are looked at closely, and how many are given. */
const lookedAt = 30;
const given = 20;

interface Known extends AcronymParts {
  readonly profile: NameProfile;
}

/**
 * Compares the names of sources with those of destinations. What it says does not depend on the
 * order in which they are given.
 */
export function createNameMatcher(
  givenSources: readonly NamedItem[],
  givenDestinations: readonly NamedItem[],
): NameMatcher {
  const sources = new Map(inOrder(givenSources).map((item) => [item, knownOf(item)] as const));
  const destinations = inOrder(givenDestinations).map(knownOf);
  const sourceProfiles = [...sources.values()].map(({ profile }) => profile);
  const profiles = destinations.map(({ profile }) => profile);
  const grams = createGramIndex(profiles.map(textOf), sourceProfiles.map(textOf));
  const weigh = createWordWeights([...sourceProfiles, ...profiles]);
  const weighed = profiles.map(weigh);
  const placesByKey = byKey(profiles);
  const namesakesOf = {
    sources: createNamesakes(sourceProfiles),
    destinations: createNamesakes(profiles),
  };

  function candidates(item: NamedItem): NameCandidate[] {
    const source = knownAs(item);
    const cosines = grams.cosines(textOf(source.profile));
    const acronyms = acronymsOf(source, destinations);
    const places = new Set([
      ...largest(cosines, lookedAt),
      ...lookUpKeys(source.profile).flatMap((key) => placesByKey.get(key) ?? []),
      ...acronyms.keys(),
    ]);
    const words = weigh(source.profile);
    const scored = [...places].map((place) => {
      const destination = profiles[place] as NameProfile;
      const acronym = acronyms.get(place);
      const pair: NamePair = {
        source: source.profile,
        destination,
        agreement: keyAgreement(source.profile, destination),
        cosine: cosines[place] ?? 0,
        alignment: alignWords(words, weighed[place] ?? words),
        acronym: acronym?.fit ?? 0,
        acronymLetters: acronym?.letters ?? 0,
      };
      return { pair, score: scoreOf(pair) };
    });
    return scored
      .toSorted((a, b) => b.score - a.score || byNameAndId(a.pair.destination, b.pair.destination))
      .slice(0, given)
      .map(({ pair, score }) => ({
        id: pair.destination.id,
        score,
        reasons: reasonsFor(pair),
      }));
  }

  function namesakes(item: NamedItem): Namesake[] {
    const { profile } = knownAs(item);
    const places = new Set(
      [profile.keys.k1, profile.keys.k2].flatMap((key) => placesByKey.get(key) ?? []),
    );
    return [...places]
      .map((place) => profiles[place] as NameProfile)
      .filter((destination) => sameStrictKey(profile, destination))
      .toSorted(byNameAndId)
      .map((destination) => namesakeOf(profile, destination));
  }

  function namesakeOf(source: NameProfile, destination: NameProfile): Namesake {
    const here = namesakesOf.sources.of(source, destination);
    const there = namesakesOf.destinations.of(source, destination);
    const counts = { sources: here.length, destinations: there.length };
    return {
      id: destination.id,
      obstacle: obstacleTo(source, destination, counts),
      otherSources: here.map(({ id }) => id).filter((id) => id !== source.id),
      otherDestinations: there.map(({ id }) => id).filter((id) => id !== destination.id),
    };
  }

  function knownAs(item: NamedItem): Known {
    return sources.get(item) ?? knownOf(item);
  }

  return { candidates, namesakes };
}

function knownOf(item: NamedItem): Known {
  const profile = profileOf(item);
  return { profile, ...acronymParts(profile) };
}

function inOrder(items: readonly NamedItem[]): NamedItem[] {
  return items.toSorted(byNameAndId);
}

/** By code units: the same on every machine, whatever its language. */
export function byNameAndId(a: NamedItem, b: NamedItem): number {
  return compare(a.name, b.name) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function textOf({ allWords }: NameProfile): string {
  return allWords.join(' ');
}

function byKey(profiles: readonly NameProfile[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, profile] of profiles.entries()) {
    for (const key of new Set(lookUpKeys(profile))) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [place]);
      else known.push(place);
    }
  }
  return places;
}
