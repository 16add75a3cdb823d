import { afterAll, beforeAll, describe, test, vi, type ExpectStatic } from 'vitest';
import { event } from '../../db/schema/index.ts';
import { associateEverySite, type AssociatedSite } from '../harness/associate.ts';
import { automatic } from '../harness/tenant.ts';
import { openScene, type EndedRun, type Msp, type Scene } from './scene.ts';

vi.setConfig({ maxConcurrency: 8 });

/* What a key may see shrinks, or a listing does, while nothing was deleted at the vendors. */

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await scene.install.startWorker();
});
afterAll(() => scene.close());

/** The hold rule as it is by default: it must not be what is switched off here. */
const settings = { ...automatic, holdCreations: undefined };

interface LargeMsp {
  msp: Msp;
  tied: AssociatedSite[];
}

/** An MSP all of whose sites have been associated for long, with a run that found all in step. */
async function largeMsp(sites: number): Promise<LargeMsp> {
  const msp = await scene.msp({ sites, msp: 'large', rateScale: 1_000, settings });
  const tied = await associateEverySite(msp.sandbox, msp.tenant);
  const first = await msp.sync();
  if (first.row.status !== 'ok')
    throw new Error(`${first.row.status}: ${first.row.notes.join(' ')}`);
  return { msp, tied };
}

/** No company was created, moved, renamed or deleted, and the run says what keeps it. */
async function expectNothingDone(expect: ExpectStatic, msp: Msp, run: EndedRun): Promise<void> {
  expect(run.effects.filter(({ kind }) => kind === 'company')).toEqual([]);
  const open = await msp.tenant.read((tx) => tx.select().from(event));
  const said = [
    ...run.row.notes,
    ...run.problems.map(({ sentence }) => sentence),
    ...open.map(({ waits }) => waits ?? ''),
  ];
  expect(said.filter((sentence) => sentence !== '')).not.toEqual([]);
}

const share = <T>(items: readonly T[], percent: number): T[] =>
  items.slice(0, Math.ceil((items.length * percent) / 100));

async function hide(msp: Msp, vendor: 'dattoRmm' | 'gravityzone', ids: string[]): Promise<void> {
  await msp.vendors.change({ do: 'hide', vendor, ids });
}

/** The listing lacks the same rows in every run, and says so few in its totals. */
async function shorten(
  msp: Msp,
  vendor: string,
  operations: readonly string[],
  percent: number,
): Promise<void> {
  await msp.vendors.clearFaults();
  for (const operation of operations) {
    await msp.vendors.fault({ vendor, operation, kind: 'drop-rows', percent, times: 0 });
  }
}

describe.concurrent('a lost permission or a short listing changes no company', () => {
  test('300 of 1,000 companies hidden from the key', { timeout: 300_000 }, async ({ expect }) => {
    const { msp, tied } = await largeMsp(1_000);
    await hide(
      msp,
      'gravityzone',
      tied.slice(0, 300).map(({ companyId }) => companyId),
    );
    for (const run of [await msp.sync(), await msp.sync()]) {
      expect(run.row.status).toBe('partial');
      expect(run.row.notes.join(' ')).toMatch(/companies has shrunk to \d+, under 80 %/);
      await expectNothingDone(expect, msp, run);
    }
  });

  test('300 of 1,000 sites hidden from the key', { timeout: 300_000 }, async ({ expect }) => {
    const { msp, tied } = await largeMsp(1_000);
    await hide(
      msp,
      'dattoRmm',
      tied.slice(0, 300).map(({ siteUid }) => siteUid),
    );
    for (const run of [await msp.sync(), await msp.sync()]) {
      expect(run.row.status).toBe('partial');
      expect(run.row.notes.join(' ')).toMatch(/sites has shrunk to \d+, under 80 %/);
      await expectNothingDone(expect, msp, run);
    }
  });

  /** Where the inventory lacks what others are in, the tree is read level by level. */
  const listings = [
    ['companies', 'gravityzone', ['network.getNetworkInventoryItems', 'network.getCompaniesList']],
    ['sites', 'dattoRmm', ['GET /v2/account/sites']],
  ] as const;

  test.for(listings)(
    'a listing of %s that is 30 %% short',
    async ([what, vendor, operations], { expect }) => {
      const { msp } = await largeMsp(40);
      await shorten(msp, vendor, operations, 30);
      const run = await msp.sync();
      expect(run.row.notes.join(' ')).toMatch(new RegExp(`${what} has shrunk`));
      await expectNothingDone(expect, msp, run);
    },
  );

  test.for([
    ['not authorized', '-32001'],
    ['not found', '-32002'],
    ['invalid params', '-32602'],
  ] as const)(
    '5 %% of the companies go out of sight each run for 10 runs, answered with %s',
    { timeout: 300_000 },
    async ([, code], { expect }) => {
      const { msp, tied } = await largeMsp(40);
      await msp.vendors.switches({ 'gravityzone.outOfSightCode': code });
      for (let run = 1; run <= 10; run += 1) {
        await hide(
          msp,
          'gravityzone',
          share(tied, 5 * run).map(({ companyId }) => companyId),
        );
        await expectNothingDone(expect, msp, await msp.sync());
      }
    },
  );

  test.for([['403'], ['404']] as const)(
    '5 %% of the sites go out of sight each run for 10 runs, answered with %s',
    { timeout: 300_000 },
    async ([status], { expect }) => {
      const { msp, tied } = await largeMsp(40);
      await msp.vendors.switches({ 'dattoRmm.invisibleSite': status });
      for (let run = 1; run <= 10; run += 1) {
        await hide(
          msp,
          'dattoRmm',
          share(tied, 5 * run).map(({ siteUid }) => siteUid),
        );
        await expectNothingDone(expect, msp, await msp.sync());
      }
    },
  );

  test.for(listings)(
    'a listing of %s that is 5 %% shorter each run for 10 runs',
    { timeout: 300_000 },
    async ([, vendor, operations], { expect }) => {
      const { msp } = await largeMsp(40);
      for (let run = 1; run <= 10; run += 1) {
        await shorten(msp, vendor, operations, 5 * run);
        const ended = await msp.sync();
        expect(ended.effects.filter(({ kind }) => kind === 'company')).toEqual([]);
      }
    },
  );
});
