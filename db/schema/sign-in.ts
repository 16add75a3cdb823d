import { boolean, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { at, createdAt, id, tenantPolicies } from './columns.ts';
import { ofTenant } from './of-tenant.ts';

/*
 * `user`, `session`, `account` and `verification` are better-auth's tables, under its names. They
 * belong to the install, not to a tenant: what a person may reach is decided by `membership`.
 */

export const user = pgTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: createdAt(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

export const session = pgTable('session', {
  id: text('id').primaryKey(),
  token: text('token').notNull().unique(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  tenantId: text('tenant_id').notNull(),
  expiresAt: at('expires_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  createdAt: createdAt(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

export const account = pgTable('account', {
  id: text('id').primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: at('access_token_expires_at'),
  refreshTokenExpiresAt: at('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: createdAt(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

export const verification = pgTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: at('expires_at').notNull(),
  createdAt: createdAt(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

export type Role = 'administrator' | 'manager' | 'viewer';

export const membership = pgTable(
  'membership',
  {
    tenantId: ofTenant(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    role: text('role').$type<Role>().notNull(),
    createdAt: createdAt(),
    lastSignInAt: at('last_sign_in_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.userId] }), ...tenantPolicies()],
).enableRLS();

/** API tokens. Only a hash is kept; the token is shown once. */
export const apiToken = pgTable(
  'api_token',
  {
    id: id(),
    tenantId: ofTenant(),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    role: text('role').$type<Role>().notNull(),
    scope: text('scope').$type<'read' | 'write'>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  (table) => [unique().on(table.hash), ...tenantPolicies()],
).enableRLS();
