import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { MatchKind, StoredMatchChoice } from '../../rules/matching/match-choice.ts';
import type { Actor } from '../actor.ts';
import { at, createdAt, id, tenantPolicies } from './columns.ts';
import { ofTenant } from './of-tenant.ts';

export type { MatchChoice, MatchKind } from '../../rules/matching/match-choice.ts';

/** The tab it stands in (spec 4.2). */
export type MatchState = 'unmatched' | 'matched' | 'ignored';

/** How a match came about; a person's word always wins over a rule's. */
export type MatchOrigin = 'rule' | 'person' | 'created';

/**
 * One source organization or device, matched or not. The row stays when its source is out of sight,
 * so that what people decided is never forgotten.
 */
export const match = pgTable(
  'match',
  {
    id: id(),
    tenantId: ofTenant(),
    kind: text('kind').$type<MatchKind>().notNull(),
    /** Site uid or Autotask company id (`autotask/<id>`); device uid. */
    sourceId: text('source_id').notNull(),
    name: text('name').notNull(),
    /** Of a device: its source organization, and its site. Of an organization: itself, its first site. */
    organizationSourceId: text('organization_source_id').notNull(),
    siteUid: text('site_uid').notNull(),
    state: text('state').$type<MatchState>().notNull(),
    /** IT Glue's id of the organization or configuration; set while matched. */
    destinationId: text('destination_id'),
    destinationName: text('destination_name'),
    origin: text('origin').$type<MatchOrigin>(),
    /** Why it is matched, in words. */
    reasons: jsonb('reasons').$type<string[]>().notNull().default([]),
    by: jsonb('by').$type<Actor>(),
    /** What the last run made of it: suggestions, conflicts, and what is amiss with the match. */
    verdict: jsonb('verdict').$type<MatchVerdict>().notNull(),
    /** What a person looks at when deciding: another hash means that the facts are others. */
    factsHash: text('facts_hash').notNull(),
    /** What is shown of the source: device class, serial, addresses; number of devices. */
    details: jsonb('details').$type<MatchDetails>().notNull(),
    /** Whether the last complete reading had it. */
    present: boolean('present').notNull().default(true),
    lastRunId: uuid('last_run_id'),
    matchedAt: at('matched_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.tenantId, table.kind, table.sourceId),
    index().on(table.tenantId, table.kind, table.state, table.name),
    index().on(table.tenantId, table.kind, table.organizationSourceId, table.state),
    // Of devices one configuration each; organizations may be shared by several sources.
    uniqueIndex('one_device_per_configuration')
      .on(table.tenantId, table.destinationId)
      .where(sql`kind = 'device' and state = 'matched'`),
    ...tenantPolicies(),
  ],
).enableRLS();

/** One record of IT Glue that an item may be matched to, with why, in words. */
export interface MatchCandidate {
  id: string;
  name: string;
  /** 0 to 1. */
  score: number;
  likelihood: 'likely' | 'possible';
  reasons: string[];
  /** What to look out for: "also wanted by Acme South", "inactive". */
  flags: string[];
}

export interface MatchVerdict {
  suggestions: MatchCandidate[];
  /** What keeps it from being matched by itself, in words. */
  conflicts: string[];
  /** What has become of its match: renamed, archived, gone, in another organization. */
  notes: MatchNote[];
}

export interface MatchNote {
  code:
    | 'renamed'
    | 'archived'
    | 'gone'
    | 'elsewhere'
    | 'moved'
    | 'contradicted'
    | 'organization-unmatched'
    | 'no-source-organization';
  sentence: string;
}

/** What the lists show of a source; what does not apply is left out. */
export interface MatchDetails {
  /** Of an organization: its devices, and how many of them are matched by now. */
  devices?: number;
  siteNames?: string[];
  autotaskCompanyId?: string;
  /** Of a device. */
  deviceClass?: string;
  hostname?: string;
  serial?: string;
  macs?: string[];
  manufacturer?: string;
  model?: string;
  lastSeenOn?: string;
  matchedAs?: MatchedAs;
}

/** Both sides as they were when they were matched: what has changed since is noted. */
export interface MatchedAs {
  /** Which match is meant, by when it was made. */
  at: string;
  name: string;
  destinationName: string;
  organizationSourceId: string;
  siteUid: string;
}

/** Pairs that a person took apart: never matched by a rule, never suggested (spec 4.2). */
export const notAMatch = pgTable(
  'not_a_match',
  {
    tenantId: ofTenant(),
    kind: text('kind').$type<MatchKind>().notNull(),
    sourceId: text('source_id').notNull(),
    destinationId: text('destination_id').notNull(),
    because: text('because').$type<'rejected' | 'reverted'>().notNull(),
    by: jsonb('by').$type<Actor>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.sourceId, table.destinationId] }),
    ...tenantPolicies(),
  ],
).enableRLS();

export type MatchItemState =
  | 'pending'
  /** Its record is being created. */
  | 'working'
  | 'done'
  /** It did not fit any more: the outcome says what changed. */
  | 'refused'
  | 'problem'
  /** Taken back before it was carried out. */
  | 'cancelled';

/** One item of a decision; a bulk decision has up to 1,000. */
export const matchItem = pgTable(
  'match_item',
  {
    id: id(),
    tenantId: ofTenant(),
    decisionId: uuid('decision_id').notNull(),
    position: integer('position').notNull(),
    kind: text('kind').$type<MatchKind>().notNull(),
    sourceId: text('source_id').notNull(),
    name: text('name').notNull(),
    choice: jsonb('choice').$type<StoredMatchChoice>().notNull(),
    /** What the person saw. */
    factsHash: text('facts_hash').notNull(),
    state: text('state').$type<MatchItemState>().notNull().default('pending'),
    outcome: text('outcome'),
    createdAt: createdAt(),
    finishedAt: at('finished_at'),
  },
  (table) => [
    unique().on(table.decisionId, table.position),
    index().on(table.tenantId, table.state),
    uniqueIndex('one_open_item_per_match')
      .on(table.tenantId, table.kind, table.sourceId)
      .where(sql`state in ('pending', 'working')`),
    ...tenantPolicies(),
  ],
).enableRLS();

/** What Datto RMM audited of a device: read again only when its last audit is another (spec 4.1). */
export const deviceAudit = pgTable(
  'device_audit',
  {
    tenantId: ofTenant(),
    deviceUid: text('device_uid').notNull(),
    /** As Datto says it: epoch milliseconds. */
    auditedAt: at('audited_at').notNull(),
    readAt: at('read_at').notNull(),
    /** A `DeviceAudit` of db/readings/payloads.ts. */
    audit: jsonb('audit').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.deviceUid] }), ...tenantPolicies()],
).enableRLS();
