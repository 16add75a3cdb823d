import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test, vi, type ExpectStatic } from 'vitest';
import { requestRun } from '../../db/runs/request-run.ts';
import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import type { LogEntry } from '../../sandbox/index.ts';
import { associateEverySite } from '../harness/associate.ts';
import { automatic } from '../harness/tenant.ts';
import { openScene, type Msp, type Scene } from './scene.ts';

vi.setConfig({ maxConcurrency: 4 });

/** The last moment at which a write may arrive: 5 s after a freeze. */
const graceMs = 5_000;
const creations = 500;
/** Of another program: more than the limit and its queue take. */
const otherMoves = 41;

/** Answers are waited for longer than they are slowed. */
const patient = { writeTimeoutMs: 60_000, writeSettleMs: 1_500 };

let quickly: Scene;
/** At the vendors' own limits. */
let unhurried: Scene;

beforeAll(async () => {
  [quickly, unhurried] = await Promise.all([
    openScene({ ...patient, rateScale: 20 }),
    openScene({ ...patient, rateScale: 1 }),
  ]);
  await Promise.all([quickly.install.startWorker(), unhurried.install.startWorker()]);
});
afterAll(() => Promise.all([quickly.close(), unhurried.close()]));

const isWrite = ({ operation }: LogEntry) =>
  /create(?:Company|Package)$|moveCompany/.test(operation) ||
  /^(?:PUT|POST|DELETE) \/v2\//.test(operation);

const writesOf = async (msp: Msp) => (await msp.log()).filter(isWrite);

/** An MSP with so many new sites, none of which has a company. */
async function withNewSites(scene: Scene): Promise<Msp> {
  const msp = await scene.msp({ sites: 3 });
  for (let number = 1; number <= creations; number += 1) {
    await msp.vendors.change({ do: 'datto.createSite', name: `New Customer ${number} Ltd` });
  }
  return msp;
}

async function freezeInMidRun(scene: Scene, msp: Msp, after: number): Promise<void> {
  await requestRun(scene.install.db, msp.tenant.acting, { kind: 'sync' });
  while ((await writesOf(msp)).length < after) await sleep(50);
  await stopTenant(scene.install.db, msp.tenant.acting, 'freeze', true);
}

async function expectNoneLate(expect: ExpectStatic, msp: Msp): Promise<void> {
  const frozenAt = Date.now();
  // Nothing can be awaited here: that nothing comes is what is looked for.
  await sleep(graceMs + 4_000);
  const late = (await writesOf(msp)).filter(
    ({ arrivedAt }) => Date.parse(arrivedAt) > frozenAt + graceMs,
  );
  expect(late).toEqual([]);
}

describe.concurrent('no write arrives later than 5 s after a freeze', () => {
  test('in a run of 500 creations', { timeout: 180_000 }, async ({ expect }) => {
    const msp = await withNewSites(quickly);
    await freezeInMidRun(quickly, msp, 40);
    await expectNoneLate(expect, msp);
    const companies = (await msp.log()).filter(({ effect }) => effect?.kind === 'company');
    expect(companies.length).toBeLessThan(creations);
  });

  test('in such a run with answers slowed to 30 s', { timeout: 180_000 }, async ({ expect }) => {
    const msp = await withNewSites(quickly);
    const create = { vendor: 'gravityzone', operation: 'companies.createCompany' };
    await msp.vendors.fault({ ...create, kind: 'slow', delayMs: 30_000, times: 0 });
    await freezeInMidRun(quickly, msp, 10);
    await expectNoneLate(expect, msp);
  });

  test('with the queue of 30 moves a minute full', { timeout: 180_000 }, async ({ expect }) => {
    const settings = { ...automatic, holdChanges: { min: 1_000, percent: 100 } };
    const msp = await unhurried.msp({ sites: 40, rateScale: 1, settings });
    const tied = await associateEverySite(msp.sandbox, msp.tenant);
    const partner = { do: 'gravityzone.createCompany', name: 'A Partner Between', type: 0 };
    const { id: newParentId } = await msp.vendors.change(partner);
    for (const { companyId } of tied.slice(1)) {
      await msp.vendors.change({ do: 'gravityzone.moveCompany', companyId, newParentId });
    }
    const others = fillQueue(msp, tied[0]?.companyId ?? '', String(newParentId));
    await freezeInMidRun(unhurried, msp, otherMoves + 3);
    await expectNoneLate(expect, msp);
    await others;
  });
});

/** Another program with the same key moves a company to and fro, more often than the limit allows. */
async function fillQueue(msp: Msp, companyId: string, newParentId: string): Promise<void> {
  const { url, key } = msp.sandbox.ready.gravityzone;
  const { rootCompanyId } = (await msp.state()).gravityzone;
  await Promise.all(
    Array.from({ length: otherMoves }, (_, number) =>
      fetch(`${url}/v1.0/jsonrpc/network`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
          'user-agent': 'another program',
        },
        body: JSON.stringify({
          id: number,
          jsonrpc: '2.0',
          method: 'moveCompanyOrCompanyFolder',
          params: { id: companyId, newParentId: number % 2 === 0 ? newParentId : rootCompanyId },
        }),
      }).then((answer) => answer.arrayBuffer()),
    ),
  );
}
