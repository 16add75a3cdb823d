import { and, eq, inArray } from 'drizzle-orm';
import type { EventState } from '../../rules/gravityzone/events/event-types.ts';
import type { Execution } from '../acting.ts';
import { closeActionIn } from '../actions/close-action.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { action, decision } from '../schema/index.ts';
import { auditEvent } from './audit-event.ts';
import { lockEvent } from './lock-events.ts';
import { moveEvent, type EventRow } from './move-event.ts';
import { outcomeSentence } from './outcome-sentence.ts';
import type { EventAction } from './state-sentence.ts';

/**
 * Takes the end of an action over to its event and to the decision behind it: handled, or open again
 * with the problem. Repeating it changes nothing; an event that was closed meanwhile stays so.
 */
export function endEventAction(
  db: Database,
  tenantId: string,
  eventId: string,
  actionId: string,
  execution: Execution,
): Promise<{ state: EventState }> {
  return withTenant(db, tenantId, async (tx) => {
    const row = await lockEvent(tx, tenantId, eventId);
    if (!row) return { state: 'no-longer-applies' };
    await endUnfinished(tx, tenantId, actionId, execution);
    if (row.state !== 'acting' || row.actionId !== actionId) {
      await settleDecision(tx, await findAction(tx, actionId));
      return { state: row.state };
    }
    return { state: (await endActing(tx, row, execution)).state };
  });
}

/** Ends what an event in state `acting` was about, whose action is no longer at work. */
export async function endActing(
  tx: Transaction,
  row: EventRow,
  execution: Execution,
): Promise<EventRow> {
  const ended = row.actionId === null ? null : await findAction(tx, row.actionId);
  const outcome = outcomeOf(ended);
  const isDone = ended?.state === 'done';
  const by = ended?.by ?? { kind: 'install' as const };
  const moved = isDone
    ? await moveEvent(tx, row, 'handled', { outcome, handledBy: by, closedAt: new Date() })
    : await moveEvent(tx, row, 'open', { outcome });
  await settleDecision(tx, ended);
  if (!moved) return row;
  await auditEvent(tx, moved, isDone ? 'handled' : 'failed', {
    actor: by,
    before: { state: row.state },
    after: { state: moved.state, verb: ended?.verb ?? null, outcome },
    execution,
    ...(ended?.runId ? { runId: ended.runId } : {}),
  });
  return moved;
}

async function findAction(tx: Transaction, actionId: string): Promise<EventAction | null> {
  const [found] = await tx.select().from(action).where(eq(action.id, actionId));
  return found ?? null;
}

/** The steps have ended, so the action has: nobody would ever take it up again. */
function endUnfinished(
  tx: Transaction,
  tenantId: string,
  actionId: string,
  execution: Execution,
): Promise<void> {
  const sentence = 'It ended without saying how. Decide again to go on with it.';
  const end = { state: 'problem' as const, code: 'unfinished', sentence };
  return closeActionIn(tx, tenantId, actionId, end, execution);
}

function outcomeOf(ended: EventAction | null): string {
  switch (ended?.state) {
    case 'done':
      return outcomeSentence(ended.verb, ended.details);
    case 'problem':
      return ended.problem ?? 'It could not be finished.';
    case 'cancelled':
      return 'It was cancelled before it was done: somebody else was at work on the site, or its run ended.';
    case 'waiting':
    case 'working':
    case undefined:
      return 'Its action is gone.';
  }
}

async function settleDecision(tx: Transaction, ended: EventAction | null): Promise<void> {
  if (!ended?.decisionId) return;
  await tx
    .update(decision)
    .set({
      state: ended.state === 'done' ? 'done' : 'refused',
      outcome: outcomeOf(ended),
      settledAt: new Date(),
    })
    .where(and(eq(decision.id, ended.decisionId), inArray(decision.state, ['pending', 'taken'])));
}
