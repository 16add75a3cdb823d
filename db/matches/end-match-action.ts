import type { Transaction } from '../connect.ts';
import type { ActionDetails, ActionVerb } from '../schema/index.ts';
import { endItem } from './settle-match-decision.ts';

interface EndedAction {
  matchItemId: string | null;
  verb: ActionVerb;
  details: ActionDetails;
}

type End = { state: 'done' | 'cancelled' } | { state: 'problem'; code: string; sentence: string };

/** No run goes on with what a person decided. */
const stranded = 'Its workflow was ended from outside. Decide it again.';

/** Takes the end of an action over to the item of a match decision that it carried out. */
export async function endMatchAction(
  tx: Transaction,
  { matchItemId, verb, details }: EndedAction,
  end: End,
): Promise<void> {
  if (matchItemId === null) return;
  switch (end.state) {
    case 'done':
      await endItem(tx, matchItemId, 'done', created(verb, details));
      return;
    case 'cancelled':
      await endItem(tx, matchItemId, 'cancelled', 'Its workflow was cancelled. Decide it again.');
      return;
    case 'problem':
      await endItem(tx, matchItemId, 'problem', end.code === 'stranded' ? stranded : end.sentence);
  }
}

function created(verb: ActionVerb, details: ActionDetails): string {
  const { siteName, organizationName = siteName, notes = [] } = details;
  const what =
    verb === 'create-organization'
      ? `Organization “${organizationName}” was created, and matched.`
      : `A configuration was created in organization “${organizationName}”, and matched.`;
  return [what, ...notes].join(' ');
}
