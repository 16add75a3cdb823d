import { and, asc, desc, eq, type SQL } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { reading, snapshotKey, snapshotPayload, type ReadingKind } from '../schema/index.ts';

export type Reading = typeof reading.$inferSelect;

/** The newest complete reading of a kind, of one run or of any. */
export async function newestReading(
  tx: Transaction,
  kind: ReadingKind,
  runId?: string,
): Promise<Reading | null> {
  const [newest] = await tx
    .select()
    .from(reading)
    .where(
      and(
        eq(reading.kind, kind),
        eq(reading.state, 'complete'),
        runId === undefined ? undefined : eq(reading.runId, runId),
      ),
    )
    .orderBy(desc(reading.finishedAt))
    .limit(1);
  return newest ?? null;
}

/** What a reading saw: payloads in the order of their keys. */
export async function readingItems(
  tx: Transaction,
  readingId: string,
): Promise<{ key: string; payload: unknown }[]> {
  return itemsWhere(tx, eq(snapshotKey.readingId, readingId));
}

/** One payload of a reading, by its key. */
export async function readingItem(
  tx: Transaction,
  readingId: string,
  key: string,
): Promise<unknown> {
  const wanted = and(eq(snapshotKey.readingId, readingId), eq(snapshotKey.key, key));
  const [found] = await itemsWhere(tx, wanted);
  return found?.payload;
}

function itemsWhere(tx: Transaction, wanted: SQL | undefined) {
  return tx
    .select({ key: snapshotKey.key, payload: snapshotPayload.payload })
    .from(snapshotKey)
    .innerJoin(reading, eq(reading.id, snapshotKey.readingId))
    .innerJoin(
      snapshotPayload,
      and(
        eq(snapshotPayload.tenantId, snapshotKey.tenantId),
        eq(snapshotPayload.kind, reading.kind),
        eq(snapshotPayload.hash, snapshotKey.hash),
      ),
    )
    .where(wanted)
    .orderBy(asc(snapshotKey.key));
}
