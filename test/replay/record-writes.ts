import {
  settleWriteWorkflowId,
  sweepWritesWorkflowId,
  taskQueues,
  workflowTypes,
} from '../../temporal-config/names.ts';
import type { Scene } from '../sync/scene.ts';
import type { Recorder } from './recorder.ts';

/** The workflows that settle writes of unknown outcome. */
export async function recordWrites({ install, msp: open }: Scene, { save }: Recorder) {
  const { tenant } = await open({ sites: 2 });
  const start = (type: string, workflowId: string, input: object) =>
    install.temporal.workflow.execute(type, {
      workflowId,
      taskQueue: taskQueues.workflows,
      args: [input],
    });
  const sweep = sweepWritesWorkflowId(tenant.id);
  await start(workflowTypes.sweepWrites, sweep, { tenantId: tenant.id });
  await save('sweepWrites', sweep);
  const decisionId = crypto.randomUUID();
  const settle = settleWriteWorkflowId(decisionId);
  await start(workflowTypes.settleWrite, settle, { tenantId: tenant.id, decisionId });
  await save('settleWrite', settle);
}
