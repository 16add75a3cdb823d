import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '../../temporal-config/dev-server/test-dev-server.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { control } from '../harness/control.ts';
import { createInstall, type Install } from '../harness/install.ts';
import type { WorkerProcess } from '../harness/worker-process.ts';
import type { SampleState } from '../sync/scene.ts';
import { found, needlesOf, type Needle } from './needles.ts';
import { readRawTemporal, type RawTemporal } from './raw-temporal.ts';

/*
 * Every credential is a canary: sign-in, connect, sync and mapping run on them, with vendors that
 * fail and that repeat what they were sent; then it is looked for wherever something is kept.
 */

let install: Install;
let sandbox: Sandbox;
let api: { url: string; process: WorkerProcess; answers: string[] };
let worker: WorkerProcess;
let needles: Needle[] = [];
let temporal: RawTemporal;
let dump: string;
let names: string[];
let token = '';

const wrong = { key: 'CANARY-wrong-key-1', secret: 'CANARY wrong/secret+2' };
const uninstallPassword = 'CANARY-Passw0rd!';
const maskedValue = 'CANARY-masked-value-3';

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, msp: 'small', sites: 6, rateScale: 20, seed: 77 });
  install = await createInstall({
    databaseUrl: inject('databaseUrl'),
    temporalAddress: inject('temporalAddress'),
  });
  const port = await freePort();
  install.environment['SITESYNC_API_PORT'] = String(port);
  const program = fileURLToPath(new URL('../../api/main.ts', import.meta.url));
  worker = await install.startWorker();
  const process = await install.startWorker(program);
  api = { url: `http://127.0.0.1:${port}`, process, answers: [] };
  await useEverything();
  temporal = await readRawTemporal(install);
  dump = await dumpOf(install);
});
afterAll(async () => {
  await install.close();
  await sandbox.close();
});

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${api.url}${path}`, {
    method,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  api.answers.push(text, JSON.stringify([...answer.headers]));
  return text === '' ? undefined : JSON.parse(text);
}

/** An answer that is not kept: it shows a new token, this once. */
async function makeToken(path: string, body: unknown): Promise<string> {
  const made = (await call('POST', path, body)) as { token: string };
  api.answers.splice(-2);
  expect(made.token).toEqual(expect.any(String));
  return made.token;
}

async function syncThroughApi(): Promise<void> {
  const { requestId } = (await call('POST', '/v1/runs', { kind: 'sync' })) as {
    requestId: string;
  };
  for (;;) {
    const request = (await call('GET', `/v1/run-requests/${requestId}`)) as { state: string };
    if (request.state === 'answered') return;
    await sleep(100);
  }
}

async function useEverything(): Promise<void> {
  const vendors = control(sandbox);
  const state = (await vendors.state()) as SampleState;
  const { dattoRmm, gravityzone } = sandbox.ready;
  // Its secret has characters that every encoding changes.
  const admin = state.credentials.dattoRmm.find(({ label }) => label === 'secondAdmin');
  const keys = { key: admin?.key ?? '', secret: admin?.secret ?? '' };
  names = [...state.dattoRmm.sites, ...state.gravityzone.companies].map(({ name }) => name);
  const site = state.dattoRmm.sites.find(({ name }) => name === 'Abbotsford Dairy Ltd');
  await vendors.change({
    do: 'datto.setVariable',
    siteUid: site?.uid,
    name: 'GravityZonePackageLink',
    value: maskedValue,
    masked: true,
  });

  await call('POST', '/v1/auth/sign-in/datto-rmm', { url: dattoRmm.url, ...wrong, name: 'Eve' });
  token = await makeToken('/v1/auth/sign-in/datto-rmm', {
    url: dattoRmm.url,
    ...keys,
    name: 'Ann',
  });
  const session = token;
  const apiToken = await makeToken('/v1/tokens', {
    name: 'robot',
    role: 'administrator',
    scope: 'write',
    expiresInDays: 1,
  });
  await call('PUT', '/v1/connections/datto-rmm', { url: dattoRmm.url, ...wrong });
  await call('PUT', '/v1/connections/gravityzone', { url: gravityzone.url, key: wrong.key });
  await call('PUT', '/v1/connections/datto-rmm', { url: dattoRmm.url, ...keys });
  await repeatWhatWasSent(vendors, `${keys.key} ${keys.secret}`, gravityzone.key);
  await call('PUT', '/v1/connections/gravityzone', {
    url: gravityzone.url,
    key: gravityzone.key,
  });
  await call('PUT', '/v1/settings', {
    values: { 'gravityzone.level': 'automatic', 'gravityzone.handling': 'automatic' },
    uninstallPassword,
  });
  await syncThroughApi();
  await syncThroughApi();
  token = apiToken;
  const staged = (await call('POST', '/v1/mappings', {
    rows: [{ site: 'Abbotsford Dairy Ltd', do: 'new' }],
  })) as { id: string };
  await call('POST', `/v1/mappings/${staged.id}/confirm`, {});
  for (;;) {
    const mapping = (await call('GET', `/v1/mappings/${staged.id}`)) as { state: string };
    if (mapping.state === 'done') break;
    await sleep(100);
  }
  await readEverything();
  needles = Object.entries({
    'Datto RMM key': keys.key,
    'Datto RMM secret': keys.secret,
    'GravityZone key': gravityzone.key,
    'wrong key': wrong.key,
    'wrong secret': wrong.secret,
    'uninstall password': uninstallPassword,
    'masked variable': maskedValue,
    'session token': session,
    'API token': apiToken,
  }).flatMap(([name, secret]) => needlesOf(name, secret));
}

/** Vendors whose errors repeat the credentials that they know, on reads and writes. */
async function repeatWhatWasSent(
  vendors: ReturnType<typeof control>,
  echo: string,
  rpcEcho: string,
): Promise<void> {
  const rpc = { jsonrpc: '2.0', id: null, error: { code: -32000, data: { details: rpcEcho } } };
  for (const fault of [
    {
      vendor: 'dattoRmm',
      operation: 'GET /v2/account/sites',
      status: 500,
      body: { error: echo },
    },
    { vendor: 'dattoRmm', operation: 'GET /v2/account', status: 404, body: { message: echo } },
    {
      vendor: 'dattoRmm',
      operation: 'PUT /v2/site/{siteUid}/variable',
      status: 400,
      body: { error: echo, message: echo },
    },
    { vendor: 'gravityzone', operation: 'companies.createCompany', status: 400, body: rpc },
    { vendor: 'gravityzone', operation: 'packages.createPackage', status: 502, body: rpcEcho },
    { vendor: 'gravityzone', operation: 'packages.getInstallationLinks', status: 200, body: rpc },
  ]) {
    await vendors.fault({ ...fault, kind: 'status' });
  }
}

async function readEverything(): Promise<void> {
  const { runs } = (await call('GET', '/v1/runs')) as { runs: { id: string }[] };
  for (const { id } of runs) await call('GET', `/v1/runs/${id}`);
  for (const path of [
    'whoami',
    'connections',
    'sites',
    'companies',
    'settings',
    'writes?all=true',
    'holds',
    'audit',
    'audit/verify',
    'tokens',
  ]) {
    await call('GET', `/v1/${path}`);
  }
}

/** Every row of every table, as text. */
async function dumpOf({ owner }: Install): Promise<string> {
  const tables = await owner<{ schema: string; name: string }[]>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`;
  const rows: string[] = [];
  for (const { schema, name } of tables) {
    const all = await owner<{ row: string }[]>`
      select t::text as row from ${owner(schema)}.${owner(name)} t`;
    rows.push(`${schema}.${name}`, ...all.map(({ row }) => row));
  }
  return rows.join('\n');
}

