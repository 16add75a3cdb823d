import { getTableColumns, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { match } from '../schema/index.ts';
import type { MatchToSave } from './row-to-save.ts';

/** How many rows go in one statement. */
const batchSize = 1_000;

const { id: _id, createdAt: _made, ...columns } = getTableColumns(match);
const { tenantId: _tenant, kind: _kind, sourceId: _source, ...changing } = columns;

const quoted = (from: typeof changing | typeof columns) =>
  Object.values(from).map(({ name }) => `"${name}"`);
const names = sql.raw(quoted(columns).join(', '));
const asJudged = sql.raw(
  quoted(changing)
    .map((name) => `${name} = excluded.${name}`)
    .join(', '),
);

/**
 * Saves rows whole, in place of what they were. Each batch is one parameter: with one for each of
 * twenty columns, naming them takes longer than judging the matches.
 */
export async function saveRows(tx: Transaction, rows: readonly MatchToSave[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = JSON.stringify(rows.slice(start, start + batchSize).map(byColumnName));
    await tx.execute(
      sql`insert into ${match} (${names})
        select ${names} from json_populate_recordset(null::${match}, ${batch}::json)
        on conflict (tenant_id, kind, source_id) do update set ${asJudged}`,
    );
  }
}

function byColumnName(row: MatchToSave): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(columns).map(([key, { name }]) => [name, row[key as keyof MatchToSave]]),
  );
}
