import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { EventStep } from '../activities/records/event-records.ts';
import { searchAttributes, type ResolveEventInput } from '../temporal-config/names.ts';
import { records } from './activities.ts';
import { carryOut } from './carry-out.ts';
import { eventChanged } from './messages.ts';

/** An execution goes on as a new one before its history is longer than this. */
const longestHistory = 2_000;

/**
 * An event from when it is raised to its end: handled, ignored, or no longer there. It waits without
 * a timer; whatever is to be done stands in the database, and a signal says to look there. Ended, it
 * is started again with the same id by the next signal.
 */
export async function resolveEvent(input: ResolveEventInput): Promise<void> {
  let changes = 0;
  setHandler(eventChanged, () => {
    changes += 1;
  });
  let shown: string | undefined;
  for (;;) {
    const looked = changes;
    const step = await records.nextEventStep(input);
    if (step.state !== shown) {
      shown = step.state;
      upsertSearchAttributes([{ key: searchAttributes.state, value: step.state }]);
    }
    if (step.do === 'act') await act(input, step);
    // A signal that came during the look is looked into before anything else.
    else if (step.do === 'close' && looked === changes) return;
    else if (looked === changes && !isLong()) await condition(() => looked !== changes || isLong());
    if (isLong()) {
      await condition(allHandlersFinished);
      // The new execution begins with a look, so that no signal is lost on the way.
      await continueAsNew<typeof resolveEvent>(input);
    }
  }
}

/** Carries the action out, and takes its end over to the event, whatever that end is. */
async function act(
  input: ResolveEventInput,
  { action, byPerson }: Extract<EventStep, { do: 'act' }>,
): Promise<void> {
  try {
    await carryOut(input.tenantId, action, byPerson);
  } finally {
    await CancellationScope.nonCancellable(() =>
      records.endEventAction({ ...input, actionId: action.id }),
    );
  }
}

function isLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength > longestHistory;
}
