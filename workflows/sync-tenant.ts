import {
  CancellationScope,
  executeChild,
  isCancellation,
  ParentClosePolicy,
  patched,
  rootCause,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { Destination, PartFailure, TenantInput } from '../activities/records/run-records.ts';
import {
  searchAttributes,
  syncGravityzoneWorkflowId,
  syncItglueWorkflowId,
} from '../temporal-config/names.ts';
import { dattoRmmReads, records } from './activities.ts';
import { syncGravityzone } from './sync-gravityzone.ts';
import { syncItglue } from './sync-itglue.ts';

interface OpenRun {
  tenantId: string;
  runId: string;
  kind: 'sync' | 'plan';
}

/**
 * One run of one tenant, started by its schedule and by nothing else, so that there is one at a
 * time. Each destination is a child of its own, and both are at work side by side: a slow one, or
 * one that fails, never holds back the other.
 */
export async function syncTenant({ tenantId }: TenantInput): Promise<void> {
  const { runId, kind, go, destinations } = await records.openRun({ tenantId });
  const run = { tenantId, runId, kind };
  let outcome: 'completed' | 'failed' | 'cancelled' = 'completed';
  let failures: PartFailure[] = [];
  try {
    if (go) failures = await syncParts(run, destinations.filter(isDestination));
    if (failures.length > 0) outcome = 'failed';
  } catch (error) {
    outcome = isCancellation(error) ? 'cancelled' : 'failed';
    if (isCancellation(error)) throw error;
  } finally {
    await CancellationScope.nonCancellable(async () => {
      const { status } = await records.finishRun({ tenantId, runId, outcome, failures });
      upsertSearchAttributes([{ key: searchAttributes.runStatus, value: status }]);
    });
  }
}

/** @returns the parts that failed, and why. */
async function syncParts(run: OpenRun, destinations: Destination[]): Promise<PartFailure[]> {
  // A plan of before runs wrote fields had nothing to say of IT Glue.
  const withItglue =
    destinations.includes('itglue') && (run.kind === 'sync' || patched('itglue-plan'));
  const sites = withItglue ? await readSites(run) : { read: false };
  const parts: [Destination, Promise<void>][] = [];
  if (destinations.includes('gravityzone')) {
    parts.push(['gravityzone', gravityzonePart(run, sites.read)]);
  }
  if (withItglue && sites.read) parts.push(['itglue', itgluePart(run)]);
  const ends = await Promise.allSettled(parts.map(([, part]) => part));
  const failures = ends.flatMap((end, index) => {
    const destination = parts[index]?.[0];
    return end.status === 'rejected' && destination ? [failure(destination, end.reason)] : [];
  });
  return 'failure' in sites ? [...failures, sites.failure] : failures;
}

/** Once for both parts. Where it fails GravityZone's part tries by itself, after its sweep. */
async function readSites({
  tenantId,
  runId,
}: OpenRun): Promise<{ read: true } | { read: false; failure: PartFailure }> {
  try {
    await dattoRmmReads.readSites({ tenantId, runId });
    return { read: true };
  } catch (error) {
    return { read: false, failure: failure('itglue', error) };
  }
}

function gravityzonePart({ tenantId, runId, kind }: OpenRun, sitesRead: boolean): Promise<void> {
  return executeChild(syncGravityzone, {
    workflowId: syncGravityzoneWorkflowId(tenantId, runId),
    args: [{ tenantId, runId, kind, ...(sitesRead ? { sitesRead } : {}) }],
    ...childOptions(tenantId, 'gravityzone'),
  });
}

function itgluePart(run: OpenRun): Promise<void> {
  const { tenantId, runId } = run;
  return executeChild(syncItglue, {
    workflowId: syncItglueWorkflowId(tenantId, runId),
    args: [run],
    ...childOptions(tenantId, 'itglue'),
  });
}

function childOptions(tenantId: string, integration: Destination) {
  return {
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: tenantId },
      { key: searchAttributes.integration, value: integration },
    ],
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
  };
}

/** @throws what it is given where that is a cancellation: then the whole run is over. */
function failure(destination: Destination, error: unknown): PartFailure {
  if (isCancellation(error)) throw error;
  return { destination, why: rootCause(error) ?? null };
}

function isDestination(vendor: string): vendor is Destination {
  return vendor === 'gravityzone' || vendor === 'itglue';
}
