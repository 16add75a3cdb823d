import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { snapshotKey, snapshotPayload, type ReadingKind } from '../schema/index.ts';
import { newestReading } from './load-reading.ts';

/** What the newest whole reading of a kind has under some keys; nothing for keys that it lacks. */
export async function newestOf(
  tx: Transaction,
  kind: ReadingKind,
  keys: readonly string[],
): Promise<unknown[]> {
  if (keys.length === 0) return [];
  const newest = await newestReading(tx, kind);
  if (newest === null) return [];
  const rows = await tx
    .select({ payload: snapshotPayload.payload })
    .from(snapshotKey)
    .innerJoin(
      snapshotPayload,
      and(
        eq(snapshotPayload.tenantId, snapshotKey.tenantId),
        eq(snapshotPayload.kind, kind),
        eq(snapshotPayload.hash, snapshotKey.hash),
      ),
    )
    .where(and(eq(snapshotKey.readingId, newest.id), inArray(snapshotKey.key, [...keys])));
  return rows.map(({ payload }) => payload);
}
