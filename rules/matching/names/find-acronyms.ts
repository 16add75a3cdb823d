import { acronymFit, acronymLetters, type Initials, initialsOf, mayBeAcronym } from './acronym.ts';
import type { NameProfile } from './profile.ts';

/** Acronyms that fit less are not looked at. */
const leastAcronymFit = 0.3;

/** A name as an acronym, if it may be one, and as something that one can be made of. */
export interface AcronymParts {
  readonly initials: Initials;
  readonly acronym: string | undefined;
}

export function acronymParts(profile: NameProfile): AcronymParts {
  return { initials: initialsOf(profile), acronym: acronymLetters(profile) };
}

/** The places of the destinations that a source's name is an acronym of, or the other way round. */
export function acronymsOf(
  source: AcronymParts,
  destinations: readonly AcronymParts[],
): Map<number, { fit: number; letters: number }> {
  const found = new Map<number, { fit: number; letters: number }>();
  const consider = (place: number, letters: string | undefined, initials: Initials): void => {
    if (letters === undefined || !mayBeAcronym(letters, initials)) return;
    const fit = acronymFit(letters, initials);
    if (fit > Math.max(leastAcronymFit, found.get(place)?.fit ?? 0)) {
      found.set(place, { fit, letters: letters.length });
    }
  };
  for (let place = 0; place < destinations.length; place += 1) {
    const destination = destinations[place] as AcronymParts;
    consider(place, source.acronym, destination.initials);
    consider(place, destination.acronym, source.initials);
  }
  return found;
}
