import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { event } from '../../db/schema/index.ts';
import { automatic } from '../harness/tenant.ts';
import { created, openScene, type Msp, type Scene } from './scene.ts';

// Most of a run is waiting.
vi.setConfig({ maxConcurrency: 24 });

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await scene.install.startWorker();
});
afterAll(() => scene.close());

/** Managed sites of the small sample that have no company of their name. */
async function withoutCompany(msp: Msp): Promise<string[]> {
  const { dattoRmm, gravityzone } = await msp.state();
  const names = new Set(gravityzone.companies.map(({ name }) => name));
  return dattoRmm.sites
    .filter(({ name, onDemand }) => !onDemand && !names.has(name))
    .map(({ name }) => name)
    .filter((name) => name !== 'Managed' && name !== 'Deleted Devices');
}

describe('synchronization level and event handling', () => {
  let msp: Msp;
  let missing: string[];

  test.each([
    ['monitor-report', 'automatic'],
    ['monitor-report', 'manual'],
    ['monitor-handle', 'automatic'],
    ['monitor-handle', 'manual'],
    ['automatic', 'manual'],
  ] as const)(
    'at level %s with handling %s a run writes nothing and lists sites as to be created',
    async (level, handling) => {
      msp ??= await scene.msp();
      missing ??= await withoutCompany(msp);
      await msp.settings({ level, handling });
      const run = await msp.sync();
      expect(run.row.status).toBe('ok');
      expect(run.effects).toEqual([]);
      expect(await msp.associations()).toEqual([]);
      expect(run.row.counts?.toBeCreated).toBe(missing.length);
    },
  );

  test('at Automatic with Automatic, which take effect at the next run, it associates or creates', async () => {
    await msp.settings(automatic);
    const run = await msp.sync();
    expect(run.row.status).toBe('ok');
    expect(created(run, 'company').toSorted()).toEqual(missing.toSorted());
    expect(run.row.counts?.toBeCreated).toBe(0);
  });

  test('back at a lower level, a complete association is read and left as it is', async () => {
    await msp.settings({ level: 'monitor-handle', handling: 'automatic' });
    await msp.vendors.change({ do: 'datto.createSite', name: 'Pebble Bay Kayaks' });
    const run = await msp.sync();
    expect(run.effects).toEqual([]);
    expect(run.row.counts).toMatchObject({ toBeCreated: 1 });
  });
});

describe.concurrent('prefix settings', () => {
  const prefixed = { ...automatic, prefix: 'New' };

  test('used for creation always: the prefix, one blank, the name', async ({ expect }) => {
    const msp = await scene.msp({
      sites: 3,
      settings: { ...prefixed, prefixForCreation: 'always' },
    });
    const missing = await withoutCompany(msp);
    const run = await msp.sync();
    expect(created(run, 'company').toSorted()).toEqual(
      missing.map((name) => `New ${name}`).toSorted(),
    );
  });

  test('used for creation never: the name alone', async ({ expect }) => {
    const msp = await scene.msp({
      sites: 3,
      settings: { ...prefixed, prefixForCreation: 'never' },
    });
    const missing = await withoutCompany(msp);
    expect(created(await msp.sync(), 'company').toSorted()).toEqual(missing.toSorted());
  });

  test('used only if the name already exists, by an associated company', async ({ expect }) => {
    const msp = await scene.msp({
      sites: 2,
      settings: { ...prefixed, prefixForCreation: 'if-exists' },
    });
    const first = await msp.sync();
    expect(created(first, 'company')).toEqual(['Abbotsford Dairy Ltd']);
    // The name now belongs to another site's company, as after a rename of the site.
    const dairy = await msp.site('Abbotsford Dairy Ltd');
    await msp.vendors.change({
      do: 'datto.renameSite',
      siteUid: dairy.uid,
      name: 'Abbotsford Cheese',
    });
    await msp.vendors.change({ do: 'datto.createSite', name: 'Abbotsford Dairy Ltd' });
    expect(created(await msp.sync(), 'company')).toEqual(['New Abbotsford Dairy Ltd']);
  });

  test('used for association: a company named with the prefix is associated', async ({
    expect,
  }) => {
    const settings = { ...prefixed, prefixForAssociation: true };
    const msp = await scene.msp({ sites: 2, settings });
    await msp.vendors.change({
      do: 'gravityzone.createCompany',
      name: 'New Abbotsford Dairy Ltd',
    });
    const run = await msp.sync();
    expect(created(run, 'company')).toEqual([]);
    const company = await msp.company('New Abbotsford Dairy Ltd');
    expect((await msp.associations()).map(({ companyId }) => companyId)).toContain(company?.id);
  });

  test('not used for association: a company of prefix and name in view is left, and no other is created', async ({
    expect,
  }) => {
    const msp = await scene.msp({ sites: 2, settings: prefixed });
    await msp.vendors.change({
      do: 'gravityzone.createCompany',
      name: 'New Abbotsford Dairy Ltd',
    });
    const run = await msp.sync();
    expect(created(run, 'company')).toEqual([]);
    expect(run.problems.map(({ code }) => code)).toEqual(['prefixed-company-in-view']);
  });

  test('a name over 64 characters with its prefix is never shortened', async ({ expect }) => {
    const msp = await scene.msp({
      sites: 2,
      settings: { ...automatic, prefix: 'P'.repeat(50), prefixForCreation: 'always' },
    });
    const run = await msp.sync();
    expect(created(run, 'company')).toEqual([]);
    const events = await msp.tenant.read((tx) => tx.select().from(event));
    const open = events.filter(({ state }) => state === 'open');
    expect(open.map(({ type }) => type)).toEqual(['destination-creation']);
  });
});
