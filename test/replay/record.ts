import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { desc } from 'drizzle-orm';
import { format } from 'prettier';
import { cancelMapping } from '../../db/mappings/cancel-mapping.ts';
import type { StagedRow } from '../../db/mappings/judge-rows.ts';
import { requestRun } from '../../db/runs/request-run.ts';
import { run } from '../../db/schema/index.ts';
import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import { startTestServices } from '../../launch/test-services.ts';
import {
  saveMappingWorkflowId,
  settleWriteWorkflowId,
  sweepWritesWorkflowId,
  syncGravityzoneWorkflowId,
  taskQueues,
  workflowTypes,
} from '../../temporal-config/names.ts';
import { mappingSteps } from '../sync/mapping-steps.ts';
import { openScene, type Msp, type Scene } from '../sync/scene.ts';
import { decodedHistory } from './decode-history.ts';
import { recordingsDir } from './recordings.ts';

// Records the histories that replay.test.ts replays: `node_modules/.bin/node test/replay/record.ts`.
// To be run, and its result committed, after a workflow was changed under `patched`.

const services = await startTestServices();
const scene = await openScene(undefined, services);
try {
  await rm(recordingsDir, { recursive: true, force: true });
  await mkdir(recordingsDir, { recursive: true });
  await scene.install.startWorker();
  await recordRuns(scene);
  await recordCancelledRun(scene);
  await recordMappings(scene);
  await recordLongMapping(scene);
  await recordSettling(scene);
} finally {
  await scene.close();
  await services.stop();
}

async function save(name: string, workflowId: string, runId?: string): Promise<void> {
  const { temporal, keyring } = scene.install;
  const history = await temporal.workflow.getHandle(workflowId, runId).fetchHistory();
  const recorded = { workflowId, history: await decodedHistory(history, keyring) };
  const text = await format(JSON.stringify(recorded), { parser: 'json', printWidth: 100 });
  await writeFile(path.join(recordingsDir, `${name}.json`), text);
}

/** The newest run and its GravityZone part. */
async function saveRun({ tenant }: Msp, name: string, hasPart = true): Promise<void> {
  const [row] = await tenant.read((tx) =>
    tx.select().from(run).orderBy(desc(run.startedAt)).limit(1),
  );
  if (!row) throw new Error('there was no run');
  await save(`syncTenant-${name}`, row.workflowId, row.workflowRunId);
  if (hasPart) await save(`syncGravityzone-${name}`, syncGravityzoneWorkflowId(tenant.id, row.id));
}

async function recordRuns({ install, msp: open }: Scene): Promise<void> {
  const msp = await open({ sites: 3 });
  const create = { vendor: 'gravityzone', operation: 'companies.createCompany' };
  await msp.vendors.fault({ ...create, kind: 'applied-then-timeout' });
  await msp.sync({ kind: 'plan' });
  await saveRun(msp, 'plan');
  await msp.sync();
  await saveRun(msp, 'creates');
  await msp.sync();
  await saveRun(msp, 'nothing-to-do');
  await stopTenant(install.db, msp.tenant.acting, 'pause', true);
  await msp.sync();
  await saveRun(msp, 'paused', false);
  await stopTenant(install.db, msp.tenant.acting, 'pause', false);
  await msp.replaceSecret('gravityzoneKey', 'revoked-by-vendor');
  await msp.sync();
  await saveRun(msp, 'refused-key');
}

