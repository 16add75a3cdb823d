import { sql } from 'drizzle-orm';
import { pgPolicy, pgRole, timestamp, uuid } from 'drizzle-orm/pg-core';

/*
 * Roles belong to the whole Postgres server, not to a database: migrate.ts makes them.
 */

/**
 * The role every request and activity works as. It owns no table, so row-level security binds it:
 * it sees and changes only rows of the tenant named in `sitesync.tenant`.
 */
export const servingRole = pgRole('sitesync_serving').existing();

/** The role of the few verbs that span tenants: sign-in, the relay, schedules, the install's freeze. */
export const installRole = pgRole('sitesync_install').existing();

/** Both walls of a tenant's table: serving sees one tenant, install sees all. */
export const tenantPolicies = () => [
  pgPolicy('one_tenant', {
    to: servingRole,
    using: sql`tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid`,
    withCheck: sql`tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid`,
  }),
  pgPolicy('install', { to: installRole, using: sql`true`, withCheck: sql`true` }),
];

export const id = () => uuid('id').primaryKey().defaultRandom();

export const at = (name: string) =>
  timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

export const createdAt = () =>
  at('created_at')
    .notNull()
    .default(sql`clock_timestamp()`);
