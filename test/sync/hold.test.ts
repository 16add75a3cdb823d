import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { decideHold } from '../../db/runs/decide-hold.ts';
import { hold, run as runTable, runRequest } from '../../db/schema/index.ts';
import { created, openScene, type EndedRun, type Msp, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await scene.install.startWorker();
});
afterAll(() => scene.close());

const limit = 3;
const settings = {
  level: 'automatic',
  handling: 'automatic',
  holdCreations: { min: limit, percent: 0 },
};

type Hold = typeof hold.$inferSelect;

function holds({ tenant }: Msp): Promise<Hold[]> {
  return tenant.read((tx) => tx.select().from(hold).orderBy(desc(hold.createdAt)));
}

/** An MSP whose first run was held, with its hold. */
async function openHeld(): Promise<{ msp: Msp; run: EndedRun; held: Hold }> {
  const msp = await scene.msp({ sites: 7, settings });
  const run = await msp.sync();
  const [held] = await holds(msp);
  if (!held) throw new Error('nothing was held');
  return { msp, run, held };
}

const decide = ({ tenant }: Msp, { id }: Hold, choice: 'allow' | 'reject') =>
  decideHold(scene.install.db, tenant.acting, id, choice, 'looked at it');

describe.concurrent('a run with more than the limit of companies to create or associate', () => {
  test('is Held: 0 effects, and the hold has exactly its items', async ({ expect }) => {
    const { msp, run, held } = await openHeld();
    expect(run.row.status).toBe('held');
    expect(run.effects).toEqual([]);
    expect(run.row.notes).toEqual([held.sentence]);
    expect(held.sentence).toMatch(/more than 3 .* wait for a person/);
    expect(held.state).toBe('open');
    const managed = (await msp.state()).dattoRmm.sites.filter(
      ({ name, onDemand }) => !onDemand && name !== 'Managed' && name !== 'Deleted Devices',
    );
    expect(held.items.map(({ siteUid }) => siteUid).toSorted()).toEqual(
      managed.map(({ uid }) => uid).toSorted(),
    );
  });

  test('allow: the next run carries out exactly these, and holds what came since', async ({
    expect,
  }) => {
    const { msp, held } = await openHeld();
    const late = ['Anchor Point Divers', 'Birch Hill Kennels', 'Cobnut Press', 'Dell Farm Eggs'];
    for (const name of late) await msp.vendors.change({ do: 'datto.createSite', name });
    const { requestId } = await decide(msp, held, 'allow');
    const run = await msp.ended(await msp.tenant.runOf(requestId ?? ''));
    expect((await msp.associations()).map(({ siteUid }) => siteUid).toSorted()).toEqual(
      held.items.map(({ siteUid }) => siteUid).toSorted(),
    );
    expect(run.row.status).toBe('held');
    const [next, first] = await holds(msp);
    expect(first?.state).toBe('used');
    expect(next?.state).toBe('open');
    expect(next?.items).toHaveLength(late.length);
    expect(created(run, 'company')).not.toContain(late[0]);
  });

  test('allow covers that run once: what is planned later is judged anew', async ({ expect }) => {
    const { msp, held } = await openHeld();
    const { requestId } = await decide(msp, held, 'allow');
    expect((await msp.tenant.runOf(requestId ?? '')).status).toBe('ok');
    expect((await msp.sync()).effects).toEqual([]);
    expect((await holds(msp)).map(({ state }) => state)).toEqual(['used']);
    await expect(decide(msp, held, 'allow')).rejects.toThrow(/is used already/);
  });

  test('allow is not used up by a run whose listings prove nothing', async ({ expect }) => {
    const { msp, held } = await openHeld();
    const sites = { vendor: 'dattoRmm', operation: 'GET /v2/account/sites' };
    await msp.vendors.fault({ ...sites, kind: 'empty-list', times: 0 });
    const { requestId } = await decide(msp, held, 'allow');
    const proofless = await msp.ended(await msp.tenant.runOf(requestId ?? ''));
    expect(proofless.effects).toEqual([]);
    await msp.vendors.clearFaults();
    const run = await msp.sync();
    expect(run.row.status).toBe('ok');
    expect(await msp.associations()).toHaveLength(held.items.length);
  });

  test('reject: nothing is done, and no run is asked for', async ({ expect }) => {
    const { msp, held } = await openHeld();
    expect(await decide(msp, held, 'reject')).toEqual({ requestId: null });
    expect(await msp.tenant.read((tx) => tx.$count(runRequest))).toBe(1);
    expect(await msp.associations()).toEqual([]);
  });

  test('the next run supersedes an unanswered hold', async ({ expect }) => {
    const { msp, held } = await openHeld();
    const again = await msp.sync();
    expect(again.effects).toEqual([]);
    const [next, first] = await holds(msp);
    expect(first).toMatchObject({ id: held.id, state: 'superseded' });
    expect(next).toMatchObject({ runId: again.row.id, state: 'open', items: held.items });
    await expect(decide(msp, held, 'allow')).rejects.toThrow(/is superseded already/);
  });

  test('a plan says that a run would be held, and leaves the hold open', async ({ expect }) => {
    const { msp, held } = await openHeld();
    await msp.sync({ kind: 'plan' });
    expect((await holds(msp)).map(({ id, state }) => ({ id, state }))).toEqual([
      { id: held.id, state: 'open' },
    ]);
  });

  test('at the limit itself nothing is held', async ({ expect }) => {
    const msp = await scene.msp({ sites: limit, settings });
    const run = await msp.sync();
    expect(run.row.status).toBe('ok');
    expect(await msp.associations()).toHaveLength(limit);
    const rows = await msp.tenant.read((tx) =>
      tx.select().from(runTable).where(eq(runTable.status, 'held')),
    );
    expect(rows).toEqual([]);
  });
});
