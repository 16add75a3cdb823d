import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../db/schema/index.ts';
import { openSteps, type StepMsp } from '../../test/harness/steps.ts';

let steps: Awaited<ReturnType<typeof openSteps>>;
let msp: StepMsp;

beforeAll(async () => {
  steps = await openSteps();
  msp = await steps.msp();
});
afterAll(() => steps.close());

/** A site whose company stood under the root and now stands under another partner. */
async function moved(name: string) {
  const rootId = await msp.rootId();
  const partnerId = await msp.company(`${name} Partners`, { type: 0 });
  const companyId = await msp.company(name, { parentId: partnerId });
  const siteUid = await msp.site(name);
  await msp.associate(siteUid, companyId, { siteName: name, companyName: name });
  const details = {
    siteName: name,
    companyId,
    companyName: name,
    movedFromId: partnerId,
    moveToId: rootId,
  };
  const { last } = await msp.vendors.log();
  return {
    rootId,
    partnerId,
    companyId,
    siteUid,
    effects: () => msp.effects(last),
    act: (more = {}) => msp.action({ siteUid, verb: 'move', details, ...more }),
  };
}

const moveBacks = (siteUid: string) =>
  msp.tenant.read((tx) =>
    tx
      .select()
      .from(audit)
      .where(and(eq(audit.subject, `site/${siteUid}`), eq(audit.verb, 'association.move-back'))),
  );

