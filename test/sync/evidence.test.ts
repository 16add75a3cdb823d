import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { automatic } from '../harness/tenant.ts';
import { created, openScene, type EndedRun, type Msp, type Scene } from './scene.ts';

const sites = { vendor: 'dattoRmm', operation: 'GET /v2/account/sites' };
const companies = { vendor: 'gravityzone', operation: 'network.getNetworkInventoryItems' };
const manual = { level: 'automatic', handling: 'manual' };

let scene: Scene;
/** One MSP for each listing that proves nothing: such a run leaves it as it was. */
let withOddSites: Msp;
let withOddCompanies: Msp;
/** Runs that fail until they give up take half a minute: they are begun first. */
let failed: Promise<{ msp: Msp; run: EndedRun }>;
let partial: Promise<{ msp: Msp; run: EndedRun }>;

beforeAll(async () => {
  scene = await openScene();
  await scene.install.startWorker();
  failed = syncWith({ ...companies, kind: 'status', status: 503, times: 0 });
  partial = syncWith({ ...companies, kind: 'drop-rows', totals: 'kept', times: 0 });
  [withOddSites, withOddCompanies] = await Promise.all([openMsp(), openMsp()]);
});
afterAll(() => scene.close());

/** An MSP whose inventories were read before, with nothing synced yet, that may sync from now on. */
async function openMsp(): Promise<Msp> {
  const msp = await scene.msp({ sites: 5, settings: manual });
  await msp.sync();
  await msp.settings(automatic);
  return msp;
}

type Fault = Parameters<Msp['vendors']['fault']>[0];

async function syncWith(fault: Fault): Promise<{ msp: Msp; run: EndedRun }> {
  const msp = await openMsp();
  await msp.vendors.fault(fault);
  return { msp, run: await msp.sync() };
}

function expectNothingDone(run: EndedRun, because: RegExp): void {
  expect(run.effects).toEqual([]);
  expect(run.row.status).not.toBe('ok');
  expect(run.row.notes.join(' ')).toMatch(because);
}

/** Once the cause is gone: nothing was lost. */
async function expectWholeAgain(msp: Msp): Promise<void> {
  await msp.vendors.clearFaults();
  const run = await msp.sync();
  expect(run.row.status).toBe('ok');
  expect(created(run, 'company')).not.toEqual([]);
}

describe('a listing of sites that proves nothing leads to no write, and the run says why', () => {
  test.each([
    ['partial: fewer came than are counted', { kind: 'drop-rows', totals: 'kept' }, /to its end/],
    ['some came twice in place of others', { kind: 'duplicate-rows', percent: 50 }, /to its end/],
    ['shrunken', { kind: 'drop-rows', percent: 40 }, /sites has shrunk/],
    ['empty', { kind: 'empty-list' }, /sites came back empty/],
  ] as const)('%s', async (_, fault, because) => {
    await withOddSites.vendors.clearFaults();
    await withOddSites.vendors.fault({ ...sites, ...fault, times: 0 });
    expectNothingDone(await withOddSites.sync(), because);
  });

  test('re-identified: the key leads to another account', async () => {
    const msp = withOddSites;
    await msp.vendors.clearFaults();
    const { credentials } = await msp.state();
    const other = credentials.dattoRmm.find(({ label }) => label === 'otherAccount');
    await msp.replaceSecret('dattoRmmKey', other?.key ?? '');
    await msp.replaceSecret('dattoRmmSecret', other?.secret ?? '');
    expectNothingDone(await msp.sync(), /sites was read with a key that leads to another/);
    await msp.replaceSecret('dattoRmmKey', msp.sandbox.ready.dattoRmm.key);
    await msp.replaceSecret('dattoRmmSecret', msp.sandbox.ready.dattoRmm.secret);
  });

  test('and when it is whole again, the sync goes on', () => expectWholeAgain(withOddSites));

  test('pages whose totals differ, at every try', async () => {
    const msp = await scene.msp({ sites: 260 });
    // The first page counts all sites, the second fewer.
    for (const after of [1, 2]) {
      await msp.vendors.fault({ ...sites, kind: 'drop-rows', percent: 5, after, times: 1 });
    }
    expectNothingDone(await msp.sync(), /sites could not be read to its end/);
  });
});

