import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type {
  EventFacts,
  EventState,
  EventType,
} from '../../rules/gravityzone/events/event-types.ts';
import type { EventAction } from '../../rules/gravityzone/events/event-types.ts';
import type { Actor } from '../actor.ts';
import { at, createdAt, tenantPolicies } from './columns.ts';
import { ofTenant } from './of-tenant.ts';

/**
 * A detected discrepancy: one row per tenant, type and site, which comes up again under the same id.
 * Its workflow is `event/<tenant>/<type>/<site>`; what happened before is in the audit.
 */
export const event = pgTable(
  'event',
  {
    /** Of tenant, type and site alone: `eventId` of the rules. */
    id: text('id').notNull(),
    tenantId: ofTenant(),
    type: text('type').$type<EventType>().notNull(),
    siteUid: text('site_uid').notNull(),
    siteName: text('site_name').notNull(),
    companyId: text('company_id'),
    companyName: text('company_name'),
    state: text('state').$type<EventState>().notNull(),
    /** Goes up each time it is raised: a decision made for an earlier one is refused. */
    occurrence: integer('occurrence').notNull().default(1),
    /** How often it was raised since it was first seen: ignoring it does not start anew. */
    occurrences: integer('occurrences').notNull().default(1),
    facts: jsonb('facts').$type<EventFacts>().notNull(),
    factsHash: text('facts_hash').notNull(),
    /** Complete runs one after another that saw these very facts. */
    runsWithFacts: integer('runs_with_facts').notNull().default(1),
    sentence: text('sentence').notNull(),
    evidence: jsonb('evidence').$type<string[]>().notNull(),
    /** The readings that it rests on: kept for as long as it is open. */
    sitesReadingId: uuid('sites_reading_id'),
    companiesReadingId: uuid('companies_reading_id'),
    /** What the last run meant to do by itself, or why it did nothing. */
    automatic: text('automatic').$type<EventAction>(),
    waits: text('waits'),
    /** The facts that a person ignored: while they hold no run handles it. */
    ignoredFactsHash: text('ignored_facts_hash'),
    /** The action under way, or the last one. */
    actionId: uuid('action_id'),
    /** What became of the last action or decision, in a sentence. */
    outcome: text('outcome'),
    handledBy: jsonb('handled_by').$type<Actor>(),
    firstSeenAt: at('first_seen_at').notNull(),
    raisedAt: at('raised_at').notNull(),
    lastSeenAt: at('last_seen_at').notNull(),
    lastRunId: uuid('last_run_id').notNull(),
    closedAt: at('closed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('one_event_per_type_and_site').on(table.tenantId, table.type, table.siteUid),
    index().on(table.tenantId, table.state, table.raisedAt),
    ...tenantPolicies(),
  ],
).enableRLS();
