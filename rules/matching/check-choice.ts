import { checkCreation } from './check-creation.ts';
import { checkDestination } from './check-destination.ts';
import { fits, recordWord, refused, titled } from './choice-facts.ts';
import type { CheckedChoice, ChoiceFacts, ItemFacts } from './choice-facts.ts';
import type { StoredMatchChoice } from './match-choice.ts';

export type { CheckedChoice, ChoiceFacts } from './choice-facts.ts';

/**
 * Checks a person's decision on one source organization or device (spec 4.2, 4.3): the same rule
 * when it is made and when it is carried out, then with facts read afresh. A sentence says what
 * does not fit, or what changed.
 */
export function checkChoice(choice: StoredMatchChoice, facts: ChoiceFacts): CheckedChoice {
  const { item } = facts;
  switch (choice.do) {
    case 'accept':
      return (
        needsState(item, 'unmatched') ??
        needsPresence(item) ??
        needsSuggestion(item, choice.destinationId) ??
        checkDestination(choice, facts)
      );
    case 'to':
      return needsPresence(item) ?? checkDestination(choice, facts);
    case 'reject':
      return needsState(item, 'unmatched') ?? needsSuggestion(item, choice.destinationId) ?? fits;
    case 'create':
      return needsState(item, 'unmatched') ?? needsPresence(item) ?? checkCreation(choice, facts);
    case 'ignore':
      return needsState(item, 'unmatched') ?? fits;
    case 'unignore':
      return needsState(item, 'ignored') ?? fits;
    case 'revert':
      return needsState(item, 'matched') ?? fits;
  }
}

function needsState(item: ItemFacts, wanted: ItemFacts['state']): CheckedChoice | null {
  if (item.state === wanted) return null;
  return refused('wrong-state', `${titled(item)} ${howItStands(item)}`);
}

function howItStands({ state, matchedTo, kind }: ItemFacts): string {
  switch (state) {
    case 'unmatched':
      return 'is unmatched: nothing is there to be taken back.';
    case 'ignored':
      return 'is ignored. Take that back first, or match it to a record of your choosing.';
    case 'matched':
      return `is matched to ${recordWord(kind)} “${matchedTo?.name ?? ''}”. Revert that first, or match it to another.`;
  }
}

function needsPresence(item: ItemFacts): CheckedChoice | null {
  if (item.present) return null;
  const sentence = `${titled(item)} was not in Datto RMM any more when it was last read whole.`;
  return refused('not-there', sentence);
}

function needsSuggestion(item: ItemFacts, destinationId: string): CheckedChoice | null {
  if (item.suggestions.some(({ id }) => id === destinationId)) return null;
  const now =
    item.suggestions.length === 0
      ? 'nothing is suggested'
      : item.suggestions.map(({ id, name }) => `“${name}” (${id})`).join(', ');
  const sentence = `${destinationId} is not suggested for ${titled(item)}; now it is: ${now}. Look at it and decide again.`;
  return refused('changed', sentence);
}
