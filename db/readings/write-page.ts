import { and, eq, sql } from 'drizzle-orm';
import { canonicalHash, type Json } from '../../rules/canonical-hash.ts';
import { withTenant, type Database } from '../connect.ts';
import { reading, snapshotKey, snapshotPayload } from '../schema/index.ts';

export interface SeenItem {
  key: string;
  payload: unknown;
}

/**
 * The hash of a mark: a key without a payload, which says how far a reading has come for whoever
 * resumes it. It is no item of the listing, is not counted, and is never loaded with the items.
 */
export const markHash = '';

/** Another attempt has taken this reading over: the caller must stop. */
export class ReadingTakenOver extends Error {
  constructor() {
    super('another attempt has taken this reading over');
    this.name = 'ReadingTakenOver';
  }
}

/**
 * Adds a page to a reading, and marks by key. A payload that is stored already is not stored again.
 *
 * @throws {ReadingTakenOver} if another attempt reads on
 */
export function writePage(
  db: Database,
  tenantId: string,
  readingId: string,
  attempt: string,
  items: SeenItem[],
  marks: readonly string[] = [],
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    const [mine] = await tx
      .update(reading)
      .set({ touchedAt: sql`clock_timestamp()`, pagesRead: sql`${reading.pagesRead} + 1` })
      .where(
        and(eq(reading.id, readingId), eq(reading.attempt, attempt), eq(reading.state, 'reading')),
      )
      .returning({ kind: reading.kind });
    if (!mine) throw new ReadingTakenOver();
    // Moving listings show an item twice; one statement may not touch a row twice.
    const unique = new Map(items.map((item) => [item.key, item.payload]));
    const rows = [...unique].map(([key, payload]) => ({
      key,
      payload,
      hash: canonicalHash(payload as Json),
    }));
    const keys = [
      ...rows.map(({ key, hash }) => ({ tenantId, readingId, key, hash })),
      ...marks.map((key) => ({ tenantId, readingId, key, hash: markHash })),
    ];
    if (rows.length > 0) {
      await tx
        .insert(snapshotPayload)
        .values(rows.map(({ hash, payload }) => ({ tenantId, kind: mine.kind, hash, payload })))
        .onConflictDoNothing();
    }
    if (keys.length === 0) return;
    await tx
      .insert(snapshotKey)
      .values(keys)
      .onConflictDoUpdate({
        target: [snapshotKey.readingId, snapshotKey.key],
        set: { hash: sql`excluded.hash` },
      });
  });
}
