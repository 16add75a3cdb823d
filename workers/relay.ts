import { setTimeout as sleep } from 'node:timers/promises';
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { and, eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import { withTenant, type Database } from '../db/connect.ts';
import { deliverOutbox, type OutboxRow } from '../db/outbox/deliver-outbox.ts';
import { event, mapping } from '../db/schema/index.ts';
import {
  priorityOf,
  resolveEventWorkflowId,
  reviewMatchesWorkflowId,
  saveMappingWorkflowId,
  searchAttributes,
  settleWriteWorkflowId,
  taskQueues,
  workflowTypes,
  type ResolveEventInput,
} from '../temporal-config/names.ts';
import {
  deleteTenantSchedule,
  saveTenantSchedule,
  triggerRun,
} from '../temporal-config/schedules.ts';
import { cancelMapping, eventChanged, matchesDecided } from '../workflows/messages.ts';
import { connectedTenants } from '../db/tenants/connected-tenants.ts';

export interface RelayDependencies {
  db: Database;
  client: Client;
  log: Logger;
  pollMs: number;
}

const deliverWithinMs = 5_000;

/** Brings what was decided to Temporal, until `signal` ends it. A row is tried until it is taken. */
export async function relay(deps: RelayDependencies, signal: AbortSignal): Promise<void> {
  const { db, log, pollMs } = deps;
  while (!signal.aborted) {
    const handed = await deliverOutbox(
      db,
      // Cut off from Temporal, this worker must not hold rows that another could deliver.
      (row) => deps.client.withDeadline(Date.now() + deliverWithinMs, () => deliver(deps, row)),
      (row, error) => log.warn({ outbox: row.id, kind: row.kind, err: error }, 'not delivered yet'),
    ).catch((error: unknown) => {
      log.warn({ err: error }, 'the outbox could not be read');
      return 0;
    });
    if (handed === 0) await sleep(pollMs, undefined, { signal }).catch(() => {});
  }
}

/** Delivering twice is harmless: workflow ids and the run's claim of requests see to that. */
async function deliver({ db, client }: RelayDependencies, row: OutboxRow): Promise<void> {
  const { tenantId, subjectId } = row;
  switch (row.kind) {
    case 'trigger-run':
      await saveTenantSchedule(client, tenantId);
      await triggerRun(client, tenantId);
      return;
    case 'reconcile-schedule':
      if ((await connectedTenants(db)).includes(tenantId)) {
        await saveTenantSchedule(client, tenantId);
      } else {
        await deleteTenantSchedule(client, tenantId);
      }
      return;
    case 'save-mapping':
      await start(client, workflowTypes.saveMapping, saveMappingWorkflowId(subjectId), tenantId, {
        tenantId,
        mappingId: subjectId,
      });
      return;
    case 'cancel-mapping':
      await client.workflow
        .getHandle(saveMappingWorkflowId(subjectId))
        .signal(cancelMapping)
        .catch(async (error: unknown) => {
          // It has ended, and nothing is left to cancel; or its start is still to be delivered,
          // here or by another worker, and the cancellation waits for that.
          const isGone = error instanceof WorkflowNotFoundError;
          if (!isGone || (await waitsForItsStart(db, row))) throw error;
        });
      return;
    case 'settle-write':
      await start(client, workflowTypes.settleWrite, settleWriteWorkflowId(subjectId), tenantId, {
        tenantId,
        decisionId: subjectId,
      });
      return;
    case 'event-changed':
      await tellEvent(db, client, row);
      return;
    case 'review-matches':
      await reviewMatches(client, tenantId);
      return;
  }
}

/** Signals the workflow of an event, which starts if it is not running. */
async function tellEvent(
  db: Database,
  client: Client,
  { tenantId, subjectId }: OutboxRow,
): Promise<void> {
  const [found] = await withTenant(db, tenantId, (tx) =>
    tx
      .select({ type: event.type, siteUid: event.siteUid })
      .from(event)
      .where(and(eq(event.tenantId, tenantId), eq(event.id, subjectId))),
  );
  if (!found) return;
  const input: ResolveEventInput = { tenantId, ...found };
  await client.workflow.signalWithStart(workflowTypes.resolveEvent, {
    workflowId: resolveEventWorkflowId(input),
    taskQueue: taskQueues.workflows,
    args: [input],
    signal: eventChanged,
    signalArgs: [],
    // An event that ended comes up again under the same id.
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    priority: priorityOf('decision', tenantId),
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: tenantId },
      { key: searchAttributes.integration, value: 'gravityzone' },
      { key: searchAttributes.eventType, value: found.type },
    ],
  });
}

/** Signals the workflow that carries out a tenant's match decisions, which starts if it is not running. */
async function reviewMatches(client: Client, tenantId: string): Promise<void> {
  await client.workflow.signalWithStart(workflowTypes.reviewMatches, {
    workflowId: reviewMatchesWorkflowId(tenantId),
    taskQueue: taskQueues.workflows,
    args: [{ tenantId }],
    signal: matchesDecided,
    signalArgs: [],
    // It ends when nothing is left, and the next decision starts it again under the same id.
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    priority: priorityOf('decision', tenantId),
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: tenantId },
      { key: searchAttributes.integration, value: 'itglue' },
    ],
  });
}

async function waitsForItsStart(
  db: Database,
  { tenantId, subjectId }: OutboxRow,
): Promise<boolean> {
  const [found] = await withTenant(db, tenantId, (tx) =>
    tx.select({ state: mapping.state }).from(mapping).where(eq(mapping.id, subjectId)),
  );
  return found?.state === 'confirmed';
}

async function start(
  client: Client,
  type: string,
  workflowId: string,
  tenantId: string,
  input: object,
): Promise<void> {
  try {
    await client.workflow.start(type, {
      workflowId,
      taskQueue: taskQueues.workflows,
      args: [input],
      // A second delivery of one decision must not carry it out again.
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      priority: priorityOf('decision', tenantId),
      typedSearchAttributes: [{ key: searchAttributes.tenant, value: tenantId }],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
