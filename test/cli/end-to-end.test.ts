import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { control } from '../harness/control.ts';
import { createInstall, type Install } from '../harness/install.ts';
import { startApiProcess, type ApiProcess } from './api-process.ts';
import { createRunCli, type RunCli } from './run-cli.ts';

let install: Install;
let sandbox: Sandbox;
let api: ApiProcess;
let home: string;
let sitesync: RunCli;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, msp: 'small', rateScale: 20 });
  install = await createInstall({
    databaseUrl: inject('databaseUrl'),
    temporalAddress: inject('temporalAddress'),
  });
  api = await startApiProcess(install.environment);
  home = await mkdtemp(path.join(tmpdir(), 'sitesync-cli-'));
  sitesync = createRunCli(api.ready.url, home);
});
afterAll(async () => {
  await api.stop();
  await install.close();
  await sandbox.close();
  await rm(home, { recursive: true, force: true });
});

interface Site {
  uid: string;
  name: string;
  excluded: boolean;
  association: { package: string; variable: string; state: string } | null;
}

const sites = async () => ((await sitesync(['sites', '--json'])).json() as { sites: Site[] }).sites;

describe('from sign-in to an association, by the command line alone', () => {
  test('connecting both sides asks for a run, which reads the inventories and writes nothing', async () => {
    const { dattoRmm, gravityzone } = sandbox.ready;
    const datto = ['--url', dattoRmm.url, '--key', dattoRmm.key, '--secret', dattoRmm.secret];
    expect((await sitesync(['login', ...datto])).exitCode).toBe(0);
    expect((await sitesync(['connect', 'datto-rmm', ...datto])).exitCode).toBe(0);
    const keys = ['--url', gravityzone.url, '--key', gravityzone.key];
    expect((await sitesync(['connect', 'gravityzone', ...keys])).exitCode).toBe(0);

    await install.startWorker();
    const synced = await sitesync(['sync', '--wait', '--json']);
    expect(synced.exitCode).toBe(0);
    expect(synced.json()).toMatchObject({ status: 'ok', counts: { companiesCreated: 0 } });
    expect((await sites()).length).toBeGreaterThan(3);
    const { entries } = await control(sandbox).log();
    expect(entries.filter(({ effect }) => effect)).toEqual([]);
  });

  test('a mapping is staged, confirmed and carried out: company, package and variable', async () => {
    const free = (await sites()).filter(({ association, excluded }) => !association && !excluded);
    const name = `By hand ${free[0]?.name ?? ''}`.slice(0, 60);
    const uid = free[0]?.uid ?? '';
    const mapped = await sitesync(['map', uid, '--new', '--name', name, '--yes', '--json']);
    expect(mapped.stderr).toBe('');
    expect(mapped.json()).toMatchObject({
      state: 'done',
      progress: { total: 1, done: 1 },
      rows: [{ state: 'done', problem: null }],
    });
    expect(mapped.exitCode).toBe(0);
    const { gravityzone } = await control(sandbox).state();
    expect(gravityzone.companies.filter((company) => company.name === name)).toHaveLength(1);

    await sitesync(['sync', '--wait']);
    const site = (await sites()).find((one) => one.uid === uid);
    expect(site?.association).toMatchObject({
      state: 'complete',
      package: 'ok',
      variable: 'ok',
    });
  });

  test('a plan at Automatic shows what a run would do, exit code 2', async () => {
    await sitesync(['settings', 'set', 'gravityzone.level', 'automatic']);
    await sitesync(['settings', 'set', 'gravityzone.handling', 'automatic']);
    const planned = await sitesync(['plan', '--wait', '--json']);
    expect(planned.exitCode).toBe(2);
    expect(planned.json()).toMatchObject({ kind: 'plan', plan: { items: expect.any(Array) } });
  });

  test('the log of the API at debug holds no key', () => {
    const { dattoRmm, gravityzone } = sandbox.ready;
    for (const secret of [dattoRmm.key, dattoRmm.secret, gravityzone.key]) {
      expect(api.logged()).not.toContain(secret);
    }
  });
});

describe('the API process', () => {
  test('answers while Temporal is away, and ends with its launcher', async () => {
    const alone = await startApiProcess({
      ...install.environment,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    });
    expect((await fetch(`${alone.ready.url}/health`)).status).toBe(200);
    expect(await alone.stop()).toBe(0);
  });

  test('refuses to start without its settings, with a sentence', async () => {
    const { DATABASE_URL: _, ...rest } = install.environment;
    await expect(startApiProcess(rest)).rejects.toThrow(/DATABASE_URL is not set/);
  });
});
