import { sql } from 'drizzle-orm';
import {
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, createdAt, id, installRole, servingRole, tenantPolicies } from './columns.ts';

export type Vendor = 'datto-rmm' | 'gravityzone' | 'itglue';

/**
 * A tenant is one MSP: Datto RMM API origin and account uid. `rootCompanyId` is unique, since a
 * GravityZone root company serves one tenant in an install (spec 2.3).
 */
export const tenant = pgTable(
  'tenant',
  {
    id: id(),
    name: text('name').notNull(),
    apiOrigin: text('api_origin').notNull(),
    accountUid: text('account_uid').notNull(),
    rootCompanyId: text('root_company_id').unique(),
    /** IT Glue's id of the MSP's own, primary organization. */
    primaryOrganizationId: text('primary_organization_id'),
    settings: jsonb('settings').notNull().default({}),
    itglueSettings: jsonb('itglue_settings').notNull().default({}),
    settingsVersion: integer('settings_version').notNull().default(1),
    pausedAt: at('paused_at'),
    frozenAt: at('frozen_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.apiOrigin, table.accountUid),
    pgPolicy('own_row', {
      to: servingRole,
      using: sql`id = nullif(current_setting('sitesync.tenant', true), '')::uuid`,
      withCheck: sql`id = nullif(current_setting('sitesync.tenant', true), '')::uuid`,
    }),
    pgPolicy('install', { to: installRole, using: sql`true`, withCheck: sql`true` }),
  ],
).enableRLS();

/** One row: what holds for the whole install. */
export const install = pgTable('install', {
  id: integer('id').primaryKey(),
  frozenAt: at('frozen_at'),
  /** What sessions are signed and people recognised with: sealed, made at the first start. */
  signInKey: text('sign_in_key'),
});

export type ConnectionState = 'ok' | 'auth-failed' | 'incomplete';

/** A tenant's key to one vendor. The secrets themselves are in `secret`. */
export const connection = pgTable(
  'connection',
  {
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id, { onDelete: 'cascade' }),
    vendor: text('vendor').$type<Vendor>().notNull(),
    /** Datto RMM: API origin. GravityZone: Access URL. IT Glue: its region's API. */
    url: text('url').notNull(),
    /** Whose key it is: Datto account uid, GravityZone root company id, IT Glue's primary organization. */
    identity: text('identity').notNull(),
    state: text('state').$type<ConnectionState>().notNull(),
    /** APIs or rights that the key lacks, by the vendor's names. */
    missing: jsonb('missing').$type<string[]>().notNull().default([]),
    note: text('note'),
    checkedAt: at('checked_at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.vendor] }), ...tenantPolicies()],
).enableRLS();

/** Sealed values (see keys/): never readable without the master key, bound to tenant, field and origin. */
export const secret = pgTable(
  'secret',
  {
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id, { onDelete: 'cascade' }),
    field: text('field').notNull(),
    origin: text('origin').notNull(),
    sealed: text('sealed').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.field] }), ...tenantPolicies()],
).enableRLS();
