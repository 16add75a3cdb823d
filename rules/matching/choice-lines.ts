import { creationWarning } from './check-creation.ts';
import { recordWord, titled, type ChoiceFacts } from './choice-facts.ts';
import type { MatchChoice } from './match-choice.ts';

/** What exactly is done by a choice that fits, line by line, for its confirmation. */
export function choiceLines(choice: MatchChoice, facts: ChoiceFacts): string[] {
  const { item, destination } = facts;
  const what = titled(item);
  const within = small(what);
  const record = recordWord(item.kind);
  switch (choice.do) {
    case 'accept':
    case 'to':
      return [
        `${what} is matched to ${record} “${destination?.name ?? choice.destinationId}” (${choice.destinationId})${insteadOf(facts, choice.destinationId)}.`,
      ];
    case 'reject': {
      const suggested = item.suggestions.find(({ id }) => id === choice.destinationId);
      return [
        `“${suggested?.name ?? ''}” (${choice.destinationId}) is not suggested for ${within} again.`,
      ];
    }
    case 'create':
      return [creationLine(choice.name, facts)];
    case 'ignore':
      return [`${what} is ignored: it is not counted as unmatched from then on.`];
    case 'unignore':
      return [`${what} is unmatched again, and may be matched by the next run.`];
    case 'revert':
      return [
        `The match of ${within} to “${item.matchedTo?.name ?? ''}” is taken back; a run never makes it again. Nothing is changed in IT Glue.`,
      ];
  }
}

/** What to know before a choice is confirmed, whatever it is about. */
export function choiceWarnings(choices: readonly MatchChoice[]): string[] {
  return choices.some((choice) => choice.do === 'create') ? [creationWarning] : [];
}

function insteadOf({ item }: ChoiceFacts, destinationId: string): string {
  const { matchedTo } = item;
  if (matchedTo === null || matchedTo.id === destinationId) return '';
  return `, in place of “${matchedTo.name}” (${matchedTo.id})`;
}

function creationLine(name: string | undefined, { item, organization }: ChoiceFacts): string {
  const record = recordWord(item.kind);
  const where = organization === null ? '' : ` in organization “${organization.name}”`;
  return `${capital(record)} “${name ?? item.name}” is created in IT Glue${where}, and ${small(titled(item))} is matched to it.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function small(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