async function recordCancelledRun({ install, msp: open }: Scene): Promise<void> {
  const msp = await open({ sites: 5 });
  const create = { vendor: 'gravityzone', operation: 'companies.createCompany' };
  await msp.vendors.fault({ ...create, kind: 'slow', delayMs: 3_000, times: 0 });
  const requestId = await requestRun(install.db, msp.tenant.acting, { kind: 'sync' });
  const isCreating = async () =>
    (await msp.log()).some(({ operation }) => operation === create.operation);
  while (!(await isCreating())) await sleep(20);
  const [row] = await msp.tenant.read((tx) => tx.select().from(run));
  await install.temporal.workflow.getHandle(row?.workflowId ?? '').cancel();
  await msp.tenant.runOf(requestId);
  const part = syncGravityzoneWorkflowId(msp.tenant.id, row?.id ?? '');
  const ended = async () =>
    (await install.temporal.workflow.getHandle(part).describe()).status.name !== 'RUNNING';
  while (!(await ended())) await sleep(50);
  await saveRun(msp, 'cancelled');
}

async function recordMappings({ install, msp: open }: Scene): Promise<void> {
  const msp = await open({ sites: 40, settings: { level: 'automatic', handling: 'manual' } });
  const steps = mappingSteps(scene);
  await msp.sync();
  const mill = await msp.company('Old Mill Antiques');
  const rows: StagedRow[] = [
    { site: 'Abbotsford Dairy Ltd', choice: { do: 'new' } },
    { site: 'Beacon Street Pharmacy', choice: { do: 'company', companyId: mill?.id ?? '' } },
    { site: 'Internal Lab', choice: { do: 'exclude' } },
    { site: 'Managed', choice: { do: 'include' } },
    { site: 'Zephyr Sailmakers', choice: { do: 'new' } },
  ];
  const id = await steps.stage(msp, rows);
  await msp.vendors.change({ do: 'gravityzone.createCompany', name: 'Zephyr Sailmakers' });
  await steps.confirm(msp, id);
  await steps.ended(msp, id);
  await save('saveMapping-done-and-problem', saveMappingWorkflowId(id));

  const removed = await steps.map(msp, [
    { site: 'Abbotsford Dairy Ltd', choice: { do: 'remove' } },
  ]);
  await save('saveMapping-removed', saveMappingWorkflowId(removed.id));

  const create = { vendor: 'gravityzone', operation: 'companies.createCompany' };
  await msp.vendors.fault({ ...create, kind: 'slow', delayMs: 1_500, times: 0 });
  const { dattoRmm, gravityzone } = await msp.state();
  const taken = new Set(gravityzone.companies.map(({ name }) => name));
  const all = dattoRmm.sites
    .filter(({ name, onDemand }) => !onDemand && !taken.has(name) && name !== 'Deleted Devices')
    .map(({ name }): StagedRow => ({ site: name, choice: { do: 'new' } }));
  const long = await steps.stage(msp, all);
  await steps.confirm(msp, long);
  await steps.until(msp, long, (mapping) => mapping.rows.some(({ state }) => state === 'working'));
  await cancelMapping(install.db, msp.tenant.acting, long);
  await steps.ended(msp, long);
  await save('saveMapping-cancelled', saveMappingWorkflowId(long));
}

/** More rows than one execution carries out. */
async function recordLongMapping({ install, msp: open }: Scene): Promise<void> {
  const msp = await open({ sites: 230, settings: { level: 'automatic', handling: 'manual' } });
  const steps = mappingSteps(scene);
  await msp.sync();
  const { dattoRmm } = await msp.state();
  const rows = dattoRmm.sites
    .filter(({ name, onDemand }) => !onDemand && name !== 'Deleted Devices')
    .slice(0, 205)
    .map(({ uid }): StagedRow => ({ site: uid, choice: { do: 'exclude' } }));
  const { id } = await steps.map(msp, rows);
  const workflowId = saveMappingWorkflowId(id);
  const second = await install.temporal.workflow.getHandle(workflowId).describe();
  const firstRunId = second.raw.workflowExecutionInfo?.firstRunId;
  if (!firstRunId || firstRunId === second.runId) {
    throw new Error('the mapping did not go on as a second execution');
  }
  await save('saveMapping-first-of-two', workflowId, firstRunId);
  await save('saveMapping-second-of-two', workflowId, second.runId);
}

async function recordSettling({ install, msp: open }: Scene): Promise<void> {
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
