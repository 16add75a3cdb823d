import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { FieldChange } from '../../rules/itglue/owned-field-changes.ts';
import type { Actor } from '../actor.ts';
import { at, createdAt, id, tenantPolicies } from './columns.ts';
import { ofTenant } from './of-tenant.ts';
import type { Vendor } from './tenants.ts';

/** Fences only grow: whoever holds the newest one of a lock or lease may write. */
export const fenceSequence = pgSequence('fence');

/** What is done for a site; which steps each has is said in workflows/carry-out.ts. */
export type ActionVerb =
  | 'create'
  | 'associate'
  | 'complete'
  | 'remove'
  | 'exclude'
  | 'include'
  | 'repair'
  /** Those of events: `reassociate` is `associate` in the place of a company that is gone. */
  | 'move'
  | 'recreate'
  | 'reassociate'
  | 'rename-existing'
  | 'rename-to-site'
  | 'delete-company'
  | 'keep-company'
  /** Those of matches. */
  | 'create-organization'
  | 'create-configuration'
  | 'update-configuration';
export type ActionState = 'waiting' | 'working' | 'done' | 'problem' | 'cancelled';

export interface ActionDetails {
  siteName: string;
  /** `create`: the new company's name. */
  companyName?: string;
  /** `associate`, `complete`: the company. */
  companyId?: string;
  /** A person's word that a variable with another value may be replaced. */
  replaceVariable?: boolean;
  /** A person's word that the company's package of this name, not ours, is used as it is. */
  adoptPackage?: string;
  /** `recreate`, `reassociate`: the company that is gone, whose association is replaced. */
  replacesCompanyId?: string;
  /** `move`: the partner that the company goes back under, and the one it was found under. */
  moveToId?: string;
  movedFromId?: string;
  /** `rename-existing`, `rename-to-site`: the company that is renamed. */
  renameCompanyId?: string;
  renameFrom?: string;
  renameTo?: string;
  /** `delete-company`: the endpoints that were shown, or nothing where they could not be read. */
  endpoints?: number;
  /** `remove`: excludes the site in the same step, so that no run associates it again. */
  thenExclude?: boolean;
  /** `create-organization`: its name, and the look-alikes that a person saw, by id. */
  organizationName?: string;
  despite?: string[];
  /** `create-configuration`, `update-configuration`: the device, and the organization it is in. */
  deviceUid?: string;
  deviceName?: string;
  organizationId?: string;
  /** `update-configuration`: the configuration, and the fields to be written. */
  configurationId?: string;
  configurationName?: string;
  changes?: FieldChange[];
  /** What was left out, and why, in whole sentences. */
  notes?: string[];
}

/** What is locked meanwhile: a site's association, or the match of an organization or a device. */
export type SubjectKind = 'association' | 'match';

/**
 * One thing to be done for one site, allowed by a run's permit (`planItemId`) or by a person's
 * decision (`mappingId`, `decisionId`). Writes name it, and are refused without it.
 */
export const action = pgTable(
  'action',
  {
    id: id(),
    tenantId: ofTenant(),
    /** The site that it concerns; of an Autotask company the first of its sites. */
    siteUid: text('site_uid').notNull(),
    subjectKind: text('subject_kind').$type<SubjectKind>().notNull().default('association'),
    /** What it locks where that is not the site: `organization/<source id>`, `device/<uid>`. */
    matchSubject: text('match_subject'),
    verb: text('verb').$type<ActionVerb>().notNull(),
    details: jsonb('details').$type<ActionDetails>().notNull(),
    factsHash: text('facts_hash').notNull(),
    by: jsonb('by').$type<Actor>().notNull(),
    runId: uuid('run_id'),
    planItemId: uuid('plan_item_id'),
    mappingId: uuid('mapping_id'),
    /** The event that it handles, by a run's permit or a person's decision. */
    eventId: text('event_id'),
    decisionId: uuid('decision_id'),
    /** The item of a match decision that it carries out. */
    matchItemId: uuid('match_item_id'),
    position: integer('position').notNull(),
    state: text('state').$type<ActionState>().notNull().default('waiting'),
    step: text('step'),
    problemCode: text('problem_code'),
    problem: text('problem'),
    createdAt: createdAt(),
    finishedAt: at('finished_at'),
  },
  (table) => [
    index().on(table.runId, table.position),
    index().on(table.mappingId, table.position),
    index().on(table.tenantId, table.eventId),
    uniqueIndex('one_action_per_plan_item').on(table.planItemId),
    uniqueIndex('one_action_per_decision').on(table.decisionId),
    uniqueIndex('one_action_per_match_item').on(table.matchItemId),
    uniqueIndex('one_action_at_work_per_event')
      .on(table.tenantId, table.eventId)
      .where(sql`event_id is not null and state in ('waiting', 'working')`),
    ...tenantPolicies(),
  ],
).enableRLS();

