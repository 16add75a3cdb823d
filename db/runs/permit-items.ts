import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { eventId } from '../../rules/gravityzone/events/event-types.ts';
import type { Transaction } from '../connect.ts';
import { nudgeEvents } from '../events/nudge-events.ts';
import { action, decision, planItem } from '../schema/index.ts';
import type { PlannedItem } from './planned-item.ts';

/** An item with the id of the event that it handles. */
export type PermittableItem = PlannedItem & { eventId: string | null };

/**
 * Leaves the events that somebody is at work on or has decided, and those that are not open, to
 * whoever has them: one action at a time for each.
 */
export async function permittable(
  tx: Transaction,
  tenantId: string,
  items: PlannedItem[],
  open: ReadonlySet<string>,
): Promise<PermittableItem[]> {
  const atWork = await tx
    .select({ id: action.eventId })
    .from(action)
    .where(and(isNotNull(action.eventId), inArray(action.state, ['waiting', 'working'])));
  const decided = await tx
    .select({ id: decision.targetId })
    .from(decision)
    .where(and(eq(decision.kind, 'event'), inArray(decision.state, ['pending', 'taken'])));
  const taken = new Set([...atWork, ...decided].map(({ id }) => id));
  return items.map((item) => {
    if (item.event === null) return { ...item, eventId: null };
    const id = eventId(tenantId, item.event, item.siteUid);
    const free = open.has(id) && !taken.has(id);
    return { ...item, eventId: id, permitted: item.permitted && free };
  });
}

/** Stores a plan's items, with an action for each that the run may carry out. */
export async function insertItems(
  tx: Transaction,
  tenantId: string,
  runId: string,
  planId: string,
  items: PermittableItem[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = await tx
    .insert(planItem)
    .values(
      items.map(({ siteUid, factsHash, item, permitted }, position) => ({
        tenantId,
        planId,
        position,
        siteUid,
        factsHash,
        item,
        permitted,
      })),
    )
    .returning({ id: planItem.id, position: planItem.position });
  const idAt = new Map(rows.map((row) => [row.position, row.id]));
  const allowed = items
    .map((planned, position) => ({ ...planned, position }))
    .filter(({ permitted }) => permitted);
  if (allowed.length === 0) return;
  await tx.insert(action).values(
    allowed.map(({ siteUid, verb, details, factsHash, eventId, position }) => ({
      tenantId,
      siteUid,
      eventId,
      verb,
      details,
      factsHash,
      by: { kind: 'run' as const, id: runId },
      runId,
      planItemId: idAt.get(position) ?? null,
      position,
    })),
  );
  await nudgeEvents(
    tx,
    tenantId,
    allowed.flatMap(({ eventId }) => eventId ?? []),
  );
}

/** The actions for sites that a run is permitted. */
export async function permits(
  tx: Transaction,
  runId: string,
): Promise<{ actions: number; eventActions: number }> {
  const ofRun = and(eq(action.runId, runId), eq(action.subjectKind, 'association'));
  return {
    actions: await tx.$count(action, and(ofRun, isNull(action.eventId))),
    eventActions: await tx.$count(action, and(ofRun, isNotNull(action.eventId))),
  };
}
