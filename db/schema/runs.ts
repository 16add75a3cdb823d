import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ItgluePlanSummary } from '../../rules/itglue/plan-summary.ts';
import type { Actor } from '../actor.ts';
import { at, createdAt, id, tenantPolicies } from './columns.ts';
import { ofTenant } from './of-tenant.ts';

export type RunStatus = 'running' | 'ok' | 'partial' | 'failed' | 'held' | 'paused';
export type RunKind = 'sync' | 'plan';

/** How many stand in each tab (spec 4.2). */
interface ByTab {
  unmatched: number;
  matched: number;
  ignored: number;
}

/** What the IT Glue part of a run found and did. */
export interface ItglueCounts {
  devices: number;
  organizations: number;
  configurations: number;
  /** Audits of devices: read by the run, and left for the next one. */
  audits: { read: number; left: number };
  /** Source organizations and devices after the run. */
  matches: { organizations: ByTab; devices: ByTab };
  /** Matched by the run, by rule. */
  newlyMatched: { organizations: number; devices: number };
  /** Matched configurations whose fields the run wrote (spec 4.4); left out by runs of before. */
  updated?: number;
}

export interface RunCounts {
  sites: number;
  excluded: number;
  associations: number;
  companiesCreated: number;
  associated: number;
  /** Companies moved back, and companies made in the place of those that were gone. */
  moved: number;
  recreated: number;
  packages: number;
  variables: number;
  problems: number;
  toBeCreated: number;
  /** Events that are open after the run, that it raised, and that it handled. */
  events: { open: number; raised: number; handled: number };
  /** The fewest calls that a run which finds nothing to do can make (spec 5.6). */
  callsBound: number;
  /** Left out where the run had no IT Glue part. */
  itglue?: ItglueCounts;
}

/** One sync of one tenant. */
export const run = pgTable(
  'run',
  {
    id: id(),
    tenantId: ofTenant(),
    kind: text('kind').$type<RunKind>().notNull(),
    status: text('status').$type<RunStatus>().notNull(),
    workflowId: text('workflow_id').notNull(),
    workflowRunId: text('workflow_run_id').notNull(),
    /** Lease fence: a run whose fence is no longer the tenant's newest writes nothing. */
    fence: bigint('fence', { mode: 'number' }).notNull(),
    counts: jsonb('counts').$type<RunCounts>(),
    notes: jsonb('notes').$type<string[]>().notNull().default([]),
    /** What went wrong last, should the run fail. */
    lastFailure: text('last_failure'),
    startedAt: createdAt(),
    finishedAt: at('finished_at'),
  },
  (table) => [
    index().on(table.tenantId, table.startedAt),
    uniqueIndex('one_run_per_execution').on(table.tenantId, table.workflowRunId),
    ...tenantPolicies(),
  ],
).enableRLS();

/** Vendor calls of a run, by operation (spec 5.6). */
export const runCall = pgTable(
  'run_call',
  {
    tenantId: ofTenant(),
    runId: uuid('run_id')
      .notNull()
      .references(() => run.id, { onDelete: 'cascade' }),
    operation: text('operation').notNull(),
    calls: integer('calls').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.operation] }), ...tenantPolicies()],
).enableRLS();

/** What a run could not do and why, in words for an operator. */
export const problem = pgTable(
  'problem',
  {
    id: id(),
    tenantId: ofTenant(),
    runId: uuid('run_id')
      .notNull()
      .references(() => run.id, { onDelete: 'cascade' }),
    siteUid: text('site_uid'),
    siteName: text('site_name'),
    code: text('code').notNull(),
    sentence: text('sentence').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.runId), ...tenantPolicies()],
).enableRLS();

export type RequestState = 'pending' | 'claimed' | 'answered';

/** "Sync now": somebody asked for a run. The next run to start claims all pending ones. */
export const runRequest = pgTable(
  'run_request',
  {
    id: id(),
    tenantId: ofTenant(),
    kind: text('kind').$type<RunKind>().notNull(),
    planId: uuid('plan_id'),
    by: jsonb('by').$type<Actor>().notNull(),
    why: text('why'),
    state: text('state').$type<RequestState>().notNull().default('pending'),
    runId: uuid('run_id'),
    createdAt: createdAt(),
    answeredAt: at('answered_at'),
  },
  (table) => [index().on(table.tenantId, table.state), ...tenantPolicies()],
).enableRLS();

