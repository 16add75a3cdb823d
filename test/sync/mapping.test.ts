import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { exclusion } from '../../db/schema/index.ts';
import { automatic } from '../harness/tenant.ts';
import { mappingSteps, rowOf } from './mapping-steps.ts';
import { created, linksOf, openScene, type Msp, type Scene } from './scene.ts';

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

const manual = { level: 'automatic', handling: 'manual' };

/** An MSP whose inventories were read, and nothing written. */
async function openRead(sites = 7): Promise<Msp> {
  const msp = await scene.msp({ sites, settings: manual });
  await msp.sync();
  return msp;
}

const idOf = async (msp: Msp, company: string) => (await msp.company(company))?.id ?? '';

describe.concurrent('a saved mapping', () => {
  test('associates an existing company, creates new ones, excludes and includes; one bad row never stops the others', async ({
    expect,
  }) => {
    const msp = await openRead();
    const { last } = await msp.vendors.log();
    const gable = await idOf(msp, 'Gable & Finch Surveyors');
    const mapping = await steps.map(msp, [
      { site: 'Beacon Street Pharmacy', choice: { do: 'company', companyId: 'f'.repeat(24) } },
      { site: 'Hartley & Co Solicitors LLP', choice: { do: 'company', companyId: gable } },
      { site: 'Abbotsford Dairy Ltd', choice: { do: 'new' } },
      { site: 'DCS Electrical Contractors', choice: { do: 'new', name: 'Abbotsford Annexe' } },
      { site: 'Internal Lab', choice: { do: 'exclude' } },
      { site: 'Managed', choice: { do: 'include' } },
      { site: 'Home Users', choice: { do: 'new' } },
    ]);
    expect(mapping.rows.map(({ siteName, state }) => [siteName, state])).toEqual([
      ['Beacon Street Pharmacy', null],
      ['Hartley & Co Solicitors LLP', 'done'],
      ['Abbotsford Dairy Ltd', 'done'],
      ['DCS Electrical Contractors', 'done'],
      ['Internal Lab', 'done'],
      ['Managed', 'done'],
      ['Home Users', null],
    ]);
    const names = (await msp.log(last)).flatMap(({ effect }) =>
      effect?.kind === 'company' ? [effect.name] : [],
    );
    expect(names.toSorted()).toEqual(['Abbotsford Annexe', 'Abbotsford Dairy Ltd']);
    const hartley = await msp.site('Hartley & Co Solicitors LLP');
    const rows = await msp.associations();
    expect(rows.find(({ siteUid }) => siteUid === hartley.uid)).toMatchObject({
      companyId: gable,
      expectedParentId: await idOf(msp, 'Northgate IT Services Ltd'),
      companyCreated: false,
      state: 'complete',
    });
    expect(linksOf(hartley)).toHaveLength(1);
    const exclusions = await msp.tenant.read((tx) => tx.select().from(exclusion));
    expect(new Set(exclusions.map((row) => row.excluded))).toEqual(new Set([false, true]));
  });

  test('associating clears an exclusion', async ({ expect }) => {
    const msp = await openRead();
    await steps.map(msp, [{ site: 'Internal Lab', choice: { do: 'exclude' } }]);
    await steps.map(msp, [{ site: 'Internal Lab', choice: { do: 'new' } }]);
    expect(await msp.tenant.read((tx) => tx.select().from(exclusion))).toEqual([]);
  });

  test('deleting an association deletes the variable that still holds the value written; company and package stay', async ({
    expect,
  }) => {
    const msp = await openRead();
    await steps.map(msp, [{ site: 'Abbotsford Dairy Ltd', choice: { do: 'new' } }]);
    expect(linksOf(await msp.site('Abbotsford Dairy Ltd'))).toHaveLength(1);
    const mapping = await steps.map(msp, [
      { site: 'Abbotsford Dairy Ltd', choice: { do: 'remove' } },
    ]);
    expect(rowOf(mapping, 'Abbotsford Dairy Ltd').lines.join(' ')).toMatch(
      /next run would associate the site again.*exclude it/,
    );
    expect(await msp.associations()).toEqual([]);
    expect(linksOf(await msp.site('Abbotsford Dairy Ltd'))).toEqual([]);
    const companyId = await idOf(msp, 'Abbotsford Dairy Ltd');
    const { packages } = (await msp.state()).gravityzone;
    expect(packages.filter((one) => one.companyId === companyId)).toHaveLength(1);
    await msp.settings(automatic);
    await msp.sync();
    expect((await msp.associations()).map((row) => row.companyId)).toContain(companyId);
  });

  test('deleting an association leaves a variable that holds another value by now', async ({
    expect,
  }) => {
    const msp = await openRead();
    await steps.map(msp, [{ site: 'Abbotsford Dairy Ltd', choice: { do: 'new' } }]);
    const { uid: siteUid } = await msp.site('Abbotsford Dairy Ltd');
    const name = 'GravityZonePackageLink';
    await msp.vendors.change({ do: 'datto.setVariable', siteUid, name, value: 'theirs' });
    await steps.map(msp, [{ site: 'Abbotsford Dairy Ltd', choice: { do: 'remove' } }]);
    expect(await msp.associations()).toEqual([]);
    expect(linksOf(await msp.site('Abbotsford Dairy Ltd'))).toEqual(['theirs']);
  });

  test('deleting an association with exclude: no run associates the site again', async ({
    expect,
  }) => {
    const msp = await openRead(2);
    await steps.map(msp, [{ site: 'Abbotsford Dairy Ltd', choice: { do: 'new' } }]);
    await steps.map(msp, [
      { site: 'Abbotsford Dairy Ltd', choice: { do: 'remove', thenExclude: true } },
    ]);
    await msp.settings(automatic);
    await msp.sync();
    const { uid } = await msp.site('Abbotsford Dairy Ltd');
    expect((await msp.associations()).map(({ siteUid }) => siteUid)).not.toContain(uid);
  });

  test('deleting the association of a site that is gone needs only the record', async ({
    expect,
  }) => {
    const msp = await openRead();
    await steps.map(msp, [{ site: 'Abbotsford Dairy Ltd', choice: { do: 'new' } }]);
    const { uid } = await msp.site('Abbotsford Dairy Ltd');
    await msp.vendors.change({ do: 'datto.deleteSite', siteUid: uid });
    await steps.map(msp, [{ site: uid, choice: { do: 'remove' } }]);
    expect(await msp.associations()).toEqual([]);
    expect(await msp.company('Abbotsford Dairy Ltd')).toBeDefined();
  });

  test('is one task, however often it is confirmed', async ({ expect }) => {
    const msp = await openRead();
    const { last } = await msp.vendors.log();
    const id = await steps.stage(msp, [{ site: 'Abbotsford Dairy Ltd', choice: { do: 'new' } }]);
    await Promise.all([steps.confirm(msp, id), steps.confirm(msp, id), steps.confirm(msp, id)]);
    await steps.ended(msp, id);
    await steps.confirm(msp, id);
    const effects = (await msp.log(last)).flatMap(({ effect }) => (effect ? [effect.kind] : []));
    expect(effects).toEqual(['company', 'package', 'variable']);
  });
});

