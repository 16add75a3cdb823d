import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideHold } from '../../db/runs/decide-hold.ts';
import { hold, runRequest } from '../../db/schema/index.ts';
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

const decide = ({ tenant }: Msp, { id }: Hold, choice: 'allow' | 'reject') =>
  decideHold(scene.install.db, tenant.acting, id, choice, 'looked at it');

describe('a run with more than the limit of companies to create or associate', () => {
  let msp: Msp;
  let run: EndedRun;
  let held: Hold;

  /** The newest hold, which is open. */
  async function newest(): Promise<Hold> {
    const [found] = await holds(msp);
    if (!found) throw new Error('nothing was held');
    return found;
  }

  beforeAll(async () => {
    msp = await scene.msp({ sites: 7, settings });
    run = await msp.sync();
    held = await newest();
  });

  test('is Held: 0 effects, and the hold has exactly its items', async () => {
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

  test('a plan says that a run would be held, and leaves the hold open', async () => {
    await msp.sync({ kind: 'plan' });
    expect(await holds(msp)).toEqual([held]);
  });

  test('the next run supersedes an unanswered hold', async () => {
    const again = await msp.sync();
    expect(again.effects).toEqual([]);
    const [next, first] = await holds(msp);
    expect(first).toMatchObject({ id: held.id, state: 'superseded' });
    expect(next).toMatchObject({ runId: again.row.id, state: 'open', items: held.items });
    await expect(decide(msp, held, 'allow')).rejects.toThrow(/is superseded already/);
  });

  test('reject: nothing is done, and no run is asked for', async () => {
    const asked = await msp.tenant.read((tx) => tx.$count(runRequest));
    expect(await decide(msp, await newest(), 'reject')).toEqual({ requestId: null });
    expect(await msp.tenant.read((tx) => tx.$count(runRequest))).toBe(asked);
    expect(await msp.associations()).toEqual([]);
  });

  test('allow is not used up by a run whose listings prove nothing', async () => {
    await msp.sync();
    held = await newest();
    const sites = { vendor: 'dattoRmm', operation: 'GET /v2/account/sites' };
    await msp.vendors.fault({ ...sites, kind: 'empty-list', times: 0 });
    const { requestId } = await decide(msp, held, 'allow');
    const proofless = await msp.ended(await msp.tenant.runOf(requestId ?? ''));
    expect(proofless.row.status).toBe('partial');
    expect(await newest()).toMatchObject({ id: held.id, state: 'allowed' });
    expect(await msp.associations()).toEqual([]);
    await msp.vendors.clearFaults();
  });

  test('allow: the next run carries out exactly these, and holds what came since', async () => {
    const late = ['Anchor Point Divers', 'Birch Hill Kennels', 'Cobnut Press', 'Dell Farm Eggs'];
    for (const name of late) await msp.vendors.change({ do: 'datto.createSite', name });
    const allowed = await msp.sync();
    expect((await msp.associations()).map(({ siteUid }) => siteUid).toSorted()).toEqual(
      held.items.map(({ siteUid }) => siteUid).toSorted(),
    );
    expect(allowed.row.status).toBe('held');
    const [next, used] = await holds(msp);
    expect(used).toMatchObject({ id: held.id, state: 'used' });
    expect(next?.state).toBe('open');
    expect(next?.items).toHaveLength(late.length);
    expect(created(allowed, 'company')).not.toContain(late[0]);
  });

  test('allow covers one run: what is found later is judged anew', async () => {
    const again = await msp.sync();
    expect(again.row.status).toBe('held');
    expect(again.effects).toEqual([]);
    await expect(decide(msp, held, 'allow')).rejects.toThrow(/is used already/);
  });
});

describe('a run with as many as the limit', () => {
  test('is not held', async () => {
    const msp = await scene.msp({ sites: limit, settings });
    const run = await msp.sync();
    expect(run.row.status).toBe('ok');
    expect(await msp.associations()).toHaveLength(limit);
    expect(await holds(msp)).toEqual([]);
  });
});