describe('a canary in every credential, log level debug', () => {
  test('was used: signed in, connected, synced, mapped, and met errors', () => {
    expect(needles.length).toBeGreaterThan(50);
    expect(found(needlesOf('', 'CANARY'), 'a CANARY')).toHaveLength(1);
    expect(dump).toContain('Abbotsford Dairy Ltd');
    expect(dump).toContain('connection.save');
    expect(worker.logged()).toContain('an activity failed');
    expect(api.process.logged()).toContain('/v1/connections/gravityzone');
    expect(temporal.executions).toBeGreaterThan(4);
    expect(api.answers.join('\n')).toContain('refused');
  });

  test('is in no log of the worker', () => {
    expect(found(needles, worker.logged())).toEqual([]);
  });

  test('is in no log of the API', () => {
    expect(found(needles, api.process.logged())).toEqual([]);
  });

  test('is in no answer of the API', () => {
    expect(found(needles, api.answers.join('\n'))).toEqual([]);
  });

  test('is nowhere in the database', () => {
    expect(found(needles, dump)).toEqual([]);
  });

  test('is in no raw history, schedule or failure', () => {
    expect(found(needles, temporal.text)).toEqual([]);
  });
});

describe('raw Temporal histories, schedules and failures', () => {
  test('hold only ciphertext, but for search attributes of opaque ids', () => {
    const clear = temporal.payloads.filter(({ encoding }) => encoding !== 'binary/encrypted');
    // A patch's marker names the change of a workflow: a constant, written by Temporal's own core.
    const known =
      /searchAttributes|\/SitesyncTenant$|markerRecordedEventAttributes\/details\/patch-data/;
    const elsewhere = clear.filter(({ path }) => !known.test(path));
    expect(elsewhere).toEqual([]);
    expect(temporal.payloads.length - clear.length).toBeGreaterThan(20);
  });

  test('hold no site or company name, and no address of a vendor', () => {
    const { dattoRmm, gravityzone } = sandbox.ready;
    const known = [...names, dattoRmm.url, gravityzone.url, 'GravityZonePackageLink'];
    expect(known.filter((name) => name !== 'Managed' && temporal.text.includes(name))).toEqual([]);
  });

  test('tell of failures by their types alone', () => {
    // The server's own word for a task that news overtook: it holds nothing of ours.
    const ofServer = 'UnhandledCommand';
    expect(new Set([...temporal.failureTexts, ofServer])).toEqual(
      new Set(['Encoded failure', ofServer]),
    );
  });
});
