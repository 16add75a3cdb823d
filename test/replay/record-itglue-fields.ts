import { plan } from '../../db/schema/index.ts';
import { syncItglueWorkflowId } from '../../temporal-config/names.ts';
import type { EndedRun, Msp, Scene } from '../sync/scene.ts';
import { lostUpdate, refusedUpdate, slowUpdate } from './faults.ts';
import { cancelRun, untilSlow } from './interrupted-run.ts';
import { giveUp, type Recorder } from './recorder.ts';

const alone = ['itglue'] as const;
const both = ['gravityzone', 'itglue'] as const;

/** Runs that write the fields of matched configurations, by what becomes of the updates. */
export async function recordItglueFields(scene: Scene, recorder: Recorder): Promise<void> {
  await recordWrites(scene, recorder);
  await recordApplied(scene, recorder);
  await recordRefused(scene, recorder);
  await recordGivenUp(scene, recorder);
  await recordCancelled(scene, recorder);
  await recordLong(scene, recorder);
}

/** An MSP whose configurations have no address, so that a run writes one to each that is matched. */
async function withoutAddresses(
  { msp: open }: Scene,
  options: Parameters<Scene['msp']>[0],
): Promise<Msp> {
  const msp = await open(options);
  for (const { id } of (await msp.state()).itglue.configurations) {
    const set = { do: 'itglue.setConfiguration', configurationId: id, primaryIp: null };
    await msp.vendors.change(set);
  }
  // The first run that reads IT Glue only says what it would write.
  await msp.sync({ kind: 'plan' });
  return msp;
}

/** Written though an answer is lost; the next run finds nothing left to write. */
async function recordWrites(scene: Scene, { saveRun }: Recorder): Promise<void> {
  const msp = await withoutAddresses(scene, { sites: 3, destinations: alone });
  await msp.vendors.fault(lostUpdate);
  written(await msp.sync());
  await saveRun(msp, 'itglue-alone-writes', alone);
  const { effects } = await msp.sync();
  if (effects.length > 0) throw new Error(`the second run had ${effects.length} effects`);
  await saveRun(msp, 'itglue-alone-nothing-to-do', alone);
}

/** Both parts by one plan that a person has looked at. */
async function recordApplied(scene: Scene, { saveRun }: Recorder): Promise<void> {
  const msp = await withoutAddresses(scene, { sites: 3, destinations: both });
  const [made] = await msp.tenant.read((tx) => tx.select().from(plan));
  if (!made) throw new Error('there was no plan');
  written(await msp.sync({ planId: made.id }));
  await saveRun(msp, 'both-applied', both);
}

/** One that IT Glue refuses is a problem of its own, and the others are written. */
async function recordRefused(scene: Scene, { saveRun }: Recorder): Promise<void> {
  const msp = await withoutAddresses(scene, { sites: 3, destinations: alone });
  await msp.vendors.fault(refusedUpdate);
  const refused = written(await msp.sync());
  if (refused.problems.length !== 1) throw new Error(`${refused.problems.length} were problems`);
  await saveRun(msp, 'itglue-alone-refused-update', alone);
}

/** One that is tried no more ends with its problem, and the others are written. */
async function recordGivenUp(scene: Scene, { saveRun }: Recorder): Promise<void> {
  const msp = await withoutAddresses(scene, { sites: 3, destinations: alone });
  const { row, ended } = await untilSlow(scene, msp, [slowUpdate]);
  await giveUp(scene, syncItglueWorkflowId(msp.tenant.id, row.id));
  const { status } = await ended();
  if (status !== 'partial') throw new Error(`the run ended as ${status}`);
  await saveRun(msp, 'itglue-alone-gave-up', alone);
}

/** With as many on their way as can be, and others that wait. */
async function recordCancelled(scene: Scene, { saveRun }: Recorder): Promise<void> {
  const msp = await withoutAddresses(scene, { sites: 4, devices: 60, destinations: alone });
  await cancelRun(scene, msp, [slowUpdate]);
  await saveRun(msp, 'itglue-alone-cancelled', alone);
}

/** More updates than one execution carries out. */
async function recordLong(scene: Scene, { saveTwo }: Recorder): Promise<void> {
  const msp = await withoutAddresses(scene, { sites: 4, devices: 400, destinations: alone });
  const { row } = written(await msp.sync());
  await saveTwo('syncItglue', syncItglueWorkflowId(msp.tenant.id, row.id));
}

/** A run in which fields were written. */
function written(run: EndedRun): EndedRun {
  const updates = run.effects.filter(({ operation }) => operation === slowUpdate.operation);
  if (updates.length === 0) throw new Error('no fields were written');
  return run;
}
