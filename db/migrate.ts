import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** A lock number of our own, so that two processes starting at once migrate one after the other. */
const migrationLock = 7_461_001;

/**
 * Brings the database to this version's schema, as its owner. Safe to run by several processes at
 * once and again.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${migrationLock})`;
    await makeRoles(client);
    await applyMigrations(drizzle(client), { migrationsFolder });
    await client`select pg_advisory_unlock(${migrationLock})`;
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function makeRoles(client: postgres.Sql): Promise<void> {
  for (const role of ['sitesync_serving', 'sitesync_install']) {
    // Roles are the server's, and other databases on it may be migrating at the same moment.
    await client.unsafe(`do $$ begin
      create role ${role} nologin;
    exception when duplicate_object or unique_violation then null;
    end $$`);
    await client.unsafe(`do $$ begin
      execute format('grant ${role} to %I', current_user);
    exception when unique_violation or invalid_grant_operation then null;
    end $$`);
  }
}
