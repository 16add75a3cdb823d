import { afterAll, beforeAll, describe, test, type ExpectStatic } from 'vitest';
import { automatic } from '../harness/tenant.ts';
import { created, openScene, type EndedRun, type Msp, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await scene.install.startWorker();
});
afterAll(() => scene.close());

const sites = { vendor: 'dattoRmm', operation: 'GET /v2/account/sites' };
const companies = { vendor: 'gravityzone', operation: 'network.getNetworkInventoryItems' };

/** An MSP whose inventories were read before, with nothing synced yet, that may sync from now on. */
async function openMsp(options: { sites?: number } = { sites: 5 }): Promise<Msp> {
  const msp = await scene.msp({ ...options, settings: { level: 'automatic', handling: 'manual' } });
  await msp.sync();
  await msp.settings(automatic);
  return msp;
}

function expectNothingDone(expect: ExpectStatic, run: EndedRun, because: RegExp): void {
  expect(run.effects).toEqual([]);
  expect(run.row.status).not.toBe('ok');
  expect(run.row.notes.join(' ')).toMatch(because);
}

/** What is said once the cause is gone: nothing was lost. */
async function expectWholeAgain(expect: ExpectStatic, msp: Msp): Promise<void> {
  await msp.vendors.clearFaults();
  const run = await msp.sync();
  expect(run.row.status).toBe('ok');
  expect(created(run, 'company')).not.toEqual([]);
}

describe.concurrent('a listing that proves nothing leads to no write, and the run says why', () => {
  test.for([
    ['shrunken sites', { ...sites, kind: 'drop-rows', percent: 40 }, /sites has shrunk/],
    ['empty sites', { ...sites, kind: 'empty-list' }, /sites came back empty/],
    [
      'partial sites: fewer than their total',
      { ...sites, kind: 'drop-rows', totals: 'kept' },
      /sites could not be read to its end/,
    ],
    [
      'sites that came twice in place of others',
      { ...sites, kind: 'duplicate-rows', percent: 50 },
      /sites could not be read to its end/,
    ],
    [
      'shrunken companies',
      { ...companies, kind: 'drop-rows', percent: 50 },
      /companies has shrunk/,
    ],
    ['empty companies', { ...companies, kind: 'empty-list' }, /companies came back empty/],
  ] as const)('%s', async ([, fault, because], { expect }) => {
    const msp = await openMsp();
    await msp.vendors.fault({ ...fault, times: 0 });
    expectNothingDone(expect, await msp.sync(), because);
    await expectWholeAgain(expect, msp);
  });

  test(
    'failed companies: the server fails at every try',
    { timeout: 90_000 },
    async ({ expect }) => {
      const msp = await openMsp();
      await msp.vendors.fault({ ...companies, kind: 'status', status: 503, times: 0 });
      const run = await msp.sync();
      expectNothingDone(expect, run, /GravityZone.*server error/);
      expect(run.row.status).toBe('failed');
      await expectWholeAgain(expect, msp);
    },
  );

  test('partial companies at every try', { timeout: 90_000 }, async ({ expect }) => {
    const msp = await openMsp();
    await msp.vendors.fault({ ...companies, kind: 'drop-rows', totals: 'kept', times: 0 });
    expectNothingDone(expect, await msp.sync(), /listing of companies is not whole/);
    await expectWholeAgain(expect, msp);
  });

  test('sites of another account: the key was changed under us', async ({ expect }) => {
    const msp = await openMsp();
    const { credentials } = await msp.state();
    const other = credentials.dattoRmm.find(({ label }) => label === 'otherAccount');
    await msp.replaceSecret('dattoRmmKey', other?.key ?? '');
    await msp.replaceSecret('dattoRmmSecret', other?.secret ?? '');
    expectNothingDone(expect, await msp.sync(), /sites was read with a key that leads to another/);
  });

  test('companies of another root company', async ({ expect }) => {
    const msp = await openMsp();
    const { credentials } = await msp.state();
    const other = credentials.gravityzone.find(({ label }) => label === 'otherPartner');
    await msp.replaceSecret('gravityzoneKey', other?.key ?? '');
    expectNothingDone(expect, await msp.sync(), /companies was read with a key that leads to/);
  });

  test('pages whose totals differ at every try', { timeout: 90_000 }, async ({ expect }) => {
    const msp = await openMsp({ sites: 260 });
    // Every second page: the first page counts all sites, the second fewer.
    for (const after of [1, 2]) {
      await msp.vendors.fault({ ...sites, kind: 'drop-rows', percent: 5, after, times: 1 });
    }
    expectNothingDone(expect, await msp.sync(), /sites could not be read to its end/);
  });
});

describe.concurrent('a passing fault of a listing costs time and nothing else', () => {
  test.for([
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
  ] as const)('%s', async ([, fault], { expect }) => {
    const msp = await scene.msp({ sites: 5 });
    await msp.vendors.fault({ ...fault });
    const run = await msp.sync();
    expect(run.calls.map((call) => call.fault)).toContain(fault.kind);
    expect(run.row.status).toBe('ok');
    expect(created(run, 'company')).not.toEqual([]);
  });

  test('a token that expires between two pages, and a total that differs once', async ({
    expect,
  }) => {
    const msp = await scene.msp({
      sites: 260,
      settings: { level: 'automatic', handling: 'manual' },
    });
    await msp.vendors.fault({ ...sites, kind: 'expire-token', after: 1 });
    await msp.vendors.fault({ ...sites, kind: 'drop-rows', percent: 5, after: 2 });
    const run = await msp.sync();
    expect(run.row.status).toBe('ok');
    expect(run.row.counts?.sites).toBe((await msp.state()).dattoRmm.sites.filter(isManaged).length);
  });
});

const isManaged = ({ onDemand, name }: { onDemand: boolean; name: string }) =>
  !onDemand && name !== 'Deleted Devices';
