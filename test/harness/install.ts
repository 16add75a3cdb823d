import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { connectDatabase, type Database } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { environmentForChild } from '../../environment/environment.ts';
import { createKeyring, parseMasterKeys, type Keyring } from '../../keys/keyring.ts';
import {
  connectTemporal,
  createClient,
  type TemporalTarget,
} from '../../temporal-config/connection.ts';
import { prepareNamespace } from '../../temporal-config/namespace.ts';
import type { Client } from '@temporalio/client';
import { nodeEnvironment, quickStart } from '../../workers/node-arguments.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the services of a test run are. */
export interface Services {
  databaseUrl: string;
  temporalAddress: string;
}

/** Timings of the write protocol, lowered so that a test need not wait. */
export interface InstallTimings {
  rateScale: number;
  writeTimeoutMs: number;
  writeSettleMs: number;
}

export const quick: InstallTimings = { rateScale: 20, writeTimeoutMs: 1_500, writeSettleMs: 1_500 };

/** How workers are started that may take memory to save processor time. */
const roomy = [...quickStart, '--max-semi-space-size=16'];

/** An install of its own: a database, a Temporal namespace, a master key. No process runs yet. */
export interface Install {
  db: Database;
  keyring: Keyring;
  /** Works as the database's owner: for looking at what is stored. */
  owner: postgres.Sql;
  databaseUrl: string;
  temporal: Client;
  namespace: string;
  environment: Record<string, string>;
  /**
   * Starts a worker process; `program` is another copy of workers/main.ts, `overrides` are
   * variables that it is told in place of the install's own.
   */
  startWorker(program?: string, overrides?: Record<string, string>): Promise<WorkerProcess>;
  close(): Promise<void>;
}

/**
 * Makes an install. Garbage of its workers is collected less often than the product's, which saves a
 * seventh of their processor time; who measures memory gives the product's own arguments for Node.
 */
export async function createInstall(
  services: Services,
  timings: InstallTimings = quick,
  nodeArguments: readonly string[] = roomy,
): Promise<Install> {
  const namespace = `t${randomBytes(6).toString('hex')}`;
  const server = new URL(services.databaseUrl);
  const admin = postgres(services.databaseUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${namespace}`);
  await admin.end({ timeout: 5 });
  server.pathname = `/${namespace}`;
  const databaseUrl = server.href;
  await migrate(databaseUrl);

  const target: TemporalTarget = { address: services.temporalAddress, namespace };
  const connection = await connectTemporal(target);
  await prepareNamespace(connection, namespace);
  const masterKey = randomBytes(32).toString('base64');
  const keyring = createKeyring(parseMasterKeys(masterKey));
  const database = connectDatabase(databaseUrl, { max: 6 });
  const owner = postgres(databaseUrl, { max: 2, onnotice: () => {} });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sitesync-install-'));
  // All installs share the workflow bundle: its name says from which sources it is made.
  const bundles = path.join(root, '.cache/workflow-bundles');
  await mkdir(bundles, { recursive: true });
  await symlink(bundles, path.join(dataDir, 'cache'));
  const workers = new Set<WorkerProcess>();
  const environment = environmentForChild({
    ...nodeEnvironment,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: services.temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    SITESYNC_MASTER_KEY: masterKey,
    SITESYNC_DATA: dataDir,
    SITESYNC_ALLOW_LOOPBACK_VENDORS: '1',
    SITESYNC_VENDOR_RATE_SCALE: String(timings.rateScale),
    SITESYNC_WRITE_TIMEOUT_MS: String(timings.writeTimeoutMs),
    SITESYNC_WRITE_SETTLE_MS: String(timings.writeSettleMs),
    SITESYNC_POLL_MS: '100',
    SITESYNC_LOG_LEVEL: 'debug',
    SITESYNC_LAUNCHED: '1',
  });
  return {
    db: database.db,
    keyring,
    owner,
    databaseUrl,
    temporal: createClient(connection, target, keyring),
    namespace,
    environment,
    async startWorker(program = path.join(root, 'workers/main.ts'), overrides = {}) {
      const told = { ...environment, ...overrides };
      const worker = await startWorkerProcess(program, told, nodeArguments);
      workers.add(worker);
      return worker;
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.stop()));
      await connection.close();
      await database.close();
      await owner.end({ timeout: 5 });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
