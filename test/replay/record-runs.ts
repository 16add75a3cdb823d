import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import { syncGravityzoneWorkflowId } from '../../temporal-config/names.ts';
import { place } from '../matrix/place.ts';
import type { Scene } from '../sync/scene.ts';
import { lostAnswer, refusedCreation, slowCreation } from './faults.ts';
import { cancelRun } from './interrupted-run.ts';
import type { Recorder } from './recorder.ts';

/** Runs, by what stops them or lets them do something. Those with events are in record-events.ts. */
export async function recordRuns(scene: Scene, recorder: Recorder): Promise<void> {
  await recordUsual(scene, recorder);
  await recordHeld(scene, recorder);
  await recordRefusedName(scene, recorder);
  await recordCancelled(scene, recorder);
  await recordLong(scene, recorder);
}

async function recordUsual({ install, msp: open }: Scene, { saveRun }: Recorder): Promise<void> {
  const msp = await open({ sites: 3 });
  await msp.vendors.fault(lostAnswer);
  await msp.sync({ kind: 'plan' });
  await saveRun(msp, 'plan');
  await msp.sync();
  await saveRun(msp, 'creates');
  await msp.sync();
  await saveRun(msp, 'nothing-to-do');
  await stopTenant(install.db, msp.tenant.acting, 'freeze', true);
  await msp.sync();
  await saveRun(msp, 'frozen');
  await stopTenant(install.db, msp.tenant.acting, 'freeze', false);
  await stopTenant(install.db, msp.tenant.acting, 'pause', true);
  await msp.sync();
  await saveRun(msp, 'paused', []);
  await stopTenant(install.db, msp.tenant.acting, 'pause', false);
  await msp.replaceSecret('gravityzoneKey', 'revoked-by-vendor');
  await msp.sync();
  await saveRun(msp, 'refused-key');
}

async function recordHeld({ msp: open }: Scene, { saveRun }: Recorder): Promise<void> {
  const holdCreations = { min: 1, percent: 0 };
  const msp = await open({
    sites: 5,
    settings: { level: 'automatic', handling: 'automatic', holdCreations },
  });
  const { row } = await msp.sync();
  if (row.status !== 'held') throw new Error(`the run ended as ${row.status}`);
  await saveRun(msp, 'held');
}

/** A name that GravityZone refuses as taken: the run raises its event at its end. */
async function recordRefusedName({ msp: open }: Scene, { saveRun }: Recorder): Promise<void> {
  const msp = await open({ sites: 1 });
  await place(msp, [['refused', 'name-out-of-sight']]);
  await msp.sync();
  await saveRun(msp, 'refused-name');
}

async function recordCancelled(scene: Scene, { saveRun }: Recorder): Promise<void> {
  const msp = await scene.msp({ sites: 5 });
  await cancelRun(scene, msp, [slowCreation]);
  await saveRun(msp, 'cancelled');
}

/** More companies to create than one execution does; most are refused, which keeps it short. */
async function recordLong({ msp: open }: Scene, { saveTwo }: Recorder): Promise<void> {
  const msp = await open({ sites: 1 });
  for (let number = 0; number < 205; number += 1) {
    await msp.vendors.change({ do: 'datto.createSite', name: `Branch ${number}` });
  }
  await msp.vendors.fault({ ...refusedCreation, after: 5, times: 0 });
  const { row } = await msp.sync();
  const part = syncGravityzoneWorkflowId(msp.tenant.id, row.id);
  await saveTwo('syncGravityzone', part);
}
