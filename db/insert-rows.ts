import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/**
 * A statement that inserts rows in their order. They are one parameter however many they are: with
 * one for each column of thousands of rows, naming them takes longer than storing them.
 *
 * @param columns those that are written, by their names in a row; the others get their defaults
 */
export function insertRows<Columns extends Record<string, PgColumn>>(
  table: PgTable,
  columns: Columns,
  rows: readonly Partial<Record<keyof Columns, unknown>>[],
): SQL {
  const named = Object.entries(columns);
  const names = sql.raw(named.map(([, { name }]) => `"${name}"`).join(', '));
  const batch = rows.map((row) =>
    Object.fromEntries(named.map(([key, { name }]) => [name, row[key]])),
  );
  return sql`insert into ${table} (${names})
    select ${names} from json_populate_recordset(null::${table}, ${JSON.stringify(batch)}::json)`;
}
