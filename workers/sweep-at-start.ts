import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { Database } from '../db/connect.ts';
import { tenantsWithUnsettledIntents } from '../db/writes/find-intent.ts';
import {
  priorityOf,
  sweepWritesWorkflowId,
  taskQueues,
  workflowTypes,
} from '../temporal-config/names.ts';

/** Has the writes settled that a stopped worker left behind. */
export async function sweepAtStart(db: Database, client: Client): Promise<void> {
  for (const tenantId of await tenantsWithUnsettledIntents(db)) {
    try {
      await client.workflow.start(workflowTypes.sweepWrites, {
        workflowId: sweepWritesWorkflowId(tenantId),
        taskQueue: taskQueues.workflows,
        args: [{ tenantId }],
        priority: priorityOf('background', tenantId),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}
