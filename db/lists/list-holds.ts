import { desc } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { hold } from '../schema/index.ts';

/** Held runs, the newest first. At most one is open. */
export async function listHolds(db: Database, tenantId: string, limit: number) {
  const rows = await withTenant(db, tenantId, (tx) =>
    tx.select().from(hold).orderBy(desc(hold.createdAt)).limit(limit),
  );
  return rows.map(({ items, ...row }) => ({ ...row, items: items.length }));
}
