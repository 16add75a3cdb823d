import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, refusal } from '../../db/schema/index.ts';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { openSteps, type StepMsp } from '../../test/harness/steps.ts';

let steps: Awaited<ReturnType<typeof openSteps>>;
let msp: StepMsp;

beforeAll(async () => {
  steps = await openSteps();
  msp = await steps.msp();
});
afterAll(() => steps.close());

/** A site whose company was deleted, with the variable that it was given for it. */
async function orphaned(name: string) {
  const companyId = await msp.company(name);
  const siteUid = await msp.site(name);
  await msp.associate(siteUid, companyId, {
    siteName: name,
    companyName: name,
    packageId: 'f'.repeat(24),
    packageName: 'Sitesync old',
    installLink: 'old link',
  });
  const set = { do: 'datto.setVariable', siteUid, name: packageLinkVariable };
  await msp.vendors.change({ ...set, value: 'old link' });
  await msp.vendors.change({ do: 'gravityzone.deleteCompany', companyId });
  const { last } = await msp.vendors.log();
  return {
    companyId,
    siteUid,
    setVariable: (value: string) => msp.vendors.change({ ...set, value }),
    effects: () => msp.effects(last),
    recreate: (more = {}) =>
      msp.action({
        siteUid,
        verb: 'recreate',
        details: { siteName: name, companyName: name, replacesCompanyId: companyId },
        ...more,
      }),
  };
}

const recreation = () => [
  steps.dattoRmm.checkSite,
  steps.gravityzone.checkCompanyGone,
  steps.gravityzone.ensureCompany,
  steps.gravityzone.ensurePackage,
  steps.dattoRmm.ensureVariable,
];

describe('a company that was deleted', () => {
  test('is created anew, with its package and its variable, in the same association', async () => {
    const scene = await orphaned('Gone One');
    const id = await scene.recreate();
    await msp.carryOut(id, ...recreation());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done', problem: null });
    const [made, ...others] = await msp.companiesNamed('Gone One');
    expect(others).toEqual([]);
    const row = await msp.association(scene.siteUid);
    expect(row).toMatchObject({ companyId: made?.id, state: 'complete', companyCreated: true });
    expect(row?.packageName).toMatch(/^Sitesync .{8} Gone One$/);
    expect(await msp.variables(scene.siteUid)).toEqual([row?.installLink]);
    expect(row?.installLink).not.toBe('old link');
    expect(await scene.effects()).toEqual([
      'companies.createCompany',
      'packages.createPackage',
      'POST /v2/site/{siteUid}/variable/{variableId}',
    ]);
    const entries = await msp.tenant.read((tx) =>
      tx
        .select()
        .from(audit)
        .where(eq(audit.subject, `site/${scene.siteUid}`)),
    );
    expect(entries.find(({ verb }) => verb === 'association.replace')).toMatchObject({
      before: { companyId: scene.companyId, installLink: 'old link' },
      after: { companyId: made?.id, previousLink: 'old link', state: 'completing' },
    });
  });

  test('is created once, whatever became of the answer', async () => {
    const scene = await orphaned('Gone Two');
    await msp.vendors.fault({
      vendor: 'gravityzone',
      operation: 'companies.createCompany',
      kind: 'applied-then-timeout',
    });
    const id = await scene.recreate();
    await msp.carryOut(id, ...recreation());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    const made = await msp.companiesNamed('Gone Two');
    expect(made).toHaveLength(1);
    expect((await msp.association(scene.siteUid))?.companyId).toBe(made[0]?.id);
  });

  test('and is there again is left, and nothing is created', async () => {
    const scene = await orphaned('Gone Three');
    const companyId = await msp.company('Gone Three again');
    const id = await scene.recreate({
      details: { siteName: 'Gone Three', companyName: 'X', replacesCompanyId: companyId },
    });
    await msp.relate(scene.siteUid, companyId);
    expect(await msp.carryOut(id, ...recreation())).toBe('problem');
    expect(await msp.actionNow(id)).toMatchObject({
      problemCode: 'changed',
      problem: expect.stringContaining('is there again; nothing was done') as string,
    });
    expect(await scene.effects()).toEqual([]);
  });

  test('and is only out of sight is created anew by a person, never by a run', async () => {
    const scene = await orphaned('Gone Four');
    const companyId = await msp.company('Hidden Four');
    await msp.relate(scene.siteUid, companyId);
    await msp.vendors.change({ do: 'hide', vendor: 'gravityzone', id: companyId });
    const details = {
      siteName: 'Gone Four',
      companyName: 'New Four',
      replacesCompanyId: companyId,
    };
    const by = { kind: 'run', id: crypto.randomUUID() } as const;
    const ofRun = await scene.recreate({ details, by });
    const { checkCompanyGone } = steps.gravityzone;
    expect(await msp.carryOut(ofRun, checkCompanyGone)).toBe('problem');
    expect((await msp.actionNow(ofRun))?.problemCode).toBe('changed');
    const ofPerson = await scene.recreate({ details });
    await msp.carryOut(ofPerson, ...recreation());
    expect(await msp.actionNow(ofPerson)).toMatchObject({ state: 'done' });
  });

  test('that this very action has replaced is not replaced again when it goes on', async () => {
    const scene = await orphaned('Gone Five');
    const id = await scene.recreate();
    const [, checkGone, ensureCompany] = recreation();
    await msp.carryOut(id, checkGone!, ensureCompany!);
    await msp.carryOut(id, ...recreation());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done' });
    expect(await msp.companiesNamed('Gone Five')).toHaveLength(1);
  });

  test('leaves a variable that somebody else has changed to a person', async () => {
    const scene = await orphaned('Gone Six');
    await scene.setVariable('theirs');
    const id = await scene.recreate();
    expect(await msp.carryOut(id, ...recreation())).toBe('problem');
    expect((await msp.actionNow(id))?.problemCode).toBe('variable-taken');
    expect(await scene.effects()).toEqual([]);
  });

  test('gives its place to a company that a person names', async () => {
    const scene = await orphaned('Gone Seven');
    const chosen = await msp.company('Chosen Seven');
    await msp.readCompanies();
    const id = await msp.action({
      siteUid: scene.siteUid,
      verb: 'reassociate',
      details: {
        siteName: 'Gone Seven',
        companyId: chosen,
        companyName: 'Chosen Seven',
        replacesCompanyId: scene.companyId,
      },
    });
    await msp.carryOut(id, ...recreation());
    expect(await msp.actionNow(id)).toMatchObject({ state: 'done', problem: null });
    const row = await msp.association(scene.siteUid);
    expect(row).toMatchObject({ companyId: chosen, companyCreated: false, state: 'complete' });
    expect(await msp.variables(scene.siteUid)).toEqual([row?.installLink]);
  });

  test('does not take a company that another site has', async () => {
    const scene = await orphaned('Gone Eight');
    const chosen = await msp.company('Chosen Eight');
    await msp.readCompanies();
    await msp.associate(await msp.site('Other Eight'), chosen);
    const id = await msp.action({
      siteUid: scene.siteUid,
      verb: 'reassociate',
      details: {
        siteName: 'Gone Eight',
        companyId: chosen,
        companyName: 'Chosen Eight',
        replacesCompanyId: scene.companyId,
      },
    });
    expect(await msp.carryOut(id, ...recreation())).toBe('problem');
    expect((await msp.actionNow(id))?.problemCode).toBe('company-associated');
    expect((await msp.association(scene.siteUid))?.companyId).toBe(scene.companyId);
  });
});