describe('a company that was moved', () => {
  test('is moved back, which ends the action; its expected parent stays', async () => {
    const scene = await moved('Move One');
    const id = await scene.act();
    expect(await msp.carryOut(id, steps.gravityzone.moveCompany)).toBe('working');
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    expect((await msp.companyOf(scene.companyId))?.parentId).toBe(scene.rootId);
    expect((await msp.association(scene.siteUid))?.expectedParentId).toBe(scene.rootId);
    const [entry] = await moveBacks(scene.siteUid);
    expect(entry).toMatchObject({
      before: { parentId: scene.partnerId },
      after: { parentId: scene.rootId },
    });
  });

  test('is moved once, whatever became of the answer', async () => {
    const scene = await moved('Move Two');
    await msp.vendors.fault({
      vendor: 'gravityzone',
      operation: 'network.moveCompanyOrCompanyFolder',
      kind: 'applied-then-timeout',
    });
    const id = await scene.act();
    await msp.carryOut(id, steps.gravityzone.moveCompany);
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    expect(await scene.effects()).toEqual(['network.moveCompanyOrCompanyFolder']);
    expect(await moveBacks(scene.siteUid)).toHaveLength(1);
  });

  // Until then an answered write may be unseen no less than one whose answer was lost.
  test.each([
    ['soon after its answer', 350],
    ['as late as a lost answer is waited for', 1_500],
  ])('is not moved again while the move just done is to be seen only %s', async (when, delayMs) => {
    const scene = await moved(`Move Unseen ${when}`);
    await msp.vendors.fault({
      vendor: 'gravityzone',
      operation: 'network.moveCompanyOrCompanyFolder',
      kind: 'late-visible',
      delayMs,
    });
    await msp.carryOut(await scene.act(), steps.gravityzone.moveCompany);
    const next = await scene.act();
    await msp.carryOut(next, steps.gravityzone.moveCompany);
    expect(await msp.actionNow(next)).toMatchObject({ state: 'done' });
    expect(await scene.effects()).toEqual(['network.moveCompanyOrCompanyFolder']);
  });

  test('is moved back again when it was moved away again two months later', async () => {
    const scene = await moved('Move Twice');
    const first = await scene.act();
    await msp.carryOut(first, steps.gravityzone.moveCompany);
    await msp.putBack(first, '2 months');
    const { companyId, partnerId } = scene;
    await msp.vendors.change({
      do: 'gravityzone.moveCompany',
      companyId,
      newParentId: partnerId,
    });
    const second = await scene.act();
    await msp.carryOut(second, steps.gravityzone.moveCompany);
    expect(await msp.actionNow(second)).toMatchObject({ state: 'done' });
    expect(await scene.effects()).toEqual([
      'network.moveCompanyOrCompanyFolder',
      'network.moveCompanyOrCompanyFolder',
    ]);
  });

  test('is sent again where the first had no effect', async () => {
    const scene = await moved('Move Three');
    await msp.vendors.fault({
      vendor: 'gravityzone',
      operation: 'network.moveCompanyOrCompanyFolder',
      kind: 'timeout',
    });
    const id = await scene.act();
    await msp.carryOut(id, steps.gravityzone.moveCompany);
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    expect(await scene.effects()).toEqual(['network.moveCompanyOrCompanyFolder']);
    expect((await msp.intents()).filter(({ actionId }) => actionId === id)).toMatchObject([
      { state: 'done', sends: 2 },
    ]);
  });

  test('that went back meanwhile, into a folder even, is left there', async () => {
    const scene = await moved('Move Four');
    const { id: folder } = await msp.vendors.change({ do: 'gravityzone.createFolder', name: 'F' });
    const { companyId } = scene;
    await msp.vendors.change({ do: 'gravityzone.moveCompany', companyId, newParentId: folder });
    const id = await scene.act();
    await msp.carryOut(id, steps.gravityzone.moveCompany);
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    expect(await scene.effects()).toEqual([]);
  });

  test.each([
    ['moved on', 'gravityzone.moveCompany', /is under “Third .*” by now/],
    ['deleted', 'gravityzone.deleteCompany', /not to be seen any more/],
  ])('and %s stays where it is: the decision was about something else', async (_, does, why) => {
    const scene = await moved(`Move ${does}`);
    const third = await msp.company(`Third ${does}`, { type: 0 });
    const { companyId } = scene;
    await msp.vendors.change({
      do: does,
      companyId,
      ...(does === 'gravityzone.moveCompany' ? { newParentId: third } : {}),
    });
    const id = await scene.act();
    expect(await msp.carryOut(id, steps.gravityzone.moveCompany)).toBe('problem');
    const { problemCode, problem } = (await msp.actionNow(id)) ?? {};
    expect(problemCode).toBe('changed');
    expect(problem).toMatch(why);
    expect(await scene.effects()).toEqual([]);
  });

  test('and is no longer the site’s is not touched', async () => {
    const scene = await moved('Move Five');
    const id = await scene.act({
      details: {
        siteName: 'Move Five',
        companyName: 'Other',
        companyId: await msp.company('Other', { parentId: scene.partnerId }),
        movedFromId: scene.partnerId,
        moveToId: scene.rootId,
      },
    });
    expect(await msp.carryOut(id, steps.gravityzone.moveCompany)).toBe('problem');
    expect((await msp.actionNow(id))?.problemCode).toBe('changed');
    expect(await scene.effects()).toEqual([]);
  });
});

describe('a site that somebody else is at work on', () => {
  test('is left by a run, in whatever workflow, and waited for by a person’s action', async () => {
    const scene = await moved('Move Six');
    const first = await scene.act();
    await msp.vendors.fault({
      vendor: 'gravityzone',
      operation: 'network.moveCompanyOrCompanyFolder',
      kind: 'slow',
      delayMs: 300,
    });
    const working = msp.carryOut(first, steps.gravityzone.moveCompany);
    await expect
      .poll(async () => (await msp.actionNow(first))?.step, { interval: 10 })
      .toBe('move');
    const runId = crypto.randomUUID();
    const ofRun = await scene.act({ runId, by: { kind: 'run', id: runId }, eventId: null });
    expect(await msp.carryOut(ofRun, steps.gravityzone.moveCompany)).toBe('cancelled');
    const ofPerson = await scene.act({ eventId: null });
    await msp.carryOut(ofPerson, steps.gravityzone.moveCompany);
    await working;
    expect(await msp.actionNow(ofPerson)).toMatchObject({ state: 'done' });
    expect(await scene.effects()).toEqual(['network.moveCompanyOrCompanyFolder']);
  });
});
