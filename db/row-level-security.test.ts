import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withTenant, type Transaction } from './connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from './database-for-tests.ts';

/**
 * better-auth's sessions belong to the install: whose they are is not known before they are read,
 * and what a person may reach is decided by `membership`.
 */
const ofTheInstall = ['session'];

interface Column {
  table: string;
  name: string;
  type: string;
}

let database: DatabaseForTests;
let tables: string[];
const ours = crypto.randomUUID();
const theirs = crypto.randomUUID();

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
  const { owner } = database;
  const columns = await owner<Column[]>`
    select c.table_name as table, c.column_name as name, c.data_type as type
    from information_schema.columns c
    where c.table_schema = 'public' and c.is_nullable = 'NO' and c.column_default is null`;
  const found = await owner<{ table: string }[]>`
    select table_name as table from information_schema.columns
    where table_schema = 'public' and column_name = 'tenant_id' order by table_name`;
  tables = found.map(({ table }) => table).filter((table) => !ofTheInstall.includes(table));
  // A row of each tenant in every table, whatever refers to whatever.
  for (const table of tables) {
    const required = columns.filter((column) => column.table === table);
    for (const tenantId of [ours, theirs]) {
      await owner.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        const row = Object.fromEntries(
          required.map(({ name, type }) => [name, name === 'tenant_id' ? tenantId : made(type)]),
        );
        await tx`insert into ${tx(table)} ${tx(row)}`;
      });
    }
  }
});
afterAll(() => database.close());

function made(type: string): string | number | boolean {
  switch (type) {
    case 'uuid':
      return crypto.randomUUID();
    case 'integer':
    case 'bigint':
      return 1;
    case 'boolean':
      return true;
    case 'jsonb':
      return '{}';
    case 'timestamp with time zone':
      return '2026-01-01T00:00:00Z';
    default:
      return crypto.randomUUID();
  }
}

const asUs = <T>(work: (tx: Transaction) => Promise<T>) => withTenant(database.db, ours, work);

async function count(tx: Transaction, table: string, where = sql`true`): Promise<number> {
  const rows = await tx.execute<{ rows: number }>(
    sql`select count(*)::int as rows from ${sql.identifier(table)} where ${where}`,
  );
  return rows[0]?.rows ?? -1;
}

/** The sentence of Postgres, which drizzle keeps as the cause. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'it was done';
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

describe('row-level security', () => {
  test('every table with a tenant is found and is under it', async () => {
    expect(tables.length).toBeGreaterThan(20);
    const open = await database.owner<{ relname: string }[]>`
      select relname from pg_class where relname in ${database.owner(tables)}
      and relkind = 'r' and not relrowsecurity`;
    expect(open).toEqual([]);
  });

  test('a transaction of a tenant sees its own rows and never another’s', async () => {
    await asUs(async (tx) => {
      for (const table of tables) {
        expect([table, await count(tx, table)]).toEqual([table, 1]);
        expect([table, await count(tx, table, sql`tenant_id = ${theirs}`)]).toEqual([table, 0]);
      }
    });
  });

  test('outside of it nothing is seen', async () => {
    await database.db.transaction(async (tx) => {
      for (const table of [...tables, 'tenant']) {
        expect([table, await count(tx, table)]).toEqual([table, 0]);
      }
    });
  });

  test('it changes and removes no row of another', async () => {
    for (const table of tables.filter((name) => name !== 'audit')) {
      const name = sql.identifier(table);
      const update = sql`update ${name} set tenant_id = tenant_id where tenant_id = ${theirs}`;
      await asUs((tx) => tx.execute(update));
      await asUs((tx) => tx.execute(sql`delete from ${name} where tenant_id = ${theirs}`));
    }
    for (const table of tables) {
      const { owner } = database;
      const rows = await owner`select 1 from ${owner(table)} where tenant_id = ${theirs}`;
      expect([table, rows.length]).toEqual([table, 1]);
    }
  });

  test('it gives no row to another', async () => {
    for (const table of tables.filter((name) => name !== 'audit')) {
      const move = sql`update ${sql.identifier(table)} set tenant_id = ${theirs}`;
      expect([table, await refusal(asUs((tx) => tx.execute(move)))]).toEqual([
        table,
        expect.stringMatching(/row-level security/),
      ]);
    }
  });

  test('the serving role owns no table, and can’t get around it', async () => {
    const { owner } = database;
    const owned = await owner`
      select tablename from pg_tables
      where tableowner in ('sitesync_serving', 'sitesync_install')`;
    expect(owned).toEqual([]);
    const roles = await owner`
      select rolsuper, rolbypassrls, rolcanlogin from pg_roles
      where rolname in ('sitesync_serving', 'sitesync_install')`;
    for (const role of roles) {
      expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false });
    }
  });
});
