import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, test, vi, type ExpectStatic } from 'vitest';
import { saveConnection } from '../../db/connections/save-connection.ts';
import { secretFields } from '../../db/connections/secret-fields.ts';
import { connection, type Vendor } from '../../db/schema/index.ts';
import { created, openScene, type EndedRun, type Msp, type Scene } from './scene.ts';

// Most of a run is waiting.
vi.setConfig({ maxConcurrency: 24 });

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await scene.install.startWorker();
});
afterAll(() => scene.close());

const revoked = 'revoked-by-vendor';

async function stateOf({ tenant }: Msp, vendor: Vendor) {
  const [row] = await tenant.read((tx) =>
    tx.select().from(connection).where(eq(connection.vendor, vendor)),
  );
  return { state: row?.state, note: row?.note ?? '' };
}

/** A good key, saved as the API saves it. */
async function saveGoodKey(msp: Msp, vendor: 'datto-rmm' | 'gravityzone'): Promise<string | null> {
  const { dattoRmm, gravityzone } = msp.sandbox.ready;
  const state = await msp.state();
  const tested = { state: 'ok' as const, missing: [], note: null };
  const saved = await saveConnection(
    scene.install.db,
    scene.install.keyring,
    msp.tenant.acting,
    vendor === 'gravityzone'
      ? {
          ...tested,
          vendor,
          url: gravityzone.url,
          owner: { vendor, rootCompanyId: state.gravityzone.rootCompanyId },
          secrets: { [secretFields.gravityzoneKey]: gravityzone.key },
        }
      : {
          ...tested,
          vendor,
          url: dattoRmm.url,
          owner: {
            vendor,
            origin: new URL(dattoRmm.url).origin,
            accountUid: state.dattoRmm.account.uid,
          },
          secrets: {
            [secretFields.dattoRmmKey]: dattoRmm.key,
            [secretFields.dattoRmmSecret]: dattoRmm.secret,
          },
        },
  );
  return saved.requestId;
}

function expectNoSecret(expect: ExpectStatic, msp: Msp, ...texts: string[]): void {
  const { dattoRmm, gravityzone } = msp.sandbox.ready;
  for (const secret of [dattoRmm.key, dattoRmm.secret, gravityzone.key, revoked]) {
    expect(texts.join(' ')).not.toContain(secret);
  }
}

const said = (run: EndedRun) => run.row.notes.join(' ');

