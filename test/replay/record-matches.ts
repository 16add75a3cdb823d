import type { WorkerProcess } from '../harness/worker-process.ts';
import type { Scene } from '../sync/scene.ts';
import { lostConfiguration, refusedConfiguration } from './faults.ts';
import { recordInterrupted } from './record-interrupted-reviews.ts';
import { givenName, openReview, type Review } from './recorded-review.ts';
import { giveUp, type Recorder } from './recorder.ts';

const create = { do: 'create' } as const;
const ignore = { do: 'ignore' } as const;

/** What people decide on matches, and what can come in between. */
export async function recordMatches(
  scene: Scene,
  recorder: Recorder,
  worker: WorkerProcess,
): Promise<void> {
  const review = await openReview(scene, { sources: 240, devices: 40 });
  await recordOurs(recorder, review);
  await recordCreations(recorder, review);
  await recordToldMeanwhile(recorder, review);
  await recordGivenUp(scene, recorder, review);
  await recordRefusedKey(recorder, review);
  await recordInterrupted(scene, recorder, worker);
}

/** More than one look takes, of which none has anything created. */
async function recordOurs({ save }: Recorder, review: Review): Promise<void> {
  const ignored = review.sources.slice(20);
  await review.ended(await review.decide('organization', ignored, ignore), ignored.length);
  await save('reviewMatches-bulk-of-ours', review.workflowId);
  const { chosenId: destinationId, sources } = review;
  const matched = sources.slice(0, 3);
  await review.ended(await review.decide('organization', matched, { do: 'to', destinationId }), 3);
  await save('reviewMatches-matches', review.workflowId);
}

/** More than are created at once, one with its answer lost; an organization; and one that is refused. */
async function recordCreations({ save }: Recorder, review: Review): Promise<void> {
  const { msp, workflowId, sources } = review;
  await msp.vendors.fault(lostConfiguration);
  await review.ended(await review.decide('device', review.devices(18), create), 18);
  await save('reviewMatches-creates', workflowId);
  const [source = ''] = sources.slice(3);
  const named = { ...create, name: `${givenName} Anew` };
  await review.ended(await review.decide('organization', [source], named), 1);
  await save('reviewMatches-creates-organization', workflowId);
  await msp.vendors.fault(refusedConfiguration);
  await review.ended(await review.decide('device', review.devices(2), create), 1);
  await save('reviewMatches-problem', workflowId);
}

/** What only touches our own records is carried out while what is to be created waits for a freeze. */
async function recordToldMeanwhile({ save }: Recorder, review: Review): Promise<void> {
  await review.freeze(true);
  const waiting = await review.decide('device', review.devices(2), create);
  await review.until(waiting, 'working', 2);
  const [source = ''] = review.sources.slice(4);
  await review.ended(await review.decide('organization', [source], ignore), 1);
  await review.freeze(false);
  await review.ended(waiting, 2);
  await save('reviewMatches-told-meanwhile', review.workflowId);
}

/** A step that is tried no more ends the action with its problem. */
async function recordGivenUp(scene: Scene, { save }: Recorder, review: Review): Promise<void> {
  const decisionId = await review.untilCreating(1);
  await giveUp(scene, review.workflowId);
  await review.ended(decisionId, 0);
  await save('reviewMatches-gave-up', review.workflowId);
  await review.msp.vendors.clearFaults();
}

/** Trying again would not help: whoever decided is told. */
async function recordRefusedKey({ save }: Recorder, review: Review): Promise<void> {
  const { msp, chosenId: destinationId, sources } = review;
  await msp.replaceSecret('itglueKey', 'revoked-by-vendor');
  const [source = ''] = sources.slice(5);
  const decisionId = await review.decide('organization', [source], { do: 'to', destinationId });
  await review.ended(decisionId, 0);
  await save('reviewMatches-refused-key', review.workflowId);
}
