import { and, asc, eq, type SQL } from 'drizzle-orm';
import { holdAuditChain } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';
import { event, tenant } from '../schema/index.ts';
import type { EventRow } from './move-event.ts';

/**
 * Locks events of a tenant until the transaction ends. The order is the same for all who do: tenant,
 * audit chain, events by id. What is written with an event needs all three.
 */
export async function lockEvents(
  tx: Transaction,
  tenantId: string,
  which: SQL | undefined,
): Promise<EventRow[]> {
  await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.id, tenantId)).for('key share');
  await holdAuditChain(tx, tenantId);
  return tx
    .select()
    .from(event)
    .where(and(eq(event.tenantId, tenantId), which))
    .orderBy(asc(event.id))
    .for('update');
}

/** {@link lockEvents} for one event; null if there is none of that id. */
export async function lockEvent(
  tx: Transaction,
  tenantId: string,
  eventId: string,
): Promise<EventRow | null> {
  const [found] = await lockEvents(tx, tenantId, eq(event.id, eventId));
  return found ?? null;
}
