import type { MatchKind } from './match-choice.ts';

/** What a choice is judged by, when it is made and again when it is carried out. */
export interface ChoiceFacts {
  item: ItemFacts;
  /** The record that the choice names, as it is now; null where it is not to be seen, or none is named. */
  destination: DestinationFacts | null;
  /** Of a device: what its source organization is matched to. */
  organization: NamedRecord | null;
  /** What stands against making a new record; null where none is to be made. */
  creation: CreationFacts | null;
}

export interface NamedRecord {
  id: string;
  name: string;
}

/** The source organization or device. */
export interface ItemFacts {
  kind: MatchKind;
  name: string;
  /** Whether the last complete reading had it. */
  present: boolean;
  state: 'unmatched' | 'matched' | 'ignored';
  matchedTo: NamedRecord | null;
  /** Whether a person's word matched it. */
  byPerson: boolean;
  /** Whether something has changed since it was matched: a person may say that it still holds. */
  noted: boolean;
  /** Those on display. */
  suggestions: readonly NamedRecord[];
}

export interface DestinationFacts extends NamedRecord {
  archived: boolean;
  /** Of a configuration: the organization that it sits in. */
  organization: NamedRecord | null;
  /** Of a configuration: another device that has it, by name. */
  otherDevice: string | null;
}

export interface CreationFacts {
  /** Records that a new one might double, each with why. */
  lookAlikes: readonly LookAlike[];
  /** What else is to be looked at first, in whole sentences. */
  doubts: readonly string[];
  /** What keeps it from being made at all, in whole sentences. */
  obstacles: readonly string[];
}

export interface LookAlike extends NamedRecord {
  why: string;
  /** Of a configuration: the organization that it sits in, by name. */
  organization?: string;
}

export type ChoiceRefusal =
  /** It does not stand as the choice needs it. */
  | 'wrong-state'
  /** It is not what the person saw. */
  | 'changed'
  /** The source, or the record that was chosen, is not there. */
  | 'not-there'
  /** The record is in another organization, archived, or another device's. */
  | 'not-fitting'
  /** Something like it may be there already, and the person has not said that it is another. */
  | 'may-be-double'
  | 'bad-input';

export type CheckedChoice = { ok: true } | { ok: false; code: ChoiceRefusal; sentence: string };

export const fits: CheckedChoice = { ok: true };

export function refused(code: ChoiceRefusal, sentence: string): CheckedChoice {
  return { ok: false, code, sentence };
}

const words: Record<MatchKind, { source: string; record: string }> = {
  organization: { source: 'Organization', record: 'organization' },
  device: { source: 'Device', record: 'configuration' },
};

/** How a sentence about it begins. */
export function titled({ kind, name }: Pick<ItemFacts, 'kind' | 'name'>): string {
  return `${words[kind].source} “${name}”`;
}

/** What IT Glue calls its other side: an organization, a configuration. */
export function recordWord(kind: MatchKind): string {
  return words[kind].record;
}
