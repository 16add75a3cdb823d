import { cancelMatchDecision } from '../../db/matches/cancel-match-decision.ts';
import { nudgeMatchDecisions } from '../../db/matches/match-actions.ts';
import type { WorkerProcess } from '../harness/worker-process.ts';
import type { Scene } from '../sync/scene.ts';
import { killedCreating } from './faults.ts';
import { openReview } from './recorded-review.ts';
import { until, type Recorder } from './recorder.ts';

const create = { do: 'create' } as const;
const ignore = { do: 'ignore' } as const;

/** Reviews of matches that are cancelled, that grow too long, and that lose their worker. */
export async function recordInterrupted(
  scene: Scene,
  recorder: Recorder,
  worker: WorkerProcess,
): Promise<void> {
  await recordCancelled(scene, recorder);
  await recordCancelledFrozen(scene, recorder);
  await recordLong(scene, recorder);
  await recordWithoutWorker(scene, recorder, worker);
}

/** Somebody cancels it in Temporal while it creates: what is on its way still says how it ended. */
async function recordCancelled(scene: Scene, { save }: Recorder): Promise<void> {
  const review = await openReview(scene, { sources: 1, devices: 18 });
  const { workflowId, msp } = review;
  await review.untilCreating(18);
  await scene.install.temporal.workflow.getHandle(workflowId).cancel();
  await save('reviewMatches-cancelled', workflowId);
  await msp.vendors.clearFaults();
}

/**
 * Cancelled while a freeze holds up what is to be created: what was begun ends with that, and the
 * next decision takes up the others.
 */
async function recordCancelledFrozen(scene: Scene, { save }: Recorder): Promise<void> {
  const review = await openReview(scene, { sources: 1, devices: 18 });
  const { workflowId } = review;
  const execution = scene.install.temporal.workflow.getHandle(workflowId);
  await review.freeze(true);
  const decisionId = await review.decide('device', review.devices(18), create);
  await review.until(decisionId, 'working', 18);
  await until(async () => (await execution.describe()).raw.pendingActivities?.length === 16);
  await execution.cancel();
  await save('reviewMatches-cancelled-frozen', workflowId);
  await review.freeze(false);
  await review.ended(await review.decide('organization', review.sources, ignore), 1);
  await review.ended(decisionId, 2);
  await save('reviewMatches-takes-up', workflowId);
}

/** Told so often that its history becomes too long: the next execution begins those that wait. */
async function recordLong(scene: Scene, { saveTwo }: Recorder): Promise<void> {
  const review = await openReview(scene, { sources: 1, devices: 18 });
  const { tenant } = review.msp;
  await review.freeze(true);
  const decisionId = await review.decide('device', review.devices(18), create);
  await review.until(decisionId, 'working', 18);
  const execution = scene.install.temporal.workflow.getHandle(review.workflowId);
  while ((await execution.describe()).historyLength < 2_020) {
    for (let time = 0; time < 50; time += 1) await nudgeMatchDecisions(scene.install.db, tenant.id);
    await review.delivered();
  }
  await review.freeze(false);
  await review.ended(decisionId, 18);
  await saveTwo('reviewMatches', review.workflowId);
}

/** Decided while no worker is there, and in part taken back; then one that dies while it creates. */
async function recordWithoutWorker(scene: Scene, { save }: Recorder, worker: WorkerProcess) {
  const { install } = scene;
  const review = await openReview(scene, { sources: 2, devices: 4 });
  const { workflowId, msp } = review;
  await worker.stop();
  const takenBack = await review.decide('device', review.devices(2), create);
  const left = await review.decide('organization', review.sources, ignore);
  await cancelMatchDecision(install.db, msp.tenant.acting, takenBack);
  const next = await install.startWorker();
  await review.ended(left, 2);
  await save('reviewMatches-taken-back', workflowId);
  await msp.vendors.fault(killedCreating(next.pid));
  const decisionId = await review.decide('device', review.devices(2), create);
  await next.ended;
  await install.startWorker();
  await review.ended(decisionId, 2);
  await save('reviewMatches-killed', workflowId);
}
