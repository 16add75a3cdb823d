import { getTableColumns, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { insertRows } from '../insert-rows.ts';
import { match } from '../schema/index.ts';
import type { MatchToSave } from './row-to-save.ts';

/** How many rows go in one statement. */
const batchSize = 1_000;

const { id: _id, createdAt: _made, ...columns } = getTableColumns(match);
const { tenantId: _tenant, kind: _kind, sourceId: _source, ...changing } = columns;

const asJudged = sql.raw(
  Object.values(changing)
    .map(({ name }) => `"${name}" = excluded."${name}"`)
    .join(', '),
);

/** Saves rows whole, in place of what they were. */
export async function saveRows(tx: Transaction, rows: readonly MatchToSave[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = insertRows(match, columns, rows.slice(start, start + batchSize));
    await tx.execute(
      sql`${batch} on conflict (tenant_id, kind, source_id) do update set ${asJudged}`,
    );
  }
}
