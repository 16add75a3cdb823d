import { fits, recordWord, refused, titled } from './choice-facts.ts';
import type { CheckedChoice, ChoiceFacts, LookAlike } from './choice-facts.ts';
import type { StoredMatchChoice } from './match-choice.ts';

type Creating = Extract<StoredMatchChoice, { do: 'create' }>;

/** IT Glue's own limit is not known; longer ones are no names. */
const longestName = 255;

/**
 * What whoever creates configurations is told before (spec 4.3): IT Glue passes them on to no PSA by
 * itself (itglue.md 5.2).
 */
export const creationWarning =
  'What is created in IT Glue does not reach the PSA unless each item is edited and saved there. Where a PSA is in use, creating is not recommended: create it in the PSA, and let it sync.';

/**
 * Whether a new record may be made. IT Glue allows duplicates, so whatever may be one is named by
 * its id before, and what is still to be decided keeps a device out of a bulk (spec 4.3).
 */
export function checkCreation(choice: Creating, facts: ChoiceFacts): CheckedChoice {
  const { item, organization, creation } = facts;
  if (item.kind === 'device' && organization === null) {
    const sentence = `The organization of ${titled(item)} is not matched yet. Match that first: a configuration is made inside it.`;
    return refused('wrong-state', sentence);
  }
  const unusable = item.kind === 'organization' ? unusableName(choice.name) : renamed(choice.name);
  if (unusable !== null) return refused('bad-input', unusable);
  const [obstacle] = creation?.obstacles ?? [];
  if (obstacle !== undefined) return refused('not-fitting', `${titled(item)}: ${obstacle}`);
  return checkDoubles(choice, facts);
}

function unusableName(name: string | undefined): string | null {
  if (name === undefined) return null;
  if (name.trim() === '') return 'An organization needs a name; this one is empty.';
  return name.length > longestName
    ? `A name of an organization has at most ${longestName} characters; this one has ${name.length}.`
    : null;
}

function renamed(name: string | undefined): string | null {
  return name === undefined
    ? null
    : 'A configuration is named as its device; a name can be given for organizations only.';
}

function checkDoubles({ despite }: Creating, { item, creation }: ChoiceFacts): CheckedChoice {
  const lookAlikes = creation?.lookAlikes ?? [];
  const unnamed = lookAlikes.filter(({ id }) => !despite?.includes(id));
  if (unnamed.length > 0) {
    const list = unnamed.map(lookAlikeText).join('; ');
    const sentence = `${titled(item)} may be in IT Glue already: ${list}. Match it to one of these, or name each of them as another ${recordWord(item.kind)} to create it all the same.`;
    return refused('may-be-double', sentence);
  }
  const [doubt] = creation?.doubts ?? [];
  if (doubt !== undefined && despite === undefined) {
    const sentence = `${titled(item)} is to be looked at first: ${doubt} Create it by itself if it is to be created all the same.`;
    return refused('may-be-double', sentence);
  }
  return fits;
}

/** Hostnames repeat from client to client: a configuration is told by where it sits. */
function lookAlikeText({ id, name, why, organization }: LookAlike): string {
  const where = organization === undefined ? '' : ` of “${organization}”`;
  return `“${name}” (${id})${where}: ${why}`;
}
