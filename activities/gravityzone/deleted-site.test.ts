import { eq } from 'drizzle-orm';
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

/** An associated company whose site was deleted. */
async function siteless(name: string, endpoints = 0) {
  const companyId = await msp.company(name);
  for (let n = 0; n < endpoints; n += 1) await enrol(companyId);
  const siteUid = await msp.site(name);
  await msp.associate(siteUid, companyId, { siteName: name, companyName: name });
  await msp.vendors.change({ do: 'datto.deleteSite', siteUid });
  const { last } = await msp.vendors.log();
  const details = { siteName: name, companyId, companyName: name };
  return {
    companyId,
    siteUid,
    effects: () => msp.effects(last),
    remove: (more = {}) =>
      msp.action({ siteUid, verb: 'delete-company', details: { ...details, ...more } }),
    keep: () => msp.action({ siteUid, verb: 'keep-company', details }),
  };
}

const enrol = (companyId: string) =>
  msp.vendors.change({ do: 'gravityzone.addEndpoint', companyId, group: 'Servers' });
const deletion = () => [
  steps.dattoRmm.checkSiteGone,
  steps.gravityzone.deleteCompany,
  steps.dattoRmm.removeAssociation,
];
const keeping = () => [steps.dattoRmm.checkSiteGone, steps.dattoRmm.removeAssociation];

async function expectRefused(id: string, code: string, why: RegExp) {
  const now = await msp.actionNow(id);
  expect(now).toMatchObject({ state: 'problem', problemCode: code });
  expect(now?.problem).toMatch(why);
}

describe('the company of a deleted site', () => {
  test('is deleted with its association by a person who saw its endpoints', async () => {
    const scene = await siteless('End One', 2);
    const id = await scene.remove({ endpoints: 2 });
    await msp.carryOut(id, ...deletion());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done', problem: null });
    expect(await msp.companyOf(scene.companyId)).toBeUndefined();
    expect(await msp.association(scene.siteUid)).toBeUndefined();
    const entries = await msp.tenant.read((tx) =>
      tx
        .select({ verb: audit.verb })
        .from(audit)
        .where(eq(audit.subject, `site/${scene.siteUid}`)),
    );
    expect(entries.map(({ verb }) => verb)).toEqual([
      'company.delete',
      'association.remove',
      'action.done',
    ]);
  });

  test('is deleted once, whatever became of the answer', async () => {
    const scene = await siteless('End Two');
    await msp.vendors.fault({
      vendor: 'gravityzone',
      operation: 'companies.deleteCompany',
      kind: 'applied-then-timeout',
    });
    const id = await scene.remove();
    await msp.carryOut(id, ...deletion());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    expect(await scene.effects()).toEqual(['companies.deleteCompany']);
  });

  test('is left with more endpoints than were shown', async () => {
    const scene = await siteless('End Three', 1);
    await enrol(scene.companyId);
    const id = await scene.remove({ endpoints: 1 });
    expect(await msp.carryOut(id, ...deletion())).toBe('problem');
    await expectRefused(id, 'changed', /has 2 endpoints by now, where 1 were shown/);
    expect(await scene.effects()).toEqual([]);
  });

  test('is left under another name than was typed', async () => {
    const scene = await siteless('End Four');
    const { companyId } = scene;
    await msp.vendors.change({ do: 'gravityzone.renameCompany', companyId, name: 'END FOUR' });
    const id = await scene.remove();
    expect(await msp.carryOut(id, ...deletion())).toBe('problem');
    await expectRefused(id, 'changed', /is named “END FOUR” by now; nothing was deleted/);
    expect(await msp.association(scene.siteUid)).toBeDefined();
  });

  test('is never a partner', async () => {
    const scene = await siteless('End Five');
    const partner = await msp.company('End Five Partners', { type: 0 });
    await msp.relate(scene.siteUid, partner);
    const id = await scene.remove({ companyId: partner, companyName: 'End Five Partners' });
    expect(await msp.carryOut(id, ...deletion())).toBe('problem');
    await expectRefused(id, 'company-not-eligible', /is a partner/);
    expect(await msp.companyOf(partner)).toBeDefined();
  });

  test('is never another one than the association’s', async () => {
    const scene = await siteless('End Six');
    const companyId = await msp.company('Innocent');
    const id = await scene.remove({ companyId, companyName: 'Innocent' });
    expect(await msp.carryOut(id, ...deletion())).toBe('problem');
    await expectRefused(id, 'changed', /is not the one of site “End Six”/);
    expect(await msp.companyOf(companyId)).toBeDefined();
  });

  test('that is gone already leaves only its association to delete', async () => {
    const scene = await siteless('End Seven');
    const { companyId } = scene;
    await msp.vendors.change({ do: 'gravityzone.deleteCompany', companyId });
    const id = await scene.remove({ endpoints: 0 });
    await msp.carryOut(id, ...deletion());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    expect(await msp.association(scene.siteUid)).toBeUndefined();
    expect(await scene.effects()).toEqual([]);
  });

  test('that is out of sight is not said to be deleted', async () => {
    const scene = await siteless('End Eight');
    await msp.vendors.change({ do: 'hide', vendor: 'gravityzone', id: scene.companyId });
    const id = await scene.remove();
    expect(await msp.carryOut(id, ...deletion())).toBe('problem');
    await expectRefused(id, 'changed', /is out of the sight of the key/);
    expect(await msp.association(scene.siteUid)).toBeDefined();
  });

  test('stays where a person keeps it; its association goes', async () => {
    const scene = await siteless('End Nine');
    const id = await scene.keep();
    await msp.carryOut(id, ...keeping());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    expect(await msp.companyOf(scene.companyId)).toBeDefined();
    expect(await msp.association(scene.siteUid)).toBeUndefined();
    expect(await scene.effects()).toEqual([]);
  });
});

describe('a site that was deleted', () => {
  test('and is there again keeps everything', async () => {
    const companyId = await msp.company('Seen Again');
    const siteUid = await msp.site('Seen Again');
    await msp.associate(siteUid, companyId, { siteName: 'Seen Again', companyName: 'Seen Again' });
    const details = { siteName: 'Seen Again', companyId, companyName: 'Seen Again' };
    const id = await msp.action({ siteUid, verb: 'delete-company', details });
    expect(await msp.carryOut(id, ...deletion())).toBe('problem');
    await expectRefused(id, 'changed', /is there again in Datto RMM; nothing was done/);
    expect(await msp.companyOf(companyId)).toBeDefined();
    expect(await msp.association(siteUid)).toBeDefined();
  });
});
