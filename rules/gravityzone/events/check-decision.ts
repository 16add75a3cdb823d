import type { InventoryIndex } from '../inventory-index.ts';
import { quoted } from '../problems.ts';
import { checkAssociate, checkReassociate } from './check-associate.ts';
import { checkDelete, checkKeep } from './check-deleted-source.ts';
import { checkMove } from './check-move.ts';
import { checkCreate, checkRecreate } from './check-new-company.ts';
import { checkRenameExisting, checkRenameToSite } from './check-rename.ts';
import { refused } from './checked-decision.ts';
import type { CheckedDecision, DecidedEvent, EventOf } from './checked-decision.ts';
import type { EventChoice } from './event-decision.ts';
import { eventTitles, primaryActions } from './event-types.ts';
import type { EventAction, EventType } from './event-types.ts';

export type { CheckedDecision, DecidedEvent } from './checked-decision.ts';

/**
 * Checks a person's decision on an event against what was read last (spec 3.5): the same rule when
 * it is shown, stored and carried out. The lines say exactly what confirming does; the facts are
 * read afresh once more before anything is written.
 */
export function checkEventDecision(
  index: InventoryIndex,
  event: DecidedEvent,
  choice: EventChoice,
  extras: { endpoints: number | null },
): CheckedDecision {
  if (choice.do === 'ignore') return ignoring(event);
  const actions: readonly EventAction[] = primaryActions[event.type];
  if (!actions.includes(choice.do)) {
    return refused(
      'action-not-of-type',
      `An event ${quoted(eventTitles[event.type])} has no action ${quoted(choice.do)}. It has: ${[...actions, 'ignore'].join(', ')}.`,
    );
  }
  const { locked } = index.inventory;
  if (locked.siteUids.has(event.siteUid)) {
    const sentence = `Site ${quoted(event.siteName)} has an action under way. Try again when it is done.`;
    return refused('site-under-way', sentence);
  }
  switch (choice.do) {
    case 'create':
      return checkCreate(index, event, choice.name);
    case 'move':
      return isOf(event, 'destination-moved') ? checkMove(index, event) : otherFacts(event);
    case 'recreate':
      return isOf(event, 'destination-deleted')
        ? checkRecreate(index, event, choice.name)
        : otherFacts(event);
    case 'associate':
      if (isOf(event, 'destination-deleted')) {
        return checkReassociate(index, event, choice.companyId);
      }
      return isOf(event, 'association-missing', 'prefix-association-missing')
        ? checkAssociate(index, event, choice.companyId)
        : otherFacts(event);
    case 'rename-existing':
      return isOf(event, 'association-missing')
        ? checkRenameExisting(index, event, choice.prefix)
        : otherFacts(event);
    case 'rename-to-site':
      return isOf(event, 'prefix-association-missing')
        ? checkRenameToSite(index, event)
        : otherFacts(event);
    case 'delete-company':
      return isOf(event, 'source-deleted')
        ? checkDelete(index, event, choice.name, extras.endpoints)
        : otherFacts(event);
    case 'keep-company':
      return isOf(event, 'source-deleted') ? checkKeep(index, event) : otherFacts(event);
  }
}

/** The secondary action of every event (spec 3.5). */
function ignoring({ type, siteName }: DecidedEvent): CheckedDecision {
  const isOfAssociation =
    type === 'destination-moved' || type === 'destination-deleted' || type === 'source-deleted';
  const what = isOfAssociation
    ? `Let the event of site ${quoted(siteName)} go; its association stays as it is.`
    : `Let the event of site ${quoted(siteName)} go; no association is made.`;
  const again =
    'The next run that still finds the discrepancy raises it again, and does not handle it by itself while the facts are the same.';
  return { ok: true, lines: [what, again], verb: null, details: { siteName } };
}

function isOf<Type extends EventType>(
  event: DecidedEvent,
  ...types: Type[]
): event is EventOf<Type> {
  return types.some((type) => type === event.facts.type);
}

function otherFacts({ type, facts }: DecidedEvent): CheckedDecision {
  return refused('facts-differ', `The facts of this ${type} event are those of ${facts.type}.`);
}
