import type { Client } from '@temporalio/client';
import { saveMappingWorkflowId } from '../temporal-config/names.ts';
import { mappingProgress, type MappingProgress } from '../workflows/messages.ts';

/** Asks the task itself how far it is; null if it does not answer in time. */
export type AskProgress = (mappingId: string) => Promise<MappingProgress | null>;

const deadlineMs = 1_500;

export function createAskProgress(temporal: Client): AskProgress {
  return async (mappingId) => {
    try {
      return await temporal.connection.withDeadline(Date.now() + deadlineMs, () =>
        temporal.workflow.getHandle(saveMappingWorkflowId(mappingId)).query(mappingProgress),
      );
    } catch {
      // Not begun, no worker, or Temporal is down: the rows say how far it is.
      return null;
    }
  };
}
