import { and, eq, sql } from 'drizzle-orm';
import { canonicalHash, type Json } from '../../rules/canonical-hash.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { reading, snapshotKey, snapshotPayload, type ReadingKind } from '../schema/index.ts';

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
 * Adds a page to a reading, and marks by key. A payload that is stored already is not sent again.
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
  // Moving listings show an item twice; one statement may not touch a row twice.
  const unique = new Map(items.map((item) => [item.key, item.payload]));
  // Before the transaction: while it lasts, other pages of the reading wait for its row.
  const seen = [...unique].map(([key, payload]) => {
    return { key, payload, hash: canonicalHash(payload as Json) };
  });
  return withTenant(db, tenantId, async (tx) => {
    const [mine] = await tx
      .update(reading)
      .set({ touchedAt: sql`clock_timestamp()`, pagesRead: sql`${reading.pagesRead} + 1` })
      .where(
        and(eq(reading.id, readingId), eq(reading.attempt, attempt), eq(reading.state, 'reading')),
      )
      .returning({ kind: reading.kind });
    if (!mine) throw new ReadingTakenOver();
    await storePayloads(tx, tenantId, mine.kind, seen);
    await storeKeys(tx, tenantId, readingId, [
      ...seen.map(({ key, hash }) => ({ key, hash })),
      ...marks.map((key) => ({ key, hash: markHash })),
    ]);
  });
}

/** In an unchanged run nearly all are stored: their hashes are asked for, and nothing is sent. */
async function storePayloads(
  tx: Transaction,
  tenantId: string,
  kind: ReadingKind,
  seen: readonly { hash: string; payload: unknown }[],
): Promise<void> {
  if (seen.length === 0) return;
  const hashes = JSON.stringify(seen.map(({ hash }) => hash));
  const rows = await tx.execute<{ hash: string }>(
    sql`select ${snapshotPayload.hash} from ${snapshotPayload}
      where ${snapshotPayload.tenantId} = ${tenantId} and ${snapshotPayload.kind} = ${kind}
        and ${snapshotPayload.hash} in (select json_array_elements_text(${hashes}::json))`,
  );
  const stored = new Set(rows.map(({ hash }) => hash));
  const missing = seen.flatMap(({ hash, payload }) => (stored.has(hash) ? [] : { hash, payload }));
  if (missing.length === 0) return;
  await tx.execute(
    sql`insert into ${snapshotPayload} (tenant_id, kind, hash, payload)
      select ${tenantId}::uuid, ${kind}, hash, payload
      from json_to_recordset(${JSON.stringify(missing)}::json) as one(hash text, payload jsonb)
      on conflict do nothing`,
  );
}

/** One parameter however many they are: to name thousands takes longer than to store them. */
async function storeKeys(
  tx: Transaction,
  tenantId: string,
  readingId: string,
  keys: readonly { key: string; hash: string }[],
): Promise<void> {
  if (keys.length === 0) return;
  await tx.execute(
    sql`insert into ${snapshotKey} (tenant_id, reading_id, key, hash)
      select ${tenantId}::uuid, ${readingId}::uuid, key, hash
      from json_to_recordset(${JSON.stringify(keys)}::json) as one(key text, hash text)
      on conflict (reading_id, key) do update set hash = excluded.hash`,
  );
}
