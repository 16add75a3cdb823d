import { and, eq } from 'drizzle-orm';
import { eventTransitions, type EventState } from '../../rules/gravityzone/events/event-types.ts';
import type { Transaction } from '../connect.ts';
import { event } from '../schema/index.ts';

export type EventRow = typeof event.$inferSelect;
export type EventChange = Partial<Omit<typeof event.$inferInsert, 'id' | 'tenantId' | 'state'>>;

/**
 * Moves an event from the state it was read in to another: the one place where its state changes.
 *
 * @returns the event as it is now, or null if it was in another state by then: nothing was done.
 */
export async function moveEvent(
  tx: Transaction,
  { tenantId, id, state: from }: Pick<EventRow, 'tenantId' | 'id' | 'state'>,
  to: EventState,
  change: EventChange,
): Promise<EventRow | null> {
  const allowed: readonly EventState[] = eventTransitions[from];
  if (!allowed.includes(to)) throw new Error(`an event never goes from ${from} to ${to}`);
  const [moved] = await tx
    .update(event)
    .set({ ...change, state: to })
    .where(and(eq(event.tenantId, tenantId), eq(event.id, id), eq(event.state, from)))
    .returning();
  return moved ?? null;
}
