import { and, asc, desc, eq, inArray, type SQL } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { reading, snapshotKey, snapshotPayload, type ReadingKind } from '../schema/index.ts';
import { markHash } from './write-page.ts';

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

/** How many payloads are in memory at once while a large reading is gone through. */
const pageSize = 1_000;

/** {@link readingItems} in pages, for readings of tens of thousands. */
export async function* readingPages(
  tx: Transaction,
  { id, kind }: Reading,
): AsyncGenerator<{ key: string; payload: unknown }[]> {
  const keys = await tx
    .select({ key: snapshotKey.key, hash: snapshotKey.hash })
    .from(snapshotKey)
    .where(eq(snapshotKey.readingId, id))
    .orderBy(asc(snapshotKey.key));
  for (let start = 0; start < keys.length; start += pageSize) {
    const page = keys.slice(start, start + pageSize);
    const payloads = await payloadsOf(tx, kind, new Set(page.map(({ hash }) => hash)));
    // Marks have no payload.
    yield page.flatMap(({ key, hash }) =>
      payloads.has(hash) ? [{ key, payload: payloads.get(hash) }] : [],
    );
  }
}

/** By hash, and not joined: of tables that were just written the planner joins page by page. */
async function payloadsOf(
  tx: Transaction,
  kind: ReadingKind,
  hashes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, unknown>> {
  const rows = await tx
    .select({ hash: snapshotPayload.hash, payload: snapshotPayload.payload })
    .from(snapshotPayload)
    .where(and(eq(snapshotPayload.kind, kind), inArray(snapshotPayload.hash, [...hashes])));
  return new Map(rows.map(({ hash, payload }) => [hash, payload]));
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

/** The marks of a reading: how far it had come, for whoever goes on from it. */
export async function markedKeys(tx: Transaction, readingId: string): Promise<string[]> {
  const rows = await tx
    .select({ key: snapshotKey.key })
    .from(snapshotKey)
    .where(and(eq(snapshotKey.readingId, readingId), eq(snapshotKey.hash, markHash)));
  return rows.map(({ key }) => key);
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
