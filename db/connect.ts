import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.ts';

export type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

export interface DatabaseConnection {
  db: Database;
  close(): Promise<void>;
}

/**
 * Opens a pool whose every connection works as `sitesync_serving`: outside {@link withTenant} it
 * sees no tenant's rows at all.
 */
export function connectDatabase(url: string, { max = 10 } = {}): DatabaseConnection {
  const client = postgres(url, {
    max,
    // `RESET ROLE` returns here too, since it is the session's own setting.
    connection: { application_name: 'sitesync', options: '-c role=sitesync_serving' },
    onnotice: () => {},
  });
  return { db: drizzle(client, { schema }), close: () => client.end({ timeout: 5 }) };
}

/** One transaction that sees one tenant. */
export function withTenant<T>(
  db: Database,
  tenantId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('sitesync.tenant', ${tenantId}, true)`);
    return work(tx);
  });
}

/**
 * One transaction that sees every tenant, for the few verbs that must: finding the tenant of a
 * sign-in or token, the relay, schedules, and what holds for the whole install.
 */
export function asInstall<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local role sitesync_install`);
    return work(tx);
  });
}
