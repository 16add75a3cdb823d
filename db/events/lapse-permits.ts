import { and, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import type { Execution } from '../acting.ts';
import { closeActionIn } from '../actions/close-action.ts';
import { withTenant, type Database } from '../connect.ts';
import { action, event } from '../schema/index.ts';
import { lockEvent } from './lock-events.ts';
import { actionAtWork } from './state-sentence.ts';

/** A run's permit that its event's workflow has not taken up after so long lapses, in ms. */
const lapsesAfterMs = 10 * 60_000;

/**
 * Ends a run's permits that no workflow takes up, so that the run does not wait for ever: the next
 * run finds their events again.
 */
export async function lapsePermits(
  db: Database,
  tenantId: string,
  runId: string,
  execution: Execution,
): Promise<void> {
  const long = sql`clock_timestamp() - ${`${lapsesAfterMs} milliseconds`}::interval`;
  const left = await withTenant(db, tenantId, (tx) =>
    tx
      .select({ eventId: event.id })
      .from(action)
      .innerJoin(event, eq(event.id, action.eventId))
      .where(
        and(
          eq(action.runId, runId),
          eq(action.state, 'waiting'),
          eq(event.state, 'open'),
          lt(action.createdAt, long),
        ),
      ),
  );
  for (const { eventId } of left) {
    await withTenant(db, tenantId, async (tx) => {
      const row = await lockEvent(tx, tenantId, eventId);
      const permit = row?.state === 'open' && (await actionAtWork(tx, eventId));
      if (!permit || permit.runId !== runId) return;
      await closeActionIn(tx, tenantId, permit.id, { state: 'cancelled' }, execution);
    });
  }
}

/** How many actions of a run's events have not ended. */
export function eventActionsAtWork(db: Database, tenantId: string, runId: string): Promise<number> {
  return withTenant(db, tenantId, (tx) =>
    tx.$count(
      action,
      and(
        eq(action.runId, runId),
        isNotNull(action.eventId),
        inArray(action.state, ['waiting', 'working']),
      ),
    ),
  );
}
