import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { cancelMapping } from '../../db/mappings/cancel-mapping.ts';
import { saveMappingWorkflowId } from '../../temporal-config/names.ts';
import { mappingProgress } from '../../workflows/messages.ts';
import { mappingSteps } from './mapping-steps.ts';
import { openScene, type Msp, type Scene } from './scene.ts';

let scene: Scene;
let steps: ReturnType<typeof mappingSteps>;

beforeAll(async () => {
  // Answers are waited for longer than a test slows them.
  scene = await openScene({ rateScale: 20, writeTimeoutMs: 60_000, writeSettleMs: 1_500 });
  steps = mappingSteps(scene);
});
afterAll(() => scene.close());

const settings = { level: 'automatic', handling: 'manual' };
const createCompany = { vendor: 'gravityzone', operation: 'companies.createCompany' };

/** Stages a new company for each site that has none. */
async function stageAll(msp: Msp): Promise<{ id: string; rows: number }> {
  const { dattoRmm, gravityzone } = await msp.state();
  const taken = new Set(gravityzone.companies.map(({ name }) => name));
  const rows = dattoRmm.sites
    .filter(({ name, onDemand }) => !onDemand && !taken.has(name) && name !== 'Deleted Devices')
    .map(({ name }) => ({ site: name, choice: { do: 'new' } as const }));
  return { id: await steps.stage(msp, rows), rows: rows.length };
}

const progressOf = (id: string) =>
  scene.install.temporal.workflow.getHandle(saveMappingWorkflowId(id)).query(mappingProgress);

async function arrivals(msp: Msp): Promise<number> {
  return (await msp.log()).filter((call) => call.operation === createCompany.operation).length;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

describe('a saved mapping is a durable task', () => {
  test('tells its progress by query, and cancelling finishes what is under way and begins no more', async ({
    expect,
  }) => {
    const worker = await scene.install.startWorker();
    const msp = await scene.msp({ sites: 40, settings });
    await msp.sync();
    const { id, rows } = await stageAll(msp);
    await msp.vendors.fault({ ...createCompany, kind: 'slow', delayMs: 1_000, times: 0 });
    await steps.confirm(msp, id);
    await until(async () => (await arrivals(msp)) >= 3);
    expect(await progressOf(id)).toEqual({
      total: rows,
      done: 0,
      problems: 0,
      cancelled: 0,
      working: rows,
    });
    await cancelMapping(scene.install.db, msp.tenant.acting, id);
    await cancelMapping(scene.install.db, msp.tenant.acting, id);
    const mapping = await steps.ended(msp, id);
    expect(mapping.state).toBe('cancelled');
    const done = mapping.rows.filter(({ state }) => state === 'done').length;
    const cancelled = mapping.rows.filter(({ state }) => state === 'cancelled').length;
    expect(done).toBeGreaterThan(0);
    expect(cancelled).toBeGreaterThan(0);
    expect(done + cancelled).toBe(rows);
    const associations = await msp.associations();
    expect(associations).toHaveLength(done);
    expect(associations.every(({ state }) => state === 'complete')).toBe(true);
    expect(await arrivals(msp)).toBe(done);
    expect((await progressOf(id)).done).toBe(done);
    await worker.stop();
  });

  test('a decision made while the worker is down takes effect when it is back; so does its cancellation', async ({
    expect,
  }) => {
    const first = await scene.install.startWorker();
    const kept = await scene.msp({ sites: 4, settings });
    const undone = await scene.msp({ sites: 4, settings });
    await Promise.all([kept.sync(), undone.sync()]);
    await first.stop();
    const [keptMapping, undoneMapping] = [await stageAll(kept), await stageAll(undone)];
    await steps.confirm(kept, keptMapping.id);
    await steps.confirm(undone, undoneMapping.id);
    await cancelMapping(scene.install.db, undone.tenant.acting, undoneMapping.id);
    await Promise.all([scene.install.startWorker(), scene.install.startWorker()]);
    expect((await steps.ended(kept, keptMapping.id)).state).toBe('done');
    expect(await kept.associations()).toHaveLength(keptMapping.rows);
    const ended = await steps.ended(undone, undoneMapping.id);
    expect(ended.state).toBe('cancelled');
    expect(await undone.associations()).toHaveLength(
      ended.rows.filter(({ state }) => state === 'done').length,
    );
  });

  test('cancelled in Temporal, it is cancelled here too: no row is left waiting for nobody', async ({
    expect,
  }) => {
    await scene.install.startWorker();
    const msp = await scene.msp({ sites: 40, settings });
    await msp.sync();
    const { id, rows } = await stageAll(msp);
    // Slower than a heartbeat brings the news: it arrives while the vendor is at work.
    await msp.vendors.fault({ ...createCompany, kind: 'slow', delayMs: 6_000, times: 0 });
    await steps.confirm(msp, id);
    await until(async () => (await arrivals(msp)) >= 3);
    await scene.install.temporal.workflow.getHandle(saveMappingWorkflowId(id)).cancel();
    const mapping = await steps.ended(msp, id);
    expect(mapping.state).toBe('cancelled');
    const rowsLeft = mapping.rows.filter(({ state }) => state !== 'cancelled' && state !== 'done');
    expect(rowsLeft).toEqual([]);
    expect(mapping.rows).toHaveLength(rows);
  });
});
