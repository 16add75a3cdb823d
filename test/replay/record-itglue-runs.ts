import type { Scene } from '../sync/scene.ts';
import { slowCreation, slowDevices, unfoundSites } from './faults.ts';
import { cancelRun } from './interrupted-run.ts';
import type { Recorder } from './recorder.ts';

const alone = ['itglue'] as const;
const both = ['gravityzone', 'itglue'] as const;

/** Runs with IT Glue, alone and beside GravityZone, by what stops a part of them. */
export async function recordItglueRuns(scene: Scene, recorder: Recorder): Promise<void> {
  await recordUsual(scene, recorder);
  await recordRefusedKeys(scene, recorder);
  await recordUnreadSites(scene, recorder);
  await recordCancelled(scene, recorder);
}

async function recordUsual({ msp: open }: Scene, { saveRun }: Recorder): Promise<void> {
  const one = await open({ sites: 3, destinations: alone });
  await one.sync();
  await saveRun(one, 'itglue-alone', alone);
  await one.sync({ kind: 'plan' });
  await saveRun(one, 'itglue-alone-plan', alone);
  const msp = await open({ sites: 3, destinations: both });
  await msp.sync({ kind: 'plan' });
  await saveRun(msp, 'both-plan', both);
  await msp.sync();
  await saveRun(msp, 'both', both);
}

/** The part whose key is refused fails, and the other one goes on. */
async function recordRefusedKeys({ msp: open }: Scene, { saveRun }: Recorder): Promise<void> {
  for (const [destination, field] of [
    ['itglue', 'itglueKey'],
    ['gravityzone', 'gravityzoneKey'],
  ] as const) {
    const msp = await open({ sites: 2, destinations: both });
    await msp.replaceSecret(field, 'revoked-by-vendor');
    const { row } = await msp.sync();
    if (row.status !== 'partial') throw new Error(`the run ended as ${row.status}`);
    await saveRun(msp, `both-${destination}-refused`, both);
  }
}

/** Read by nobody, and read by GravityZone's part after both had failed to. */
async function recordUnreadSites({ msp: open }: Scene, { saveRun }: Recorder): Promise<void> {
  const one = await open({ sites: 2, destinations: alone });
  await one.vendors.fault({ ...unfoundSites, times: 0 });
  await one.sync();
  await saveRun(one, 'itglue-alone-sites-unread', []);
  const msp = await open({ sites: 2, destinations: both });
  await msp.vendors.fault(unfoundSites);
  await msp.sync();
  await saveRun(msp, 'both-sites-unread-at-first');
}

/** With both parts at work. */
async function recordCancelled(scene: Scene, { saveRun }: Recorder): Promise<void> {
  const msp = await scene.msp({ sites: 5, destinations: both });
  await cancelRun(scene, msp, [slowCreation, slowDevices]);
  await saveRun(msp, 'both-cancelled', both);
}
