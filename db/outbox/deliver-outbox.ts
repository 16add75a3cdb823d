import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import { asInstall, type Database } from '../connect.ts';
import { outbox } from '../schema/index.ts';

export type OutboxRow = typeof outbox.$inferSelect;

const retryAfterMs = 2_000;
const batchSize = 20;

/**
 * Hands waiting rows to `deliver`, oldest first, and marks those delivered; a row that fails is
 * tried again later. Rows are locked meanwhile, so that two workers never deliver one twice at the
 * same time; a delivery repeated after a crash must be harmless.
 *
 * @returns how many rows were handed over.
 */
export function deliverOutbox(
  db: Database,
  deliver: (row: OutboxRow) => Promise<void>,
  onFailure: (row: OutboxRow, error: unknown) => void,
): Promise<number> {
  return asInstall(db, async (tx) => {
    const rows = await tx
      .select()
      .from(outbox)
      .where(and(isNull(outbox.deliveredAt), lte(outbox.nextAt, sql`clock_timestamp()`)))
      .orderBy(asc(outbox.id))
      .limit(batchSize)
      .for('update', { skipLocked: true });
    for (const row of rows) {
      const delivered = await deliver(row).then(
        () => true,
        (error: unknown) => {
          onFailure(row, error);
          return false;
        },
      );
      const nextAt = sql`clock_timestamp() + ${`${retryAfterMs} milliseconds`}::interval`;
      await tx
        .update(outbox)
        .set({
          attempts: row.attempts + 1,
          ...(delivered ? { deliveredAt: new Date() } : { nextAt }),
        })
        .where(eq(outbox.id, row.id));
    }
    return rows.length;
  });
}
