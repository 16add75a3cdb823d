import {
  CancellationScope,
  executeChild,
  isCancellation,
  ParentClosePolicy,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { TenantInput } from '../activities/records/run-records.ts';
import { searchAttributes, syncGravityzoneWorkflowId } from '../temporal-config/names.ts';
import { records } from './activities.ts';
import { syncGravityzone } from './sync-gravityzone.ts';

/**
 * One run of one tenant, started by its schedule and by nothing else, so that there is one at a
 * time. Each destination is a child of its own: a slow one never holds back the other.
 */
export async function syncTenant({ tenantId }: TenantInput): Promise<void> {
  const { runId, kind, go, destinations } = await records.openRun({ tenantId });
  let outcome: 'completed' | 'failed' | 'cancelled' = 'completed';
  try {
    if (go && destinations.includes('gravityzone')) {
      await executeChild(syncGravityzone, {
        workflowId: syncGravityzoneWorkflowId(tenantId, runId),
        args: [{ tenantId, runId, kind }],
        typedSearchAttributes: [
          { key: searchAttributes.tenant, value: tenantId },
          { key: searchAttributes.integration, value: 'gravityzone' },
        ],
        parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      });
    }
  } catch (error) {
    outcome = isCancellation(error) ? 'cancelled' : 'failed';
    if (isCancellation(error)) throw error;
  } finally {
    await CancellationScope.nonCancellable(async () => {
      const { status } = await records.finishRun({ tenantId, runId, outcome });
      upsertSearchAttributes([{ key: searchAttributes.runStatus, value: status }]);
    });
  }
}