/** The newest run of a tenant, with its fence. Without it nothing is written by a run. */
export const runLease = pgTable(
  'run_lease',
  {
    tenantId: ofTenant().primaryKey(),
    runId: uuid('run_id').notNull(),
    fence: bigint('fence', { mode: 'number' }).notNull(),
    takenAt: createdAt(),
  },
  () => tenantPolicies(),
).enableRLS();

export interface PlanSummary {
  /** Items by kind: `create-company`, `associate`, `complete`, `move`, `recreate`. */
  items: Record<string, number>;
  /** Events by type: discrepancies found, and how many of them a run leaves to a person. */
  events: Record<string, { found: number; waiting: number }>;
  /** Managed sites, and how many of them are excluded. */
  sites: number;
  excluded: number;
  /** Managed sites that have an association. */
  associated: number;
  problems: number;
  /** Names of sites that the settings leave to a person. */
  toBeCreated: string[];
  notes: string[];
  estimatedCalls: number;
  /** How long the items take at the vendors' limits, rounded up. */
  minutes: number;
}

/** What a run would do, or did. Each of its parts adds its own to the one plan. */
export const plan = pgTable(
  'plan',
  {
    id: id(),
    tenantId: ofTenant(),
    runId: uuid('run_id')
      .notNull()
      .references(() => run.id, { onDelete: 'cascade' }),
    /** GravityZone's part; null where the run had none, or could not plan it. */
    summary: jsonb('summary').$type<PlanSummary>(),
    /** IT Glue's part, alike. */
    itglue: jsonb('itglue').$type<ItgluePlanSummary>(),
    /** Why the plan is, or as a run would be, held. */
    wouldHold: text('would_hold'),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('one_plan_per_run').on(table.runId), ...tenantPolicies()],
).enableRLS();

export const planItem = pgTable(
  'plan_item',
  {
    id: id(),
    tenantId: ofTenant(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plan.id, { onDelete: 'cascade' }),
    destination: text('destination')
      .$type<'gravityzone' | 'itglue'>()
      .notNull()
      .default('gravityzone'),
    /** Among the items of its destination. */
    position: integer('position').notNull(),
    siteUid: text('site_uid').notNull(),
    factsHash: text('facts_hash').notNull(),
    /** A `PlanItem` of rules/gravityzone/plan-types.ts, or an `ItgluePlanItem`. */
    item: jsonb('item').notNull(),
    permitted: boolean('permitted').notNull(),
  },
  (table) => [index().on(table.planId, table.destination, table.position), ...tenantPolicies()],
).enableRLS();

export type HoldState = 'open' | 'allowed' | 'used' | 'rejected' | 'superseded';

/** A run's automatic actions, held until an Administrator allows them once or rejects them. */
export const hold = pgTable(
  'hold',
  {
    id: id(),
    tenantId: ofTenant(),
    runId: uuid('run_id')
      .notNull()
      .references(() => run.id, { onDelete: 'cascade' }),
    sentence: text('sentence').notNull(),
    /** Site uid and facts hash of each held item: *allow* covers exactly these. */
    items: jsonb('items').$type<{ siteUid: string; factsHash: string }[]>().notNull(),
    state: text('state').$type<HoldState>().notNull().default('open'),
    decidedBy: jsonb('decided_by').$type<Actor>(),
    createdAt: createdAt(),
    decidedAt: at('decided_at'),
  },
  (table) => [
    uniqueIndex('one_open_hold')
      .on(table.tenantId)
      .where(sql`state in ('open', 'allowed')`),
    ...tenantPolicies(),
  ],
).enableRLS();

/** Work that must reach Temporal: written with its cause, delivered by the worker's relay. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    tenantId: ofTenant(),
    kind: text('kind')
      .$type<
        | 'trigger-run'
        | 'save-mapping'
        | 'cancel-mapping'
        | 'settle-write'
        | 'reconcile-schedule'
        | 'event-changed'
        | 'review-matches'
      >()
      .notNull(),
    /** The row it is about: run request, mapping, decision or event. */
    subjectId: text('subject_id').notNull(),
    createdAt: createdAt(),
    deliveredAt: at('delivered_at'),
    attempts: integer('attempts').notNull().default(0),
    nextAt: at('next_at').notNull().defaultNow(),
  },
  (table) => [
    index('outbox_pending')
      .on(table.nextAt)
      .where(sql`delivered_at is null`),
    ...tenantPolicies(),
  ],
).enableRLS();