describe.concurrent('a refused key', () => {
  test('of GravityZone marks its connection, says what to do, calls it no more, and a good key resumes', async ({
    expect,
  }) => {
    const msp = await scene.msp({ sites: 3 });
    await msp.replaceSecret('gravityzoneKey', revoked);
    const refused = await msp.sync();
    expect(refused.row.status).toBe('failed');
    expect(refused.effects).toEqual([]);
    expect(said(refused)).toMatch(/GravityZone: .*refused.*(?:Make a new key|Save a good key)/);
    const marked = await stateOf(msp, 'gravityzone');
    expect(marked.state).toBe('auth-failed');
    expect(marked.note).toMatch(/the API key was refused/);
    expectNoSecret(expect, msp, said(refused), marked.note);

    const next = await msp.sync();
    expect(next.calls.filter(({ vendor }) => vendor === 'gravityzone')).toEqual([]);
    expect(said(next)).toMatch(/GravityZone refused the key.*sitesync connect gravityzone/);

    const requestId = await saveGoodKey(msp, 'gravityzone');
    const resumed = await msp.tenant.runOf(requestId ?? '');
    expect(resumed.status).toBe('ok');
    expect((await stateOf(msp, 'gravityzone')).state).toBe('ok');
    expect(await msp.associations()).not.toEqual([]);
  });

  test('of Datto RMM: its token call refused it', async ({ expect }) => {
    const msp = await scene.msp({ sites: 3 });
    await msp.replaceSecret('dattoRmmSecret', revoked);
    const refused = await msp.sync();
    expect(refused.row.status).toBe('failed');
    expect(refused.effects).toEqual([]);
    expect(said(refused)).toMatch(/Datto RMM: .*refused/);
    expect((await stateOf(msp, 'datto-rmm')).state).toBe('auth-failed');
    expectNoSecret(expect, msp, said(refused), (await stateOf(msp, 'datto-rmm')).note);

    const next = await msp.sync();
    expect(next.calls).toEqual([]);
    expect(said(next)).toMatch(/Datto RMM refused the key.*sitesync connect datto-rmm/);

    const requestId = await saveGoodKey(msp, 'datto-rmm');
    expect((await msp.tenant.runOf(requestId ?? '')).status).toBe('ok');
  });

  test('of Datto RMM: a 401 again after a new token', async ({ expect }) => {
    const msp = await scene.msp({ sites: 3 });
    const sites = { vendor: 'dattoRmm', operation: 'GET /v2/account/sites' };
    await msp.vendors.fault({ ...sites, kind: 'status', status: 401, times: 0 });
    const refused = await msp.sync();
    expect(said(refused)).toMatch(/a new access token was refused as well.*Check that the API key/);
    expect((await stateOf(msp, 'datto-rmm')).state).toBe('auth-failed');
  });

  test('in the middle of a run ends what is under way with a sentence, and a good key goes on', async ({
    expect,
  }) => {
    const msp = await scene.msp({ sites: 5 });
    const create = { vendor: 'gravityzone', operation: 'packages.createPackage' };
    await msp.vendors.fault({ ...create, kind: 'status', status: 401, times: 0 });
    const run = await msp.sync();
    expect(run.row.status).toBe('partial');
    expect(run.problems.map(({ code }) => code)).toContain('auth-refused');
    expect((await stateOf(msp, 'gravityzone')).state).toBe('auth-failed');
    await msp.vendors.clearFaults();
    await saveGoodKey(msp, 'gravityzone');
    const resumed = await msp.sync();
    expect(resumed.row.status).toBe('ok');
    const { gravityzone } = await msp.state();
    for (const { companyId, state } of await msp.associations()) {
      expect(state).toBe('complete');
      expect(gravityzone.packages.filter((one) => one.companyId === companyId)).toHaveLength(1);
      const { name } = gravityzone.companies.find(({ id }) => id === companyId) ?? {};
      expect(gravityzone.companies.filter((one) => one.name === name)).toHaveLength(1);
    }
  });
});

describe.concurrent('a missing right is named, and is no refused key', () => {
  test('an API that the GravityZone key may not use', async ({ expect }) => {
    const msp = await scene.msp({ sites: 3 });
    await msp.vendors.change({
      do: 'gravityzone.setKeyApis',
      apis: ['companies', 'licensing', 'network'],
    });
    const run = await msp.sync();
    expect(run.row.status).toBe('failed');
    expect(run.effects).toEqual([]);
    expect(said(run)).toMatch(/may not use the API packages.*Tick Companies, Licensing, Packages/i);
    expect((await stateOf(msp, 'gravityzone')).state).toBe('ok');
    expectNoSecret(expect, msp, said(run));
    await msp.vendors.change({
      do: 'gravityzone.setKeyApis',
      apis: ['companies', 'licensing', 'network', 'packages'],
    });
    expect(created(await msp.sync(), 'company')).not.toEqual([]);
  });

  test('a write that Datto RMM forbids', async ({ expect }) => {
    const msp = await scene.msp({ sites: 2 });
    const write = { vendor: 'dattoRmm', operation: 'PUT /v2/site/{siteUid}/variable' };
    const body = { error: 'Forbidden', status: 403 };
    await msp.vendors.fault({ ...write, kind: 'status', status: 403, body, times: 0 });
    const run = await msp.sync();
    expect(run.row.status).toBe('partial');
    expect(run.problems.map(({ sentence }) => sentence).join(' ')).toMatch(
      /Datto RMM.*PUT \/v2\/site\/\{siteUid\}\/variable.*rights of an administrator/,
    );
    expect((await stateOf(msp, 'datto-rmm')).state).toBe('ok');
  });
});
