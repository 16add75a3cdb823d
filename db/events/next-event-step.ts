import { and, eq } from 'drizzle-orm';
import type { EventState } from '../../rules/gravityzone/events/event-types.ts';
import type { Execution } from '../acting.ts';
import { closeActionIn } from '../actions/close-action.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { decision, tenant, type ActionVerb } from '../schema/index.ts';
import { endActing } from './end-event-action.ts';
import { lockEvent } from './lock-events.ts';
import { moveEvent, type EventRow } from './move-event.ts';
import { actionAtWork, type EventAction } from './state-sentence.ts';
import { takeDecision } from './take-decision.ts';

/** What the workflow of an event does next; `state` is what its row is in now. */
export type EventStep =
  | {
      do: 'act';
      action: { id: string; verb: ActionVerb };
      /** A person decided it: the site is read afresh first, and it waits longer. */
      byPerson: boolean;
      state: EventState;
    }
  /** For a decision, a permit, new facts or the end of the discrepancy. */
  | { do: 'wait'; state: EventState }
  | { do: 'close'; state: EventState };

/** Reads what an event's row, a permitted action or a decision asks its workflow to do. */
export function nextEventStep(
  db: Database,
  tenantId: string,
  eventId: string,
  execution: Execution,
): Promise<EventStep> {
  return withTenant(db, tenantId, async (tx) => {
    const pending = await pendingDecision(tx, eventId);
    if (pending) await lockTenant(tx, tenantId);
    const locked = await lockEvent(tx, tenantId, eventId);
    if (!locked) return { do: 'close', state: 'no-longer-applies' };
    const atWork = await actionAtWork(tx, eventId);
    if (atWork) {
      const step = await takeUp(tx, locked, atWork, execution);
      if (step) return step;
    }
    const row = locked.state === 'acting' ? await endActing(tx, locked, execution) : locked;
    // One that came after the look above is for the next step: its signal is on the way.
    if (!pending) return restingStep(row);
    const taken = await takeDecision(tx, row, pending, execution);
    return taken.action ? act(taken.row, taken.action) : restingStep(taken.row);
  });
}

function act({ state }: EventRow, { id, verb, by }: EventAction): EventStep {
  return { do: 'act', action: { id, verb }, byPerson: by.kind !== 'run', state };
}

function restingStep({ state }: EventRow): EventStep {
  return state === 'open' ? { do: 'wait', state } : { do: 'close', state };
}

/** Begins what a run permits, or goes on with what was begun. */
async function takeUp(
  tx: Transaction,
  row: EventRow,
  atWork: EventAction,
  execution: Execution,
): Promise<EventStep | null> {
  if (row.state === 'acting') return act(row, atWork);
  const acting =
    row.state === 'open' &&
    (await moveEvent(tx, row, 'acting', { actionId: atWork.id, outcome: null }));
  if (acting) return act(acting, atWork);
  // What it was permitted for has ended by other means.
  await closeActionIn(tx, row.tenantId, atWork.id, { state: 'cancelled' }, execution);
  return null;
}

async function pendingDecision(
  tx: Transaction,
  eventId: string,
): Promise<typeof decision.$inferSelect | undefined> {
  const [found] = await tx
    .select()
    .from(decision)
    .where(
      and(
        eq(decision.kind, 'event'),
        eq(decision.targetId, eventId),
        eq(decision.state, 'pending'),
      ),
    );
  return found;
}

/** As when deciding: two that want the same company can't both find it free. */
async function lockTenant(tx: Transaction, tenantId: string): Promise<void> {
  await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.id, tenantId)).for('update');
}