describe.concurrent('a decision is checked against fresh facts before anything is written', () => {
  test('what changed since it was shown refuses the confirmation, and is told', async ({
    expect,
  }) => {
    const msp = await openRead();
    const companyId = await idOf(msp, 'Old Mill Antiques');
    const rows = [{ site: 'Abbotsford Dairy Ltd', choice: { do: 'company', companyId } as const }];
    const id = await steps.stage(msp, rows);
    await msp.vendors.change({ do: 'gravityzone.renameCompany', companyId, name: 'New Mill Ltd' });
    await msp.sync();
    await expect(steps.confirm(msp, id)).rejects.toThrow(/has changed since.*New Mill Ltd/);
    expect((await steps.read(msp, id)).state).toBe('staged');
    expect(await msp.associations()).toEqual([]);
  });

  test('each row that no longer fits ends with a sentence; the others are done', async ({
    expect,
  }) => {
    const msp = await openRead(12);
    const mill = await idOf(msp, 'Old Mill Antiques');
    const gable = await idOf(msp, 'Gable & Finch Surveyors');
    const id = await steps.stage(msp, [
      { site: 'Hartley & Co Solicitors LLP', choice: { do: 'company', companyId: mill } },
      { site: 'Abbotsford Dairy Ltd', choice: { do: 'company', companyId: gable } },
      { site: 'Beacon Street Pharmacy', choice: { do: 'new' } },
      { site: 'DCS Electrical Contractors', choice: { do: 'new' } },
      { site: 'Fernhill Care Homes Ltd', choice: { do: 'new' } },
      { site: 'Zephyr Sailmakers', choice: { do: 'new' } },
    ]);
    const site = async (name: string) => ({ siteUid: (await msp.site(name)).uid });
    for (const change of [
      { do: 'gravityzone.suspendCompany', companyId: mill },
      { do: 'gravityzone.deleteCompany', companyId: gable },
      { do: 'gravityzone.createCompany', name: 'beacon street pharmacy' },
      { do: 'datto.deleteSite', ...(await site('DCS Electrical Contractors')) },
      {
        do: 'datto.setOnDemand',
        ...(await site('Fernhill Care Homes Ltd')),
        onDemand: true,
      },
    ]) {
      await msp.vendors.change(change);
    }
    const { last } = await msp.vendors.log();
    await steps.confirm(msp, id);
    const mapping = await steps.ended(msp, id);
    const problem = (name: string) => rowOf(mapping, name).problem;
    expect(problem('Hartley & Co Solicitors LLP')).toMatch(/“Old Mill Antiques” is suspended/);
    expect(problem('Abbotsford Dairy Ltd')).toMatch(/GravityZone.*not there/);
    expect(problem('Beacon Street Pharmacy')).toMatch(/is there now; nothing was created/);
    expect(problem('DCS Electrical Contractors')).toMatch(/no longer in Datto RMM/);
    expect(problem('Fernhill Care Homes Ltd')).toMatch(/is an OnDemand site now/);
    expect(rowOf(mapping, 'Zephyr Sailmakers').state).toBe('done');
    expect(created({ effects: await effectsSince(msp, last) }, 'company')).toEqual([
      'Zephyr Sailmakers',
    ]);
  });
});

async function effectsSince(msp: Msp, last: number) {
  const entries = await msp.log(last);
  return entries.flatMap(({ operation, effect }) => (effect ? [{ operation, ...effect }] : []));
}
