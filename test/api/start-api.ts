import { randomBytes } from 'node:crypto';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import postgres from 'postgres';
import { inject } from 'vitest';
import { createApiClient, type ApiClient } from '../../api/client.ts';
import { createApp, type ApiDependencies } from '../../api/app.ts';
import { readSignInKeys } from '../../api/sign-in/sign-in-keys.ts';
import { createVendorChecks } from '../../api/vendor-checks.ts';
import { connectDatabase, type Database } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { createKeyring, type Keyring } from '../../keys/keyring.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.ts';

/** The real API over real HTTP, on a database of its own. */
export interface TestApi {
  url: string;
  /** Works as the serving role. */
  db: Database;
  keyring: Keyring;
  /** Works as the owner: for looking at what is stored. */
  owner: postgres.Sql;
  /** Everything that was logged, at debug. */
  logged(): string;
  client(token?: string): ApiClient;
  close(): Promise<void>;
}

export async function startTestApi(changes: Partial<ApiDependencies> = {}): Promise<TestApi> {
  const databaseUrl = await createDatabase(inject('databaseUrl'));
  await migrate(databaseUrl);
  const owner = postgres(databaseUrl, { max: 2, onnotice: () => {} });
  const database = connectDatabase(databaseUrl, { max: 4 });
  const { db } = database;
  const keyring = createKeyring([randomBytes(32)]);
  let lines = '';
  const log = pino({ level: 'debug' }, { write: (line: string) => (lines += line) });
  const app = createApp({
    db,
    keyring,
    signInKeys: await readSignInKeys(db, keyring),
    checks: createVendorChecks(db, { allowLoopback: true, extraOrigins: [], rateScale: 1_000 }),
    askProgress: () => Promise.resolve(null),
    workflowUrl: () => null,
    log,
    signInLimits: {
      perAddress: { max: 1_000, windowSeconds: 60 },
      perKey: { max: 1_000, windowSeconds: 60 },
    },
    ...changes,
  });
  const http = await new Promise<{ port: number; stop: () => Promise<void> }>((resolve) => {
    const listening = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve({
        port,
        stop: () => new Promise((closed) => void listening.close(() => closed())),
      }),
    );
  });
  const url = `http://127.0.0.1:${http.port}`;
  return {
    url,
    db,
    keyring,
    owner,
    logged: () => lines,
    client: (token) => createApiClient({ baseUrl: url, token }),
    async close() {
      await http.stop();
      await database.close();
      await owner.end({ timeout: 5 });
    },
  };
}

async function createDatabase(serverUrl: string): Promise<string> {
  const name = `api${randomBytes(6).toString('hex')}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  await admin.end({ timeout: 5 });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Vendors that answer at once. */
export function startVendors(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ rateScale: 1_000, ...options });
}

/** Signs in with the sandbox's own key. */
export async function signIn(api: TestApi, { ready }: Sandbox, name = 'Ann'): Promise<string> {
  const answer = await api.client().v1.auth['sign-in']['datto-rmm'].$post({
    json: { ...ready.dattoRmm, name },
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()).token;
}

/** Signs in and connects both sides. */
export async function connectBoth(api: TestApi, sandbox: Sandbox): Promise<string> {
  const token = await signIn(api, sandbox);
  const { v1 } = api.client(token);
  const { dattoRmm, gravityzone } = sandbox.ready;
  for (const answer of [
    await v1.connections['datto-rmm'].$put({ json: dattoRmm }),
    await v1.connections.gravityzone.$put({ json: gravityzone }),
  ]) {
    if (!answer.ok) throw new Error(await answer.text());
  }
  return token;
}
