import { desc } from 'drizzle-orm';
import { requestRun } from '../../db/runs/request-run.ts';
import { run } from '../../db/schema/index.ts';
import type { StandingFault } from '../harness/control.ts';
import type { RunRow } from '../harness/tenant.ts';
import type { Msp, Scene } from '../sync/scene.ts';
import { until } from './recorder.ts';

/** A run that is at work on what was made slow. */
export interface RunUnderWay {
  row: RunRow;
  ended: () => Promise<RunRow>;
}

/** Asks for a run with these calls made slow, and waits until each of them is on its way. */
export async function untilSlow(
  { install: { db } }: Scene,
  msp: Msp,
  slow: readonly StandingFault[],
): Promise<RunUnderWay> {
  const { tenant, vendors } = msp;
  for (const fault of slow) await vendors.fault(fault);
  const { last } = await vendors.log();
  const requestId = await requestRun(db, tenant.acting, { kind: 'sync' });
  await until(async () => {
    const called = new Set((await msp.log(last)).map(({ operation }) => operation));
    return slow.every(({ operation }) => called.has(operation));
  });
  const [row] = await tenant.read((tx) =>
    tx.select().from(run).orderBy(desc(run.startedAt)).limit(1),
  );
  if (!row) throw new Error('there was no run');
  return { row, ended: () => tenant.runOf(requestId) };
}

/** Somebody cancels a run in Temporal while these calls are on their way. */
export async function cancelRun(
  scene: Scene,
  msp: Msp,
  slow: readonly StandingFault[],
): Promise<void> {
  const { row, ended } = await untilSlow(scene, msp, slow);
  const { workflowId, workflowRunId } = row;
  await scene.install.temporal.workflow.getHandle(workflowId, workflowRunId).cancel();
  await ended();
}
