import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleHandle,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import {
  priorityOf,
  searchAttributes,
  type SyncTenantInput,
  syncTenantWorkflowId,
  taskQueues,
  tenantOfScheduleId,
  tenantScheduleId,
  workflowTypes,
} from './names.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Goes up with every change of {@link scheduleOptions}, so that start-up renews what exists. */
const definition = 'definition 1';

/** Creates the hourly schedule of a tenant, or brings it up to date. */
export async function saveTenantSchedule(client: Client, tenantId: string): Promise<void> {
  const options = scheduleOptions(tenantId);
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(options.scheduleId).update(() => ({
      spec: options.spec,
      action: options.action,
      state: options.state,
      ...(options.policies === undefined ? {} : { policies: options.policies }),
    }));
  }
}

/**
 * Deletes the schedule of a tenant, then cancels its runs: a deleted schedule leaves them running.
 * Nothing happens if there is neither.
 */
export async function deleteTenantSchedule(client: Client, tenantId: string): Promise<void> {
  const handle = client.schedule.getHandle(tenantScheduleId(tenantId));
  const started = await runningActions(handle);
  try {
    await handle.delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
  // The schedule knows what it started a moment ago, before visibility does; visibility knows runs
  // of a schedule that is already gone.
  const listed = client.workflow.list({
    query: `${searchAttributes.tenant.name} = '${tenantId}' AND WorkflowType = '${workflowTypes.syncTenant}' AND ExecutionStatus = 'Running'`,
  });
  const running = new Set(started);
  for await (const { workflowId } of listed) running.add(workflowId);
  for (const workflowId of running) await cancel(client, workflowId);
}

/**
 * Starts a run now, or right after the one that is running. Always BUFFER_ONE: without the argument
 * Temporal takes ALLOW_ALL, and runs overlap unseen by the schedule.
 * @throws {ScheduleNotFoundError} if the tenant has no schedule.
 */
export async function triggerRun(client: Client, tenantId: string): Promise<void> {
  const handle = client.schedule.getHandle(tenantScheduleId(tenantId));
  await handle.trigger(ScheduleOverlapPolicy.BUFFER_ONE);
}

/** What {@link reconcileSchedules} did. */
export interface ReconciledSchedules {
  readonly saved: readonly string[];
  readonly deleted: readonly string[];
}

/**
 * Makes the schedules those of the given tenants: missing and outdated ones are saved, those of
 * unknown tenants deleted. The tenants are read after the schedules were listed, so that one that is
 * made meanwhile doesn't lose its schedule.
 */
export async function reconcileSchedules(
  client: Client,
  readTenantIds: () => Promise<readonly string[]>,
): Promise<ReconciledSchedules> {
  const existing = new Map<string, string | undefined>();
  for await (const schedule of client.schedule.list()) {
    const tenantId = tenantOfScheduleId(schedule.scheduleId);
    if (tenantId !== undefined) existing.set(tenantId, schedule.state.note);
  }
  const tenantIds = await readTenantIds();
  const saved = tenantIds.filter((tenantId) => existing.get(tenantId) !== definition);
  const deleted = [...existing.keys()].filter((tenantId) => !tenantIds.includes(tenantId));
  for (const tenantId of saved) await saveTenantSchedule(client, tenantId);
  for (const tenantId of deleted) await deleteTenantSchedule(client, tenantId);
  return { saved, deleted };
}

function scheduleOptions(tenantId: string): ScheduleOptions & { state: { note: string } } {
  const input: SyncTenantInput = { tenantId };
  const action = {
    type: 'startWorkflow' as const,
    workflowType: workflowTypes.syncTenant,
    workflowId: syncTenantWorkflowId(tenantId),
    taskQueue: taskQueues.workflows,
    args: [input],
    workflowRunTimeout: 6 * hourMs,
    typedSearchAttributes: [{ key: searchAttributes.tenant, value: tenantId }],
    // Sent to the server by the SDK, though its type of a new schedule's action leaves it out.
    priority: priorityOf('sync', tenantId),
  };
  return {
    scheduleId: tenantScheduleId(tenantId),
    // Tenants are spread over the hour; the jitter keeps vendors from seeing the same second.
    spec: { intervals: [{ every: hourMs, offset: runOffsetMs(tenantId) }], jitter: minuteMs },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: 10 * minuteMs },
    action,
    // Visible to everybody, so it holds a constant.
    state: { note: definition },
  };
}

/** When in the hour a tenant's runs start, in ms: a second that is always the same (FNV-1a). */
export function runOffsetMs(tenantId: string): number {
  let hash = 0x811c9dc5;
  for (const character of tenantId) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return (hash % 3_600) * 1_000;
}

async function runningActions(handle: ScheduleHandle): Promise<string[]> {
  try {
    const { info } = await handle.describe();
    return info.runningActions.map((action) => action.workflow.workflowId);
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return [];
    throw error;
  }
}

async function cancel(client: Client, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).cancel();
  } catch (error) {
    // It ended meanwhile.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
