import { cancelMapping } from '../../db/mappings/cancel-mapping.ts';
import type { StagedRow } from '../../db/mappings/judge-rows.ts';
import { saveMappingWorkflowId } from '../../temporal-config/names.ts';
import { mappingSteps } from '../sync/mapping-steps.ts';
import type { Msp, Scene } from '../sync/scene.ts';
import { slowCreation } from './faults.ts';
import { giveUp, until, type Recorder } from './recorder.ts';

const manual = { level: 'automatic', handling: 'manual' };
const dairy = 'Abbotsford Dairy Ltd';

/** Mappings of each kind of row, cancelled, and too long for one execution. */
export async function recordMappings(scene: Scene, recorder: Recorder): Promise<void> {
  const msp = await scene.msp({ sites: 40, settings: manual });
  await msp.sync();
  await recordRows(scene, recorder, msp);
  await recordRepair(scene, recorder, msp);
  await recordRemoval(scene, recorder, msp);
  await recordCancelled(scene, recorder, msp);
  await recordLong(scene, recorder);
}

async function recordRows(scene: Scene, { save }: Recorder, msp: Msp): Promise<void> {
  const steps = mappingSteps(scene);
  const mill = await msp.company('Old Mill Antiques');
  const id = await steps.stage(msp, [
    { site: dairy, choice: { do: 'new' } },
    { site: 'Beacon Street Pharmacy', choice: { do: 'company', companyId: mill?.id ?? '' } },
    { site: 'Internal Lab', choice: { do: 'exclude' } },
    { site: 'Managed', choice: { do: 'include' } },
    { site: 'Zephyr Sailmakers', choice: { do: 'new' } },
  ]);
  await msp.vendors.change({ do: 'gravityzone.createCompany', name: 'Zephyr Sailmakers' });
  await steps.confirm(msp, id);
  await save('saveMapping-done-and-problem', saveMappingWorkflowId(id));
}

async function recordRepair(scene: Scene, { save }: Recorder, msp: Msp): Promise<void> {
  const tied = (await msp.associations()).find(({ siteName }) => siteName === dairy);
  await msp.vendors.change({ do: 'gravityzone.deletePackage', packageId: tied?.packageId });
  await msp.sync();
  const { id } = await mappingSteps(scene).map(msp, [{ site: dairy, choice: { do: 'repair' } }]);
  await save('saveMapping-repaired', saveMappingWorkflowId(id));
}

async function recordRemoval(scene: Scene, { save }: Recorder, msp: Msp): Promise<void> {
  const { id } = await mappingSteps(scene).map(msp, [{ site: dairy, choice: { do: 'remove' } }]);
  await save('saveMapping-removed', saveMappingWorkflowId(id));
}

/** More rows than are carried out at once, cancelled while the first are at work. */
async function recordCancelled(scene: Scene, { save }: Recorder, msp: Msp): Promise<void> {
  const { install } = scene;
  await msp.vendors.fault(slowCreation);
  const sites = await sitesToCreate(msp);
  const cancelled = await untilWorking(scene, msp, sites.slice(6, 24));
  await cancelMapping(install.db, msp.tenant.acting, cancelled);
  await save('saveMapping-cancelled', saveMappingWorkflowId(cancelled));

  const inTemporal = await untilWorking(scene, msp, sites.slice(0, 4));
  await install.temporal.workflow.getHandle(saveMappingWorkflowId(inTemporal)).cancel();
  await save('saveMapping-cancelled-in-temporal', saveMappingWorkflowId(inTemporal));

  const givenUp = await untilWorking(scene, msp, sites.slice(4, 6));
  await giveUp(scene, saveMappingWorkflowId(givenUp));
  await save('saveMapping-gave-up', saveMappingWorkflowId(givenUp));
}

/** Sites without a company of their name. */
async function sitesToCreate(msp: Msp): Promise<string[]> {
  const { dattoRmm, gravityzone } = await msp.state();
  const taken = new Set(gravityzone.companies.map(({ name }) => name));
  return dattoRmm.sites
    .filter(({ name, onDemand, system }) => !onDemand && system === null && !taken.has(name))
    .map(({ name }) => name);
}

/** Maps sites to new companies, and waits until the first creation is on its way. */
async function untilWorking(scene: Scene, msp: Msp, sites: readonly string[]): Promise<string> {
  const steps = mappingSteps(scene);
  const rows = sites.map((site): StagedRow => ({ site, choice: { do: 'new' } }));
  const { last } = await msp.vendors.log();
  const id = await steps.stage(msp, rows);
  await steps.confirm(msp, id);
  await until(async () =>
    (await msp.log(last)).some(({ operation }) => operation === slowCreation.operation),
  );
  return id;
}

/** More rows than one execution carries out. */
async function recordLong(scene: Scene, { saveTwo }: Recorder): Promise<void> {
  const msp = await scene.msp({ sites: 230, settings: manual });
  await msp.sync();
  const { dattoRmm } = await msp.state();
  const rows = dattoRmm.sites
    .filter(({ onDemand, system }) => !onDemand && system === null)
    .slice(0, 205)
    .map(({ uid }): StagedRow => ({ site: uid, choice: { do: 'exclude' } }));
  const { id } = await mappingSteps(scene).map(msp, rows);
  await saveTwo('saveMapping', saveMappingWorkflowId(id));
}