describe('a listing of companies that proves nothing leads to no write, and the run says why', () => {
  test.each([
    ['shrunken', { kind: 'drop-rows', percent: 50 }, /companies has shrunk/],
    ['empty', { kind: 'empty-list' }, /companies came back empty/],
  ] as const)('%s', async (_, fault, because) => {
    await withOddCompanies.vendors.clearFaults();
    // Where a partner or folder is missing that others are in, the tree is read level by level.
    for (const operation of [companies.operation, 'network.getCompaniesList']) {
      await withOddCompanies.vendors.fault({ ...companies, ...fault, operation, times: 0 });
    }
    expectNothingDone(await withOddCompanies.sync(), because);
  });

  test('re-identified: the key leads to another root company', async () => {
    const msp = withOddCompanies;
    await msp.vendors.clearFaults();
    const { credentials } = await msp.state();
    const other = credentials.gravityzone.find(({ label }) => label === 'otherPartner');
    await msp.replaceSecret('gravityzoneKey', other?.key ?? '');
    expectNothingDone(await msp.sync(), /companies was read with a key that leads to another/);
    await msp.replaceSecret('gravityzoneKey', msp.sandbox.ready.gravityzone.key);
  });

  test('and when it is whole again, the sync goes on', () => expectWholeAgain(withOddCompanies));
});

describe('a passing fault of a listing costs time and nothing else', () => {
  test.each([
    ['HTML instead of JSON', { ...sites, kind: 'html' }],
    ['a truncated body', { ...companies, kind: 'truncate' }],
    ['malformed JSON', { ...companies, kind: 'malformed' }],
    ['a 5xx', { ...sites, kind: 'status', status: 502 }],
    ['a broken connection', { ...sites, kind: 'reset' }],
    [
      'a 429 with Retry-After',
      { ...companies, kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    ],
    ['a slow answer', { ...companies, kind: 'slow', delayMs: 2_000 }],
    ['a token that expires before the listing', { ...sites, kind: 'expire-token' }],
    ['one short page', { ...sites, kind: 'drop-rows', totals: 'kept' }],
  ] as const)('%s', async (_, fault) => {
    const msp = withOddSites;
    await msp.vendors.fault({ ...fault });
    const run = await msp.sync();
    expect(run.calls.map((call) => call.fault)).toContain(fault.kind);
    expect(run.row.status).toBe('ok');
    expect(run.row.counts?.associations).toBe(4);
  });

  test('a token that expires between two pages, and a total that differs once', async () => {
    const msp = await scene.msp({ sites: 260, settings: manual });
    await msp.vendors.fault({ ...sites, kind: 'expire-token', after: 1 });
    await msp.vendors.fault({ ...sites, kind: 'drop-rows', percent: 5, after: 2 });
    const run = await msp.sync();
    expect(run.row.status).toBe('ok');
    const managed = (await msp.state()).dattoRmm.sites.filter(
      ({ onDemand, name }) => !onDemand && name !== 'Deleted Devices',
    );
    expect(run.row.counts?.sites).toBe(managed.length);
  });
});

describe('a listing that fails at every try', () => {
  test('fails the run with the vendor’s reason, and the next goes on', async () => {
    const { msp, run } = await failed;
    expectNothingDone(run, /GravityZone.*server error/);
    expect(run.row.status).toBe('failed');
    await expectWholeAgain(msp);
  });

  test('is as good as failed where it is partial every time', async () => {
    const { msp, run } = await partial;
    expectNothingDone(run, /listing of companies is not whole/);
    await expectWholeAgain(msp);
  });
});
