import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test, vi, type ExpectStatic } from 'vitest';
import { asInstall } from '../../db/connect.ts';
import { install as installTable, plan } from '../../db/schema/index.ts';
import { stopTenant, type TenantStop } from '../../db/tenants/stop-tenant.ts';
import type { LogEntry } from '../../sandbox/index.ts';
import { mappingSteps } from './mapping-steps.ts';
import { created, openScene, type Msp, type Scene } from './scene.ts';

// Most of a run is waiting.
vi.setConfig({ maxConcurrency: 24 });

let scene: Scene;
let steps: ReturnType<typeof mappingSteps>;

beforeAll(async () => {
  scene = await openScene();
  steps = mappingSteps(scene);
  await scene.install.startWorker();
});
afterAll(() => scene.close());

const stop = ({ tenant }: Msp, what: TenantStop, on = true) =>
  stopTenant(scene.install.db, tenant.acting, what, on);

const isWrite = ({ operation }: LogEntry) =>
  /create(Company|Package)$/.test(operation) || /^(PUT|POST|DELETE) \/v2\//.test(operation);

/** The last moment at which a write may arrive: 5 s after a freeze. */
const graceMs = 5_000;

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}
const writesOf = async (msp: Msp) => (await msp.log()).filter(isWrite);

/** Stops writes once some have arrived, waits past the grace, and lets them go on. */
async function stopInMidRun(msp: Msp, what: TenantStop): Promise<{ from: number; to: number }> {
  await until(async () => (await writesOf(msp)).length >= 3);
  await stop(msp, what);
  const from = Date.now() + graceMs;
  // Nothing can be awaited here: that nothing comes is what is looked for.
  await sleep(graceMs + 2_000);
  const to = Date.now();
  await stop(msp, what, false);
  return { from, to };
}

async function expectNoneBetween(
  expect: ExpectStatic,
  msp: Msp,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const late = (await writesOf(msp)).filter(({ arrivedAt }) => {
    const atMs = Date.parse(arrivedAt);
    return atMs > from && atMs < to;
  });
  expect(late).toEqual([]);
}

describe.concurrent('pause and freeze', () => {
  test('a paused tenant’s run reads and writes nothing, and says so; after resuming it goes on', async ({
    expect,
  }) => {
    const msp = await scene.msp({ sites: 3 });
    await stop(msp, 'pause');
    const paused = await msp.sync();
    expect(paused.row.status).toBe('paused');
    expect(paused.row.notes.join(' ')).toMatch(/^Paused since/);
    expect(paused.calls).toEqual([]);
    await stop(msp, 'pause', false);
    expect(created(await msp.sync(), 'company')).not.toEqual([]);
  });

  test('under a freeze reads go on: a run plans, and writes nothing', async ({ expect }) => {
    const msp = await scene.msp({ sites: 3 });
    await stop(msp, 'freeze');
    const frozen = await msp.sync();
    expect(frozen.effects).toEqual([]);
    expect(frozen.calls.map(({ operation }) => operation)).toContain('GET /v2/account/sites');
    const [made] = await msp.tenant.read((tx) => tx.select().from(plan));
    expect(made?.summary?.notes.join(' ')).toMatch(/Writes are frozen since/);
    expect(made?.summary?.items).toMatchObject({ 'create-company': 2 });
    await stop(msp, 'freeze', false);
    expect(created(await msp.sync(), 'company')).toHaveLength(2);
  });

  test.for(['freeze', 'pause'] as const)(
    'no write arrives later than 5 s after a %s in mid-run, and the run goes on afterwards',
    { timeout: 120_000 },
    async (what, { expect }) => {
      const msp = await scene.msp({ sites: 40 });
      const running = msp.sync();
      const window = await stopInMidRun(msp, what);
      const run = await running;
      await expectNoneBetween(expect, msp, window);
      expect(run.row.status).toBe('ok');
      const made = created(run, 'company');
      expect(new Set(made).size).toBe(made.length);
      expect(created(run, 'package')).toHaveLength((await msp.associations()).length);
      expect(created(run, 'variable')).toHaveLength((await msp.associations()).length);
    },
  );

  test(
    'a decision is taken under a freeze, waits, and goes on after it',
    { timeout: 120_000 },
    async ({ expect }) => {
      const msp = await scene.msp({
        sites: 3,
        settings: { level: 'automatic', handling: 'manual' },
      });
      await msp.sync();
      await stop(msp, 'freeze');
      const id = await steps.stage(msp, [{ site: 'Abbotsford Dairy Ltd', choice: { do: 'new' } }]);
      await steps.confirm(msp, id);
      const waiting = await steps.until(msp, id, ({ rows }) => rows[0]?.problem !== null);
      expect(waiting.rows[0]?.problem).toMatch(/Writes are stopped/);
      expect(await writesOf(msp)).toEqual([]);
      await stop(msp, 'freeze', false);
      const ended = await steps.ended(msp, id);
      expect(ended.rows[0]?.state).toBe('done');
    },
  );
});

describe('a freeze of the whole install', () => {
  test('stops the writes of every tenant, until it is taken back', async ({ expect }) => {
    const freeze = (frozenAt: Date | null) =>
      asInstall(scene.install.db, (tx) => tx.update(installTable).set({ frozenAt }));
    const msps = await Promise.all([scene.msp({ sites: 3 }), scene.msp({ sites: 3 })]);
    await freeze(new Date());
    for (const run of await Promise.all(msps.map((msp) => msp.sync()))) {
      expect(run.effects).toEqual([]);
      expect(run.calls).not.toEqual([]);
    }
    await freeze(null);
    for (const run of await Promise.all(msps.map((msp) => msp.sync()))) {
      expect(created(run, 'company')).not.toEqual([]);
    }
  });
});
