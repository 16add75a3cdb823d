import { defineSearchAttributeKey, type Priority } from '@temporalio/common';

// Workflows import this file, so it holds no Node built-ins. Workflow ids, schedule ids, search
// attributes and queue names are not encrypted: they hold constants and opaque ids, never a name.

/** The workflow queue, one activity queue a vendor (a slow one starves nobody), and the database's. */
export const taskQueues = {
  workflows: 'sitesync',
  dattoRmm: 'sitesync-datto-rmm',
  gravityzone: 'sitesync-gravityzone',
  itglue: 'sitesync-itglue',
  records: 'sitesync-records',
} as const;

/** A queue that activities are taken from. */
export type ActivityTaskQueue = Exclude<
  (typeof taskQueues)[keyof typeof taskQueues],
  typeof taskQueues.workflows
>;

/** The registered names of the workflows that are started from outside a workflow. */
export const workflowTypes = {
  syncTenant: 'syncTenant',
  syncGravityzone: 'syncGravityzone',
  saveMapping: 'saveMapping',
  settleWrite: 'settleWrite',
  sweepWrites: 'sweepWrites',
  resolveEvent: 'resolveEvent',
  reviewMatches: 'reviewMatches',
} as const;

/** What a scheduled run is started with. */
export interface SyncTenantInput {
  readonly tenantId: string;
}

/**
 * An id as it may stand in a workflow id: letters, digits, `_` and `-`.
 * @throws {TypeError} for anything else, such as a name: ids are visible to everybody.
 */
function opaque(id: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(id)) return id;
  throw new TypeError('A workflow id takes opaque ids only: letters, digits, _ and -.');
}

/** Id of a tenant's schedule. */
export function tenantScheduleId(tenantId: string): string {
  return `sync/${opaque(tenantId)}`;
}

/** The tenant that a schedule belongs to, or undefined for a schedule that is not a tenant's. */
export function tenantOfScheduleId(scheduleId: string): string | undefined {
  return /^sync\/([A-Za-z0-9_-]{1,64})$/.exec(scheduleId)?.[1];
}

/** Id that a tenant's runs start with: the schedule appends `-<time>` to it for each run. */
export function syncTenantWorkflowId(tenantId: string): string {
  return `sync/${opaque(tenantId)}`;
}

/** Id of the GravityZone part of one run, a child workflow; `runId` is the parent's run id. */
export function syncGravityzoneWorkflowId(tenantId: string, runId: string): string {
  return `sync/${opaque(tenantId)}/gravityzone/${opaque(runId)}`;
}

/** Id of the IT Glue part of one run, a child workflow; `runId` is the parent's run id. */
export function syncItglueWorkflowId(tenantId: string, runId: string): string {
  return `sync/${opaque(tenantId)}/itglue/${opaque(runId)}`;
}

/** Id of the workflow that carries out a tenant's match decisions, one after the other. */
export function reviewMatchesWorkflowId(tenantId: string): string {
  return `matches/${opaque(tenantId)}`;
}

/** Id of the workflow that carries out one confirmed mapping. */
export function saveMappingWorkflowId(mappingId: string): string {
  return `mapping/${opaque(mappingId)}`;
}

/** Id of the workflow that carries out a person's word on an unsettled write. */
export function settleWriteWorkflowId(decisionId: string): string {
  return `write/${opaque(decisionId)}`;
}

/** Id of the workflow that settles what a stopped worker left. */
export function sweepWritesWorkflowId(tenantId: string): string {
  return `sweep/${opaque(tenantId)}`;
}

/** What the workflow of an event is started with: the row is found by it. */
export interface ResolveEventInput {
  readonly tenantId: string;
  readonly type: string;
  readonly siteUid: string;
}

/** Id of the workflow of an event: of tenant, type and site, never of a name. */
export function resolveEventWorkflowId({ tenantId, type, siteUid }: ResolveEventInput): string {
  return `event/${opaque(tenantId)}/${opaque(type)}/${opaque(siteUid)}`;
}

/** Search attributes, all keywords, registered at start-up by `namespace.ts`. */
export const searchAttributes = {
  tenant: defineSearchAttributeKey('SitesyncTenant', 'KEYWORD'),
  integration: defineSearchAttributeKey('SitesyncIntegration', 'KEYWORD'),
  eventType: defineSearchAttributeKey('SitesyncEventType', 'KEYWORD'),
  state: defineSearchAttributeKey('SitesyncState', 'KEYWORD'),
  runStatus: defineSearchAttributeKey('SitesyncRunStatus', 'KEYWORD'),
} as const;

/** What work goes first: 1 is the most urgent of Temporal's 1 to 5. */
const priorityKeys = { decision: 1, mapping: 2, sync: 3, background: 4 } as const;

/** A kind of work, by urgency. */
export type WorkKind = keyof typeof priorityKeys;

/**
 * Priority of a workflow or activity: people's decisions before runs, and tenants in turn. The
 * server obeys the fairness key only with `matching.enableFairness`.
 */
export function priorityOf(kind: WorkKind, tenantId: string): Priority {
  return { priorityKey: priorityKeys[kind], fairnessKey: opaque(tenantId) };
}
