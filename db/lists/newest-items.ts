import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { ReadingKind } from '../schema/index.ts';

/** What the newest whole reading of a kind saw, as rows of `key` and `payload`; none if there is none. */
export function newestItems(kind: ReadingKind): SQL {
  return sql`
    select k.key, p.payload from snapshot_key k
    join snapshot_payload p on p.tenant_id = k.tenant_id and p.kind = ${kind} and p.hash = k.hash
    where k.reading_id = (select id from reading where kind = ${kind} and state = 'complete'
      order by finished_at desc limit 1)`;
}

/** When a kind was last read whole; null before the first time. */
export async function newestReadAt(tx: Transaction, kind: ReadingKind): Promise<Date | null> {
  const [newest] = await tx.execute<{ at: string | null }>(
    sql`select max(finished_at) as at from reading where kind = ${kind} and state = 'complete'`,
  );
  return newest?.at ? new Date(newest.at) : null;
}
