import { fits, recordWord, refused, titled } from './choice-facts.ts';
import type { CheckedChoice, ChoiceFacts, DestinationFacts, ItemFacts } from './choice-facts.ts';
import type { StoredMatchChoice } from './match-choice.ts';

type Matching = Extract<StoredMatchChoice, { do: 'accept' | 'to' }>;

/**
 * Whether a source may be matched to the record that a person chose. Several source organizations
 * may share an organization (spec 4.2); a configuration is one device's, and sits in the
 * organization that the device's own is matched to (spec 4.3).
 */
export function checkDestination(choice: Matching, facts: ChoiceFacts): CheckedChoice {
  const { item, destination } = facts;
  const { destinationId } = choice;
  if (item.matchedTo?.id === destinationId && item.byPerson && !item.noted) {
    const sentence = `${titled(item)} is matched to “${item.matchedTo.name}” already.`;
    return refused('wrong-state', sentence);
  }
  if (destination === null) {
    const sentence = `IT Glue has no ${recordWord(item.kind)} ${destinationId} in the key’s sight; ${titled(item)} was not matched to it.`;
    return refused('not-there', sentence);
  }
  return (
    notAsSeen(choice, item, destination) ??
    (item.kind === 'device' ? checkConfiguration(choice, facts, destination) : fits)
  );
}

function notAsSeen(
  { seen, destinationId }: Matching,
  item: ItemFacts,
  now: DestinationFacts,
): CheckedChoice | null {
  if (!seen || seen.name.trim() === now.name.trim()) return null;
  const sentence = `${capital(recordWord(item.kind))} ${destinationId}, which was named “${seen.name}”, is named “${now.name}” by now; ${titled(item)} was not matched to it. Look at it and decide again.`;
  return refused('changed', sentence);
}

function checkConfiguration(
  choice: Matching,
  { item, organization }: ChoiceFacts,
  { name, organization: sitsIn, archived, otherDevice }: DestinationFacts,
): CheckedChoice {
  if (organization === null) {
    const sentence = `The organization of ${titled(item)} is not matched yet. Match that first: devices are matched inside it.`;
    return refused('wrong-state', sentence);
  }
  if (sitsIn?.id !== organization.id) {
    const where = sitsIn === null ? 'another organization' : `organization “${sitsIn.name}”`;
    const sentence = `Configuration “${name}” sits in ${where}, and ${titled(item)} belongs to “${organization.name}”. Move the configuration in IT Glue, or choose one of “${organization.name}”.`;
    return refused('not-fitting', sentence);
  }
  if (archived && !(choice.do === 'to' && choice.seen?.archived !== false)) {
    const sentence = `Configuration “${name}” is archived. Match ${titled(item)} to it by its id if it is meant all the same, or choose another.`;
    return refused(choice.seen?.archived === false ? 'changed' : 'not-fitting', sentence);
  }
  if (otherDevice !== null) {
    const sentence = `Configuration “${name}” is matched to device “${otherDevice}”. Revert that first, or choose another for ${titled(item)}.`;
    return refused('not-fitting', sentence);
  }
  return fits;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
