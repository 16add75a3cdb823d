import { activityInfo } from '@temporalio/activity';
import type { Execution } from '../db/acting.ts';

/** The workflow that asked for the activity at work. */
export function currentExecution(): Execution {
  const { workflowExecution } = activityInfo();
  if (!workflowExecution) throw new Error('this activity was started by no workflow');
  return {
    workflowId: workflowExecution.workflowId,
    workflowRunId: workflowExecution.runId,
  };
}
