import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, createdAt, id, tenantPolicies } from './columns.ts';
import { ofTenant } from './of-tenant.ts';

export type ReadingKind =
  | 'sites'
  | 'companies'
  | 'links'
  | 'variables'
  /** By-id reads: companies that no listing tells enough of, sites that the listing lacks. */
  | 'details'
  | 'site-checks'
  /** For IT Glue: Datto RMM's devices, and what IT Glue has. */
  | 'devices'
  | 'organizations'
  | 'configurations'
  | 'catalogue';
export type ReadingState = 'reading' | 'complete' | 'failed';

/**
 * One complete look at one listing. It belongs to one activity attempt: page writes name the
 * attempt and are refused once another attempt has taken the reading over.
 */
export const reading = pgTable(
  'reading',
  {
    id: id(),
    tenantId: ofTenant(),
    runId: uuid('run_id').notNull(),
    kind: text('kind').$type<ReadingKind>().notNull(),
    state: text('state').$type<ReadingState>().notNull(),
    attempt: text('attempt').notNull(),
    /** Whose inventory was read: Datto account uid, GravityZone root company, IT Glue's own organization. */
    identity: text('identity').notNull(),
    itemCount: integer('item_count').notNull().default(0),
    pagesRead: integer('pages_read').notNull().default(0),
    /** Whether it proves that something is there, gone or absent (spec 3.6.1). */
    proves: boolean('proves'),
    verdict: text('verdict'),
    startedAt: createdAt(),
    touchedAt: at('touched_at').notNull().defaultNow(),
    finishedAt: at('finished_at'),
  },
  (table) => [
    index().on(table.tenantId, table.kind, table.finishedAt),
    index().on(table.runId),
    ...tenantPolicies(),
  ],
).enableRLS();

/** What a reading saw, by key; the payload is stored once per content. */
export const snapshotKey = pgTable(
  'snapshot_key',
  {
    tenantId: ofTenant(),
    readingId: uuid('reading_id')
      .notNull()
      .references(() => reading.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.readingId, table.key] }), ...tenantPolicies()],
).enableRLS();

export const snapshotPayload = pgTable(
  'snapshot_payload',
  {
    tenantId: ofTenant(),
    kind: text('kind').$type<ReadingKind>().notNull(),
    hash: text('hash').notNull(),
    payload: jsonb('payload').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.hash] }),
    ...tenantPolicies(),
  ],
).enableRLS();
