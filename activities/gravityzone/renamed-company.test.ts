import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { intent } from '../../db/schema/index.ts';
import { openSteps, type StepMsp } from '../../test/harness/steps.ts';
import { adoptObject } from '../writes/adopt-object.ts';
import { actionContext } from '../action-context.ts';

let steps: Awaited<ReturnType<typeof openSteps>>;
let msp: StepMsp;

beforeAll(async () => {
  steps = await openSteps();
  msp = await steps.msp();
});
afterAll(() => steps.close());

/** A site without an association, and a company that has its name, or the prefix and its name. */
async function namesake(name: string, companyName = name) {
  const siteUid = await msp.site(name);
  const companyId = await msp.company(companyName);
  await msp.readCompanies();
  const { last } = await msp.vendors.log();
  return {
    siteUid,
    companyId,
    effects: () => msp.effects(last),
    renameExisting: (more = {}) =>
      msp.action({
        siteUid,
        verb: 'rename-existing',
        details: {
          siteName: name,
          companyName: name,
          renameCompanyId: companyId,
          renameFrom: name,
          renameTo: `Old ${name}`,
          ...more,
        },
      }),
    renameToSite: () =>
      msp.action({
        siteUid,
        verb: 'rename-to-site',
        details: {
          siteName: name,
          companyId,
          companyName: name,
          renameCompanyId: companyId,
          renameFrom: companyName,
          renameTo: name,
        },
      }),
  };
}

const renaming = () => [
  steps.dattoRmm.checkSite,
  steps.gravityzone.renameCompany,
  steps.gravityzone.ensureCompany,
  steps.gravityzone.ensurePackage,
  steps.dattoRmm.ensureVariable,
];
const lostAnswer = {
  vendor: 'gravityzone',
  operation: 'companies.updateCompanyDetails',
  kind: 'applied-then-timeout',
};

describe('a company in the way', () => {
  test('is renamed with a prefix, and the site gets a new one with the freed name', async () => {
    const scene = await namesake('Way One');
    const id = await scene.renameExisting();
    await msp.carryOut(id, ...renaming());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done', problem: null });
    expect((await msp.companyOf(scene.companyId))?.name).toBe('Old Way One');
    const [made] = await msp.companiesNamed('Way One');
    expect(await msp.association(scene.siteUid)).toMatchObject({ companyId: made?.id });
    expect((await scene.effects()).slice(0, 2)).toEqual([
      'companies.updateCompanyDetails',
      'companies.createCompany',
    ]);
  });

  test('is renamed once, whatever became of the answer', async () => {
    const scene = await namesake('Way Two');
    await msp.vendors.fault(lostAnswer);
    const id = await scene.renameExisting();
    await msp.carryOut(id, ...renaming());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    const renames = (await scene.effects()).filter((one) => one === lostAnswer.operation);
    expect(renames).toHaveLength(1);
  });

  test('is no obstacle where the search by name still has it under the freed name', async () => {
    const scene = await namesake('Way Lagging');
    await msp.vendors.fault({ ...lostAnswer, kind: 'late-visible', delayMs: 60_000 });
    const id = await scene.renameExisting();
    await msp.carryOut(id, ...renaming());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done', problem: null });
    const [made, ...others] = await msp.companiesNamed('Way Lagging');
    expect(others).toEqual([]);
    expect(await msp.association(scene.siteUid)).toMatchObject({ companyId: made?.id });
  });

  test('keeps its name where the new one is taken', async () => {
    const scene = await namesake('Way Three');
    const other = await msp.company('Old Way Three');
    const inSight = await scene.renameExisting();
    expect(await msp.carryOut(inSight, ...renaming())).toBe('problem');
    expect(await msp.actionNow(inSight)).toMatchObject({
      problemCode: 'name-taken',
      problem: expect.stringContaining('nothing was renamed') as string,
    });
    await msp.vendors.change({ do: 'hide', vendor: 'gravityzone', id: other });
    const hidden = await scene.renameExisting();
    expect(await msp.carryOut(hidden, ...renaming())).toBe('problem');
    expect((await msp.actionNow(hidden))?.problemCode).toBe('name-taken');
    expect(await scene.effects()).toEqual([]);
  });

  test('is left where it is another site’s, or the site has one by now', async () => {
    const scene = await namesake('Way Four');
    const otherSite = await msp.site('Other site of Four');
    await msp.associate(otherSite, scene.companyId, { siteName: 'Other site of Four' });
    const taken = await scene.renameExisting();
    expect(await msp.carryOut(taken, ...renaming())).toBe('problem');
    expect(await msp.actionNow(taken)).toMatchObject({
      problemCode: 'changed',
      problem: expect.stringContaining('“Other site of Four”') as string,
    });
    const associated = await namesake('Way Five');
    await msp.associate(associated.siteUid, await msp.company('Own of Five'));
    const late = await associated.renameExisting();
    expect(await msp.carryOut(late, steps.gravityzone.renameCompany)).toBe('problem');
    expect((await msp.actionNow(late))?.problemCode).toBe('already-associated');
    expect([...(await scene.effects()), ...(await associated.effects())]).toEqual([]);
  });

  test('is left where it is a partner or the root company itself', async () => {
    const scene = await namesake('Way Six');
    const partner = await msp.company('Way Six', { type: 0 });
    for (const renameCompanyId of [partner, await msp.rootId()]) {
      const id = await scene.renameExisting({ renameCompanyId });
      expect(await msp.carryOut(id, steps.gravityzone.renameCompany)).toBe('problem');
      expect((await msp.actionNow(id))?.problemCode).toBe('company-not-eligible');
    }
    expect(await scene.effects()).toEqual([]);
  });
});