describe('a name that GravityZone refuses', () => {
  const create = (siteUid: string, name: string) =>
    msp.action({ siteUid, verb: 'create', details: { siteName: name, companyName: name } });
  const refusals = (siteUid: string) =>
    msp.tenant.read((tx) => tx.select().from(refusal).where(eq(refusal.siteUid, siteUid)));

  test.each(['exists', 'taken'])(
    'is kept as a fact where it is taken out of sight: “%s”',
    async (text) => {
      await msp.vendors.switches({ 'gravityzone.duplicateCompanyNameText': text });
      const name = `Refused ${text}`;
      const hidden = await msp.company(name);
      await msp.vendors.change({ do: 'hide', vendor: 'gravityzone', id: hidden });
      const siteUid = await msp.site(name);
      const id = await create(siteUid, name);
      expect(await msp.carryOut(id, steps.gravityzone.ensureCompany)).toBe('problem');
      expect((await msp.actionNow(id))?.problemCode).toBe('name-taken');
      expect(await refusals(siteUid)).toMatchObject([{ kind: 'company-name', name }]);
    },
  );

  test('is not where a free company bears it by then: the next run finds that', async () => {
    const name = 'Refused Free';
    const siteUid = await msp.site(name);
    const id = await create(siteUid, name);
    await msp.vendors.fault({
      vendor: 'gravityzone',
      operation: 'companies.createCompany',
      kind: 'status',
      status: 200,
      body: refusalBody('A company with this name already exists'),
    });
    // Somebody makes it between our look and our write: the first search does not show it yet.
    await msp.vendors.fault({
      vendor: 'gravityzone',
      operation: 'companies.findCompaniesByName',
      kind: 'empty-list',
    });
    await msp.company(name);
    expect(await msp.carryOut(id, steps.gravityzone.ensureCompany)).toBe('problem');
    expect(await msp.actionNow(id)).toMatchObject({
      problemCode: 'name-taken',
      problem: expect.stringContaining('The next run looks at it again') as string,
    });
    expect(await refusals(siteUid)).toEqual([]);
  });

  test('is not where it was refused for another reason', async () => {
    const name = 'Refused Seats';
    const siteUid = await msp.site(name);
    await msp.vendors.fault({
      vendor: 'gravityzone',
      operation: 'companies.createCompany',
      kind: 'status',
      status: 200,
      body: refusalBody('Not enough free seats'),
    });
    const id = await create(siteUid, name);
    expect(await msp.carryOut(id, steps.gravityzone.ensureCompany)).toBe('problem');
    expect((await msp.actionNow(id))?.problemCode).toBe('licence');
    expect(await refusals(siteUid)).toEqual([]);
  });
});

describe('an event’s association', () => {
  test('is not made with a company that has another name by now', async () => {
    const companyId = await msp.company('Renamed since');
    await msp.readCompanies();
    const siteUid = await msp.site('Namesake');
    const details = { siteName: 'Namesake', companyId, companyName: 'Namesake' };
    const id = await msp.action({ siteUid, verb: 'associate', details });
    expect(await msp.carryOut(id, steps.gravityzone.ensureCompany)).toBe('problem');
    expect((await msp.actionNow(id))?.problemCode).toBe('changed');
    expect(await msp.association(siteUid)).toBeUndefined();
    // Whoever maps by hand names the company itself.
    const byHand = await msp.action({ siteUid, verb: 'associate', details, eventId: null });
    expect(await msp.carryOut(byHand, steps.gravityzone.ensureCompany)).toBe('working');
    expect((await msp.association(siteUid))?.companyName).toBe('Renamed since');
  });
});

/** An error that names no request: GravityZone may answer so. */
function refusalBody(details: string) {
  return {
    id: null,
    jsonrpc: '2.0',
    error: { code: -32602, message: 'Invalid params', data: { details } },
  };
}
