import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Actor } from '../actor.ts';
import { at, createdAt, id, tenantPolicies } from './columns.ts';
import { ofTenant } from './of-tenant.ts';

/** What an operator stages for a site (spec 3.2). */
export type MappingChoice =
  | { do: 'company'; companyId: string; replaceVariable?: boolean }
  | { do: 'new'; name?: string; replaceVariable?: boolean }
  | { do: 'exclude' }
  | { do: 'include' }
  /** Mends drift: package, then variable. */
  | { do: 'repair' }
  | { do: 'remove'; thenExclude?: boolean };

export type MappingState = 'staged' | 'confirmed' | 'working' | 'done' | 'cancelled';

/** Rows staged together and confirmed together. */
export const mapping = pgTable(
  'mapping',
  {
    id: id(),
    tenantId: ofTenant(),
    state: text('state').$type<MappingState>().notNull().default('staged'),
    by: jsonb('by').$type<Actor>().notNull(),
    confirmedBy: jsonb('confirmed_by').$type<Actor>(),
    createdAt: createdAt(),
    confirmedAt: at('confirmed_at'),
    finishedAt: at('finished_at'),
  },
  () => tenantPolicies(),
).enableRLS();

/** A staged row with what the confirmation says will be done, or why it is refused. */
export const mappingRow = pgTable(
  'mapping_row',
  {
    id: id(),
    tenantId: ofTenant(),
    mappingId: uuid('mapping_id')
      .notNull()
      .references(() => mapping.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    siteUid: text('site_uid').notNull(),
    siteName: text('site_name').notNull(),
    choice: jsonb('choice').$type<MappingChoice>().notNull(),
    accepted: boolean('accepted').notNull(),
    factsHash: text('facts_hash').notNull(),
    /** Sentences for the confirmation, or the one that refuses the row. */
    lines: jsonb('lines').$type<string[]>().notNull(),
  },
  (table) => [unique().on(table.mappingId, table.position), ...tenantPolicies()],
).enableRLS();

export type DecisionKind = 'mapping' | 'cancel-mapping' | 'write' | 'hold' | 'event' | 'match';
export type DecisionState = 'pending' | 'taken' | 'done' | 'refused';

/** What a person decided: stored and answered at once, delivered until it has taken effect. */
export const decision = pgTable(
  'decision',
  {
    id: id(),
    tenantId: ofTenant(),
    kind: text('kind').$type<DecisionKind>().notNull(),
    targetId: text('target_id').notNull(),
    choice: jsonb('choice').notNull(),
    by: jsonb('by').$type<Actor>().notNull(),
    why: text('why'),
    state: text('state').$type<DecisionState>().notNull().default('pending'),
    outcome: text('outcome'),
    createdAt: createdAt(),
    settledAt: at('settled_at'),
  },
  (table) => [
    uniqueIndex('one_open_decision_per_item')
      .on(table.tenantId, table.kind, table.targetId)
      .where(sql`state in ('pending', 'taken')`),
    index().on(table.tenantId, table.targetId, table.createdAt),
    ...tenantPolicies(),
  ],
).enableRLS();