/** Held for a whole action, through failures and freeze: nobody else touches this site meanwhile. */
export const subjectLock = pgTable(
  'subject_lock',
  {
    tenantId: ofTenant(),
    kind: text('kind').$type<SubjectKind>().notNull(),
    subjectId: text('subject_id').notNull(),
    actionId: uuid('action_id').notNull(),
    workflowId: text('workflow_id').notNull(),
    workflowRunId: text('workflow_run_id').notNull(),
    fence: bigint('fence', { mode: 'number' }).notNull(),
    takenAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.subjectId] }),
    ...tenantPolicies(),
  ],
).enableRLS();

/**
 * `open`: may be on its way. `unknown`: its answer was lost. `person`: read back twice or foreign.
 * The rest are final: `done`, `refused` by the vendor, `not-applied` (surely never took effect),
 * `gave-up` (a person's word).
 */
export type IntentState =
  'open' | 'unknown' | 'person' | 'done' | 'refused' | 'not-applied' | 'gave-up';

/** A write, committed before it is sent. */
export const intent = pgTable(
  'intent',
  {
    id: id(),
    tenantId: ofTenant(),
    vendor: text('vendor').$type<Vendor>().notNull(),
    operation: text('operation').notNull(),
    subjectKind: text('subject_kind').$type<SubjectKind>().notNull(),
    subjectId: text('subject_id').notNull(),
    naturalKey: text('natural_key').notNull(),
    actionId: uuid('action_id')
      .notNull()
      .references(() => action.id, { onDelete: 'cascade' }),
    /** What was sent, never a secret. */
    desired: jsonb('desired').notNull(),
    /** What was read before the write. */
    evidence: jsonb('evidence').notNull(),
    state: text('state').$type<IntentState>().notNull(),
    sends: integer('sends').notNull(),
    fence: bigint('fence', { mode: 'number' }).notNull(),
    firstSentAt: at('first_sent_at').notNull(),
    sendBy: at('send_by').notNull(),
    /** Before this nobody reads back: the write may still take effect. */
    settleAt: at('settle_at').notNull(),
    looks: integer('looks').notNull().default(0),
    result: jsonb('result'),
    note: text('note'),
    finishedAt: at('finished_at'),
  },
  (table) => [
    uniqueIndex('one_unsettled_intent_per_natural_key')
      .on(table.tenantId, table.naturalKey)
      .where(sql`state in ('open', 'unknown', 'person')`),
    uniqueIndex('one_unsettled_intent_per_subject')
      .on(table.tenantId, table.subjectKind, table.subjectId)
      .where(sql`state in ('open', 'unknown', 'person')`),
    index().on(table.actionId),
    index().on(table.tenantId, table.naturalKey),
    ...tenantPolicies(),
  ],
).enableRLS();

export type OwnedKind = 'company' | 'package' | 'variable' | 'organization' | 'configuration';

/** What Sitesync made at a vendor; anything else is foreign to it. */
export const ownedObject = pgTable(
  'owned_object',
  {
    tenantId: ofTenant(),
    vendor: text('vendor').$type<Vendor>().notNull(),
    kind: text('kind').$type<OwnedKind>().notNull(),
    objectId: text('object_id').notNull(),
    intentId: uuid('intent_id').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.vendor, table.kind, table.objectId] }),
    ...tenantPolicies(),
  ],
).enableRLS();

/** Windows of vendor limits, shared by all workers. The shape is rate-limiter-flexible's. */
export const rateLimit = pgTable('rate_limit', {
  key: text('key').primaryKey(),
  points: integer('points').notNull(),
  expire: at('expire'),
});
