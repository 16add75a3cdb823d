import { setTimeout as sleep } from 'node:timers/promises';
import { desc, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestRun } from '../../db/runs/request-run.ts';
import { action, run, runRequest } from '../../db/schema/index.ts';
import { triggerRun } from '../../temporal-config/schedules.ts';
import { openScene, type Msp, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await Promise.all([scene.install.startWorker(), scene.install.startWorker()]);
});
afterAll(() => scene.close());

/** What every run asks for once. */
const listings = [
  'GET /v2/account',
  'GET /v2/account/sites',
  'network.getNetworkInventoryItems',
  'packages.getInstallationLinks',
];
const settings = { level: 'automatic', handling: 'manual' };
const companies = { vendor: 'gravityzone', operation: 'network.getNetworkInventoryItems' };

const ask = ({ tenant }: Msp) => requestRun(scene.install.db, tenant.acting, { kind: 'sync' });
const runs = ({ tenant }: Msp) =>
  tenant.read((tx) => tx.select().from(run).orderBy(desc(run.startedAt)));

async function untilListing(msp: Msp): Promise<void> {
  const isListing = async () =>
    (await msp.log()).some(({ operation }) => operation === companies.operation);
  while (!(await isListing())) await sleep(20);
}

/** Listing calls come in blocks of one run each: no run begins before the one before has read. */
async function expectOneAtATime(msp: Msp): Promise<void> {
  const calls = (await msp.log()).map(({ operation }) => operation);
  const listed = calls.filter((operation) => listings.includes(operation));
  const ended = await runs(msp);
  expect(listed).toHaveLength(listings.length * ended.length);
  for (let start = 0; start < listed.length; start += listings.length) {
    const block = listed.slice(start, start + listings.length);
    expect(block.toSorted()).toEqual(listings.toSorted());
  }
  for (const [index, later] of ended.slice(0, -1).entries()) {
    const earlier = ended[index + 1];
    expect(later.startedAt.getTime()).toBeGreaterThanOrEqual(earlier?.finishedAt?.getTime() ?? NaN);
  }
}

describe('with two workers, one run of a tenant at a time', () => {
  test('two sync requests at once are both answered', async () => {
    const msp = await scene.msp({ sites: 3, settings });
    const requests = await Promise.all([ask(msp), ask(msp)]);
    const answers = await Promise.all(requests.map((id) => msp.tenant.runOf(id)));
    expect(answers.map(({ status }) => status)).toEqual(['ok', 'ok']);
    await expectOneAtATime(msp);
  });

  test('a sync during a run that the schedule started waits for it, and is answered by the next', async () => {
    const msp = await scene.msp({ sites: 3, settings });
    await msp.vendors.fault({ ...companies, kind: 'slow', delayMs: 1_000, times: 0 });
    // Asked for once, so that the schedule is there; the request is then the schedule's own start.
    const first = await ask(msp);
    await untilListing(msp);
    const during = await Promise.all([ask(msp), ask(msp), ask(msp)]);
    await triggerRun(scene.install.temporal, msp.tenant.id);
    const firstRun = await msp.tenant.runOf(first);
    const answers = await Promise.all(during.map((id) => msp.tenant.runOf(id)));
    expect(answers.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
    for (const answer of answers) expect(answer.id).not.toBe(firstRun.id);
    await expectOneAtATime(msp);
  });

  test('runs of different tenants go side by side', async () => {
    const slow = await scene.msp({ sites: 3, settings });
    const quick = await scene.msp({ sites: 3, settings });
    await slow.vendors.fault({ ...companies, kind: 'slow', delayMs: 10_000 });
    const waiting = slow.sync();
    await untilListing(slow);
    await quick.sync();
    const [row] = await runs(slow);
    expect(row?.status).toBe('running');
    expect((await waiting).row.status).toBe('ok');
  });

  test('a run that was ended from outside leaves its request to the next', async () => {
    const msp = await scene.msp({ sites: 3, settings });
    await msp.vendors.fault({ ...companies, kind: 'slow', delayMs: 20_000 });
    const lost = await ask(msp);
    await untilListing(msp);
    const [row] = await runs(msp);
    await scene.install.temporal.workflow.getHandle(row?.workflowId ?? '').terminate('by a test');
    const answered = await msp.sync();
    expect((await msp.tenant.runOf(lost)).id).toBe(answered.row.id);
    expect(answered.row.status).toBe('ok');
    const ended = await runs(msp);
    expect(ended.find(({ id }) => id === row?.id)).toMatchObject({ status: 'failed' });
    const open = await msp.tenant.read((tx) => tx.$count(run, eq(run.status, 'running')));
    expect(open).toBe(0);
  });

  test('a cancelled run ends, says so, and answers its request', async () => {
    const msp = await scene.msp({ sites: 3 });
    await msp.vendors.fault({ ...companies, kind: 'slow', delayMs: 20_000 });
    const asked = await ask(msp);
    await untilListing(msp);
    const [row] = await runs(msp);
    await scene.install.temporal.workflow.getHandle(row?.workflowId ?? '').cancel();
    const ended = await msp.tenant.runOf(asked);
    expect(ended).toMatchObject({ status: 'failed', notes: ['The run was cancelled.'] });
    const [request] = await msp.tenant.read((tx) =>
      tx.select().from(runRequest).where(eq(runRequest.id, asked)),
    );
    expect(request?.state).toBe('answered');
    expect((await msp.sync()).row.status).toBe('ok');
  });

  test('what a run ended from outside had not begun waits for nobody after the next run', async () => {
    const msp = await scene.msp({ sites: 40 });
    const create = { vendor: 'gravityzone', operation: 'companies.createCompany' };
    await msp.vendors.fault({ ...create, kind: 'slow', delayMs: 1_000, times: 0 });
    const asked = await ask(msp);
    const isCreating = async () =>
      (await msp.log()).some(({ operation }) => operation === create.operation);
    while (!(await isCreating())) await sleep(20);
    const [row] = await runs(msp);
    await scene.install.temporal.workflow.getHandle(row?.workflowId ?? '').cancel();
    await msp.tenant.runOf(asked);
    await msp.vendors.clearFaults();
    const next = await msp.sync();
    expect(next.row.status).toBe('ok');
    const left = await msp.tenant.read((tx) =>
      tx.$count(action, inArray(action.state, ['waiting', 'working'])),
    );
    expect(left).toBe(0);
  });

  test('a kit that is never built is waited for, told, and made once', async () => {
    const msp = await scene.msp({ sites: 2 });
    await msp.vendors.switches({ 'gravityzone.kitBuild': 'never' });
    await ask(msp);
    const waiting = () => msp.tenant.read((tx) => tx.select().from(action));
    const isTold = async () => {
      const actions = await waiting();
      return (
        actions.length === 2 && actions.every(({ problem }) => problem?.includes('being built'))
      );
    };
    while (!(await isTold())) await sleep(50);
    expect((await waiting()).map(({ state }) => state)).toEqual(['working', 'working']);
    expect((await msp.associations()).map(({ state }) => state)).toEqual([
      'completing',
      'completing',
    ]);
    const made = (await msp.log()).filter(({ effect }) => effect?.kind === 'package');
    expect(made).toHaveLength(2);
  });
});
