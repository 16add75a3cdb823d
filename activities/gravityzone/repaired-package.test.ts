import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { openSteps, type StepMsp } from '../../test/harness/steps.ts';

let steps: Awaited<ReturnType<typeof openSteps>>;
let msp: StepMsp;

beforeAll(async () => {
  steps = await openSteps();
  msp = await steps.msp();
});
afterAll(() => steps.close());

/** A site with everything that an association has, made by Sitesync. */
async function complete(name: string) {
  const siteUid = await msp.site(name);
  const details = { siteName: name, companyName: name };
  const create = await msp.action({ siteUid, verb: 'create', details, eventId: null });
  const { gravityzone, dattoRmm } = steps;
  const { ensureCompany, ensurePackage } = gravityzone;
  await msp.carryOut(create, ensureCompany, ensurePackage, dattoRmm.ensureVariable);
  const row = await msp.association(siteUid);
  if (row?.state !== 'complete') throw new Error('the association was not completed');
  const { last } = await msp.vendors.log();
  return {
    siteUid,
    row,
    effects: () => msp.effects(last),
    calls: async () => (await msp.vendors.log(last)).entries.map(({ operation }) => operation),
    async repair(more = {}) {
      const wish = { siteUid, verb: 'repair' as const, eventId: null };
      const id = await msp.action({ ...wish, details: { siteName: name, ...more } });
      const { repairPackage } = gravityzone;
      await msp.carryOut(id, dattoRmm.checkSite, repairPackage, dattoRmm.ensureVariable);
      return msp.actionNow(id);
    },
  };
}

const setVariable = (siteUid: string, value: string) =>
  msp.vendors.change({ do: 'datto.setVariable', siteUid, name: packageLinkVariable, value });

describe('a repair', () => {
  test('of what is in order writes nothing', async () => {
    const scene = await complete('Repair One');
    expect(await scene.repair()).toMatchObject({ state: 'done' });
    expect(await scene.effects()).toEqual([]);
    expect(await msp.association(scene.siteUid)).toEqual(scene.row);
  });

  test('adopts the package under the name that it has by now', async () => {
    const scene = await complete('Repair Two');
    const { packageId } = scene.row;
    const rename = { do: 'gravityzone.renamePackage', packageId, name: 'Workstations Two' };
    await msp.vendors.change(rename);
    expect(await scene.repair()).toMatchObject({ state: 'done', problem: null });
    expect(await scene.effects()).toEqual([]);
    expect(await msp.association(scene.siteUid)).toMatchObject({
      packageId,
      packageName: 'Workstations Two',
      state: 'complete',
    });
  });

  test('makes a package that is gone anew and writes its link over the one before', async () => {
    const scene = await complete('Repair Three');
    const { packageId, packageName, installLink } = scene.row;
    await msp.vendors.change({ do: 'gravityzone.deletePackage', packageId });
    expect(await scene.repair()).toMatchObject({ state: 'done', problem: null });
    const row = await msp.association(scene.siteUid);
    expect(row).toMatchObject({ packageName, state: 'complete' });
    expect(row?.packageId).not.toBe(packageId);
    expect(row?.installLink).not.toBe(installLink);
    expect(await msp.variables(scene.siteUid)).toEqual([row?.installLink]);
    expect(await scene.effects()).toEqual([
      'packages.createPackage',
      'POST /v2/site/{siteUid}/variable/{variableId}',
    ]);
    expect(await scene.calls()).not.toContain('packages.updatePackage');
  });

  test('sets a variable that is missing', async () => {
    const scene = await complete('Repair Four');
    const { siteUid } = scene;
    const name = packageLinkVariable;
    await msp.vendors.change({ do: 'datto.deleteVariable', siteUid, name });
    expect(await scene.repair()).toMatchObject({ state: 'done', problem: null });
    expect(await msp.variables(scene.siteUid)).toEqual([scene.row.installLink]);
  });

  test('replaces a value that somebody else wrote only by a person’s word', async () => {
    const scene = await complete('Repair Five');
    await setVariable(scene.siteUid, 'theirs');
    expect(await scene.repair()).toMatchObject({ problemCode: 'variable-taken' });
    expect(await msp.variables(scene.siteUid)).toEqual(['theirs']);
    expect(await scene.repair({ replaceVariable: true })).toMatchObject({ state: 'done' });
    expect(await msp.variables(scene.siteUid)).toEqual([scene.row.installLink]);
  });

  test('of a company that is gone points to its event', async () => {
    const scene = await complete('Repair Six');
    const { companyId } = scene.row;
    await msp.vendors.change({ do: 'gravityzone.deleteCompany', companyId });
    expect(await scene.repair()).toMatchObject({
      problemCode: 'company-gone',
      problem: expect.stringContaining('resolve the event “Destination deleted”') as string,
    });
    expect(await scene.effects()).toEqual([]);
  });
});
