import { sql } from 'drizzle-orm';
import { bigserial, index, jsonb, pgPolicy, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Actor } from '../actor.ts';
import { at, installRole, servingRole } from './columns.ts';

/**
 * The append-only record: who did what, when and why. Rows are chained by hash within a tenant, so
 * that `sitesync audit --verify` sees a changed or missing row. It has no foreign key: it outlives
 * its tenant. A trigger refuses update and delete.
 */
export const audit = pgTable(
  'audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    tenantId: uuid('tenant_id').notNull(),
    at: at('at').notNull(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    verb: text('verb').notNull(),
    subject: text('subject').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
    why: text('why'),
    workflowId: text('workflow_id'),
    workflowRunId: text('workflow_run_id'),
    runId: uuid('run_id'),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    index().on(table.tenantId, table.id),
    index().on(table.tenantId, table.subject, table.id),
    pgPolicy('one_tenant_reads', {
      for: 'select',
      to: servingRole,
      using: sql`tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid`,
    }),
    pgPolicy('one_tenant_appends', {
      for: 'insert',
      to: servingRole,
      withCheck: sql`tenant_id = nullif(current_setting('sitesync.tenant', true), '')::uuid`,
    }),
    pgPolicy('install', { to: installRole, using: sql`true`, withCheck: sql`true` }),
  ],
).enableRLS();
