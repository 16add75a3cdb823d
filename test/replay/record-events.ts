import { isNull } from 'drizzle-orm';
import { nudgeEvents } from '../../db/events/nudge-events.ts';
import { outbox } from '../../db/schema/index.ts';
import { searchAttributes } from '../../temporal-config/names.ts';
import { settings, type Placed } from '../matrix/place.ts';
import { eventOf } from '../matrix/play-decisions.ts';
import type { Scene } from '../sync/scene.ts';
import { slowCreation } from './faults.ts';
import { decided, placeEvents, raise, workflowOf, type PlacedEvents } from './recorded-event.ts';
import { giveUp, until, type Recorder } from './recorder.ts';

/** What can become of an event besides a person's primary action. */
export async function recordEvents(scene: Scene, recorder: Recorder): Promise<void> {
  await recordHandledByRuns(scene, recorder);
  const placed = await placeEvents(scene, {
    waits: 'company-moved',
    ignored: 'company-moved',
    mended: 'company-moved',
    cancelled: 'company-of-its-name',
    'cancelled-waiting': 'site-deleted',
    'gave-up': 'company-of-its-name',
    long: 'site-deleted',
  });
  await raise(placed);
  await recordWaiting(scene, recorder, placed);
  await recordEnds(scene, recorder, placed);
  await recordCancelled(scene, recorder, placed);
  await recordGivenUp(scene, recorder, placed);
  await recordLong(scene, recorder, placed);
}

/** What a run handles at once, and what only the second run may. */
async function recordHandledByRuns(scene: Scene, { save, saveRun }: Recorder): Promise<void> {
  const placed = await placeEvents(scene, {
    moves: 'company-moved',
    associates: 'company-of-its-name',
    recreates: 'company-deleted',
  });
  const { msp, of } = placed;
  await msp.settings(settings);
  await msp.sync();
  await saveRun(msp, 'handles-events');
  await msp.sync();
  for (const name of ['moves', 'associates', 'recreates']) {
    const { state, sentence } = await eventOf(msp, of(name));
    if (state !== 'handled') throw new Error(`${name} is ${state}: ${sentence}`);
    await save(`resolveEvent-run-${name}`, await workflowOf(placed, of(name)));
  }
}

async function recordWaiting(scene: Scene, { saveSoFar }: Recorder, placed: PlacedEvents) {
  const workflowId = await workflowOf(placed, placed.of('waits'));
  await untilShown(scene, workflowId, 'open');
  await saveSoFar('resolveEvent-waiting', workflowId);
}

/** Ignored and raised again by the next run, and ended by what people did at the vendor. */
async function recordEnds(scene: Scene, { save }: Recorder, placed: PlacedEvents): Promise<void> {
  const { msp, hands, of } = placed;
  await decided(scene, placed, of('ignored'), { do: 'ignore' });
  const ignored = await workflowOf(placed, of('ignored'));
  await save('resolveEvent-ignored', ignored);

  const { rootCompanyId } = (await msp.state()).gravityzone;
  const companyId = await hands.companyId(of('mended').name);
  await hands.do('gravityzone.moveCompany', { companyId, newParentId: rootCompanyId });
  await msp.sync();
  await save('resolveEvent-no-longer-applies', await workflowOf(placed, of('mended')));

  await decided(scene, placed, of('ignored'), { do: 'move' });
  await save('resolveEvent-raised-again', ignored);
}

/** Somebody cancels workflows in Temporal: one that waits, and one with a write on its way. */
async function recordCancelled(scene: Scene, { save }: Recorder, placed: PlacedEvents) {
  const { workflow } = scene.install.temporal;
  const waiting = await workflowOf(placed, placed.of('cancelled-waiting'));
  await workflow.getHandle(waiting).cancel();
  await save('resolveEvent-cancelled-waiting', waiting);

  const acting = await workflowOf(placed, placed.of('cancelled'));
  const decision = await untilCreating(scene, placed, placed.of('cancelled'));
  await workflow.getHandle(acting).cancel();
  await decision.refused;
  await save('resolveEvent-cancelled', acting);
}

/** A step that is tried no more ends the action with its problem. */
async function recordGivenUp(scene: Scene, { save }: Recorder, placed: PlacedEvents) {
  const one = placed.of('gave-up');
  const workflowId = await workflowOf(placed, one);
  const decision = await untilCreating(scene, placed, one);
  await giveUp(scene, workflowId);
  await decision.refused;
  await decided(scene, placed, one, { do: 'ignore' });
  await save('resolveEvent-gave-up', workflowId);
}

/** Decides what creates a company, and waits until that is on its way. */
async function untilCreating(scene: Scene, placed: PlacedEvents, one: Placed) {
  const { msp } = placed;
  const { vendors } = msp;
  await vendors.clearFaults();
  await vendors.fault(slowCreation);
  const { last } = await vendors.log();
  const choice = { do: 'rename-existing', prefix: 'Old' } as const;
  const refused = decided(scene, placed, one, choice, 'refused');
  await until(async () =>
    (await msp.log(last)).some(({ operation }) => operation === slowCreation.operation),
  );
  return { refused };
}

/** Told of changes so often that its history becomes too long for one execution. */
async function recordLong(scene: Scene, { saveTwo }: Recorder, placed: PlacedEvents) {
  const long = placed.of('long');
  const workflowId = await workflowOf(placed, long);
  const execution = scene.install.temporal.workflow.getHandle(workflowId);
  const first = (await execution.describe()).runId;
  while ((await execution.describe()).runId === first) await tell(placed, long, 100);
  await decided(scene, placed, long, { do: 'ignore' });
  await saveTwo('resolveEvent', workflowId);
}

async function tell({ msp }: PlacedEvents, one: Placed, times: number): Promise<void> {
  const { id } = await eventOf(msp, one);
  for (let time = 0; time < times; time += 1) {
    await msp.tenant.read((tx) => nudgeEvents(tx, msp.tenant.id, [id]));
  }
  await until(async () => {
    const left = await msp.tenant.read((tx) => tx.$count(outbox, isNull(outbox.deliveredAt)));
    return left === 0;
  });
}

async function untilShown(
  { install: { temporal } }: Scene,
  workflowId: string,
  state: string,
): Promise<void> {
  const execution = temporal.workflow.getHandle(workflowId);
  await until(async () => {
    const found = await execution.describe().catch(() => null);
    return found?.typedSearchAttributes.get(searchAttributes.state) === state;
  });
}
