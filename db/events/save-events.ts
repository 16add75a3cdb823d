import { and, eq, inArray, or } from 'drizzle-orm';
import { eventId, type DetectedEvent } from '../../rules/gravityzone/events/event-types.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { event } from '../schema/index.ts';
import { auditEvent } from './audit-event.ts';
import { closeGoneEvents } from './close-gone-events.ts';
import type { EventsToSave, FoundEvents } from './found-events.ts';
import { lockEvents } from './lock-events.ts';
import { moveEvent, type EventChange, type EventRow } from './move-event.ts';
import { nudgeEvents } from './nudge-events.ts';
import { factsOf, raisedAgain, runsWithSame, seenNow } from './seen-columns.ts';

/** A row that was written, and what happened to it. */
interface SavedEvent {
  row: EventRow;
  was: 'raised' | 'changed' | 'unchanged';
  before: unknown;
}

/**
 * Brings a tenant's events to what a run found: raises what is new or was let go, notes new facts,
 * and closes what is no longer there. An event with an action under way is never touched.
 *
 * @returns the ids of those found that are open now: only these can be handled by the run.
 */
export async function saveEventsIn(
  tx: Transaction,
  saving: EventsToSave,
): Promise<ReadonlySet<string>> {
  const { tenantId, events, undecided } = saving;
  const found = new Set(events.map(({ type, siteUid }) => eventId(tenantId, type, siteUid)));
  const known = await lockEvents(
    tx,
    tenantId,
    or(inArray(event.state, ['open', 'ignored']), inArray(event.id, [...found])),
  );
  const open = await raise(tx, saving, known);
  const left = new Set(undecided);
  const gone = known.filter(({ id, siteUid }) => !found.has(id) && !left.has(siteUid));
  await closeGoneEvents(tx, saving, gone);
  return open;
}

/**
 * Raises events that came to light after the run's plan was made: a name that GravityZone refused.
 * Nothing is closed.
 */
export function raiseEvents(db: Database, found: FoundEvents): Promise<void> {
  const { tenantId, events } = found;
  if (events.length === 0) return Promise.resolve();
  return withTenant(db, tenantId, async (tx) => {
    const ids = events.map(({ type, siteUid }) => eventId(tenantId, type, siteUid));
    await raise(tx, found, await lockEvents(tx, tenantId, inArray(event.id, ids)));
  });
}

async function raise(
  tx: Transaction,
  saving: FoundEvents,
  known: readonly EventRow[],
): Promise<ReadonlySet<string>> {
  const { tenantId, runId, events, execution } = saving;
  const rowOf = new Map(known.map((row) => [row.id, row]));
  const saved: SavedEvent[] = [];
  for (const detected of events) {
    const earlier = rowOf.get(eventId(tenantId, detected.type, detected.siteUid));
    const one = earlier
      ? await saveKnown(tx, saving, detected, earlier)
      : await insertNew(tx, saving, detected);
    if (one) saved.push(one);
  }
  const told = saved.filter(({ was }) => was !== 'unchanged');
  await nudgeEvents(
    tx,
    tenantId,
    told.map(({ row }) => row.id),
  );
  for (const { row, was, before } of told) {
    await auditEvent(tx, row, was === 'raised' ? 'raised' : 'changed', {
      actor: { kind: 'run', id: runId },
      before,
      after: { state: row.state, sentence: row.sentence, facts: row.facts },
      execution,
      runId,
    });
  }
  return new Set(saved.map(({ row }) => row.id));
}

async function insertNew(
  tx: Transaction,
  saving: FoundEvents,
  detected: DetectedEvent,
): Promise<SavedEvent> {
  const { tenantId } = saving;
  const { type, siteUid } = detected;
  const seen = seenNow(saving, detected);
  const [row] = await tx
    .insert(event)
    .values({
      id: eventId(tenantId, type, siteUid),
      tenantId,
      type,
      siteUid,
      state: 'open',
      ...seen,
      ...factsOf(detected),
      firstSeenAt: seen.lastSeenAt,
      raisedAt: seen.lastSeenAt,
    })
    .returning();
  if (!row) throw new Error('an event was inserted without a row');
  return { row, was: 'raised', before: null };
}

async function saveKnown(
  tx: Transaction,
  saving: FoundEvents,
  detected: DetectedEvent,
  earlier: EventRow,
): Promise<SavedEvent | null> {
  const seen = seenNow(saving, detected);
  const before = { state: earlier.state, sentence: earlier.sentence, facts: earlier.facts };
  switch (earlier.state) {
    case 'acting':
      return null;
    case 'open': {
      const same = earlier.factsHash === detected.factsHash;
      const row = await update(tx, earlier, {
        ...seen,
        ...(same ? { runsWithFacts: runsWithSame(earlier, saving) } : factsOf(detected)),
      });
      return { row, was: same ? 'unchanged' : 'changed', before };
    }
    case 'ignored':
    case 'handled':
    case 'no-longer-applies': {
      const row = await moveEvent(tx, earlier, 'open', raisedAgain(saving, detected, earlier));
      return row && { row, was: 'raised', before };
    }
  }
}

async function update(tx: Transaction, row: EventRow, change: EventChange): Promise<EventRow> {
  const [updated] = await tx
    .update(event)
    .set(change)
    .where(and(eq(event.tenantId, row.tenantId), eq(event.id, row.id)))
    .returning();
  if (!updated) throw new Error(`event ${row.id} is gone`);
  return updated;
}
