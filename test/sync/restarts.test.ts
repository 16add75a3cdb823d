import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentForChild, readLauncherSettings } from '../../environment/environment.ts';
import type { Service } from '../../launch/service.ts';
import { KeptRunning } from '../../launch/keep-running.ts';
import { startPostgres, type EmbeddedPostgres } from '../../launch/postgres/start.ts';
import {
  findTemporalProgram,
  startTemporal,
  type EmbeddedTemporal,
} from '../../launch/temporal.ts';
import { requestRun } from '../../db/runs/request-run.ts';
import { intent } from '../../db/schema/index.ts';
import { placesIn } from '../../launch/places.ts';
import { stopLeftover } from '../../launch/process-record.ts';
import { connectTemporal } from '../../temporal-config/connection.ts';
import { prepareNamespace } from '../../temporal-config/namespace.ts';
import { ownPort } from '../harness/own-port.ts';
import { automatic } from '../harness/tenant.ts';
import type { WorkerProcess } from '../harness/worker-process.ts';
import { eventSteps } from './event-steps.ts';
import { created, linksOf, openScene, type Msp, type Scene } from './scene.ts';

/* Services of this file's own, to be stopped and started again in mid-run. */

let dataDir: string;
let program: string;
let ports: Record<'postgres' | 'temporal' | 'temporalUi', number>;
let postgres: EmbeddedPostgres;
let temporal: EmbeddedTemporal;
let scene: Scene;
let kept: KeptRunning<Service>;
const workers: WorkerProcess[] = [];

/** Everything that the workers of this file wrote to their logs. */
const log = () => workers.map((worker) => worker.logged()).join('');

async function startWorker(): Promise<Service> {
  const worker = await scene.install.startWorker();
  workers.push(worker);
  return { exited: worker.ended, stop: () => worker.stop() };
}

const startDatabase = () => startPostgres({ dataDir, durable: false, port: ports.postgres });
const startServer = () => startTemporal({ dataDir, program, ports });

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sitesync-restarts-'));
  program = await findTemporalProgram(
    readLauncherSettings(environmentForChild({ DATABASE_URL: undefined })),
  );
  ports = {
    postgres: await ownPort(),
    temporal: await ownPort(),
    temporalUi: await ownPort(),
  };
  [postgres, temporal] = await Promise.all([startDatabase(), startServer()]);
  const connection = await connectTemporal({ address: temporal.address, namespace: 'default' });
  await prepareNamespace(connection, 'default');
  await connection.close();
  scene = await openScene(undefined, {
    databaseUrl: postgres.url,
    temporalAddress: temporal.address,
  });
  // As the launcher does: a worker that dies with its database is started again.
  kept = await KeptRunning.start(startWorker, () => {});
});
afterAll(async () => {
  await kept.stop();
  await scene.close();
  await Promise.all([postgres.stop(), temporal.stop()]);
  await rm(dataDir, { recursive: true, force: true });
});

/** Asks for a run and waits until it is in the midst of its writes. */
async function beginRun(msp: Msp): Promise<string> {
  const requestId = await requestRun(scene.install.db, msp.tenant.acting, { kind: 'sync' });
  const effects = async () => (await msp.log()).filter(({ effect }) => effect).length;
  while ((await effects()) < 5) await sleep(20);
  return requestId;
}

/** The run went on to its end, with one company, package and variable for each site. */
async function expectWhole(msp: Msp, requestId: string): Promise<void> {
  const run = await msp.ended(await msp.tenant.runOf(requestId));
  expect(run.row.notes).toEqual([]);
  expect(run.row.status).toBe('ok');
  for (const kind of ['company', 'package', 'variable']) {
    const made = created(run, kind);
    expect(new Set(made).size === made.length || kind === 'variable').toBe(true);
  }
  const { dattoRmm, gravityzone } = await msp.state();
  const associations = await msp.associations();
  const managed = dattoRmm.sites.filter(
    ({ name, onDemand }) => !onDemand && name !== 'Managed' && name !== 'Deleted Devices',
  );
  expect(associations).toHaveLength(managed.length);
  for (const { siteUid, companyId, state } of associations) {
    expect(state).toBe('complete');
    const site = managed.find(({ uid }) => uid === siteUid);
    const packages = gravityzone.packages.filter((one) => one.companyId === companyId);
    expect(packages).toHaveLength(1);
    expect(site && linksOf(site)).toEqual([packages[0]?.links.installLinkWindows]);
  }
  const names = gravityzone.companies.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const states = await msp.tenant.read((tx) => tx.select({ state: intent.state }).from(intent));
  expect(states.filter(({ state }) => ['open', 'unknown', 'person'].includes(state))).toEqual([]);
}

describe('in the middle of a run, nothing is lost or doubled, and the run goes on', () => {
  test('after its worker was killed', { timeout: 240_000 }, async () => {
    const msp = await scene.msp({ sites: 20 });
    const requestId = await beginRun(msp);
    workers.at(-1)?.signal('SIGKILL');
    await expectWhole(msp, requestId);
  });

  test('after Postgres was stopped and started again', { timeout: 240_000 }, async () => {
    const msp = await scene.msp({ sites: 20 });
    const requestId = await beginRun(msp);
    await postgres.stop();
    while (!/CONNECTION_CLOSED|57P0|ECONNREFUSED/.test(log())) await sleep(50);
    postgres = await startDatabase();
    await expectWhole(msp, requestId);
  });

  test('after Temporal was stopped and started again', { timeout: 240_000 }, async () => {
    const msp = await scene.msp({ sites: 20 });
    const requestId = await beginRun(msp);
    await temporal.stop();
    // Decided while it is down: delivered when it is back.
    const later = await requestRun(scene.install.db, msp.tenant.acting, { kind: 'sync' });
    while (!log().includes('not delivered yet')) await sleep(50);
    temporal = await startServer();
    await expectWhole(msp, requestId);
    expect((await msp.tenant.runOf(later)).status).toBe('ok');
  });

  test(
    'a decision made while Temporal is killed and the worker down takes effect when they are back',
    { timeout: 240_000 },
    async () => {
      const msp = await scene.msp({ sites: 3 });
      await msp.sync();
      await msp.settings({ ...automatic, handling: 'manual' });
      const [tied] = await msp.associations();
      const companyId = tied?.companyId ?? '';
      const { id: newParentId } = await msp.vendors.change({
        do: 'gravityzone.createCompany',
        name: 'A Partner Between',
        type: 0,
      });
      await msp.vendors.change({ do: 'gravityzone.moveCompany', companyId, newParentId });
      await msp.sync();
      const steps = eventSteps(scene);
      const moved = await steps.eventOf(msp, 'destination-moved');

      await stopLeftover(placesIn(dataDir).record('temporal'), ['SIGKILL']);
      await temporal.exited;
      workers.at(-1)?.signal('SIGKILL');
      // Who decided may go: nothing but the row is waited for.
      const decisionId = await steps.decide(msp, moved, { do: 'move' });
      temporal = await startServer();
      expect((await steps.outcomeOf(msp, decisionId)).state).toBe('done');
      const { gravityzone } = await msp.state();
      const company = gravityzone.companies.find(({ id }) => id === companyId);
      expect(company?.parentId).toBe(gravityzone.rootCompanyId);
      expect((await msp.log()).filter(({ effect }) => effect?.verb === 'move')).toHaveLength(1);
    },
  );
});