describe('a company of the prefix and the site’s name', () => {
  test('gets the site’s name and is associated', async () => {
    const scene = await namesake('Pre One', 'New Pre One');
    const id = await scene.renameToSite();
    await msp.carryOut(id, ...renaming());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done', problem: null });
    expect(await msp.association(scene.siteUid)).toMatchObject({
      companyId: scene.companyId,
      companyName: 'Pre One',
      companyCreated: false,
    });
  });

  test('is neither renamed nor associated where it is suspended', async () => {
    const scene = await namesake('Pre Two', 'New Pre Two');
    await msp.vendors.change({ do: 'gravityzone.suspendCompany', companyId: scene.companyId });
    const id = await scene.renameToSite();
    expect(await msp.carryOut(id, ...renaming())).toBe('problem');
    expect((await msp.actionNow(id))?.problemCode).toBe('company-not-eligible');
    expect(await scene.effects()).toEqual([]);
  });

  test('that was renamed otherwise meanwhile is left', async () => {
    const scene = await namesake('Pre Three', 'New Pre Three');
    const { companyId } = scene;
    await msp.vendors.change({ do: 'gravityzone.renameCompany', companyId, name: 'Elsewhere' });
    const id = await scene.renameToSite();
    expect(await msp.carryOut(id, ...renaming())).toBe('problem');
    expect(await msp.actionNow(id)).toMatchObject({
      problemCode: 'changed',
      problem: expect.stringContaining('is named “Elsewhere” by now') as string,
    });
    expect(await scene.effects()).toEqual([]);
  });
});

describe('a rename that only a person can settle', () => {
  test('is adopted where the company bears the name, and only there', async () => {
    const scene = await namesake('Adopt One');
    await msp.vendors.fault(lostAnswer);
    const id = await scene.renameExisting();
    const act = msp.carryOut(id, steps.gravityzone.renameCompany);
    const { companyId } = scene;
    await expect.poll(() => scene.effects(), { interval: 10 }).toHaveLength(1);
    await msp.vendors.change({ do: 'gravityzone.renameCompany', companyId, name: 'Third' });
    expect(await act).toBe('problem');
    expect((await msp.actionNow(id))?.problemCode).toBe('write-unsettled');

    const [write] = await msp.tenant.read((tx) =>
      tx.select().from(intent).where(eq(intent.actionId, id)),
    );
    const mine = await msp.actionNow(id);
    if (!write || !mine) throw new Error('there is no write to settle');
    const execution = { workflowId: 'test', workflowRunId: 'test' };
    const { signal } = new AbortController();
    const context = actionContext(steps.deps, mine, execution, signal);
    await expect(adoptObject(context, write, companyId)).rejects.toThrow(/did not take effect/);
    await msp.vendors.change({
      do: 'gravityzone.renameCompany',
      companyId,
      name: 'Old Adopt One',
    });
    expect(await adoptObject(context, write, companyId)).toBeNull();
    await expect(adoptObject(context, write, '0'.repeat(24))).rejects.toThrow(/was about company/);
  });
});
