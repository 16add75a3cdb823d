import type { Transaction } from '../connect.ts';
import { outbox } from '../schema/index.ts';

/** Has the workflows of events look at their rows, or start if they are not running. */
export async function nudgeEvents(
  tx: Transaction,
  tenantId: string,
  eventIds: Iterable<string>,
): Promise<void> {
  const rows = [...new Set(eventIds)].map((subjectId) => ({
    tenantId,
    kind: 'event-changed' as const,
    subjectId,
  }));
  if (rows.length > 0) await tx.insert(outbox).values(rows);
}
