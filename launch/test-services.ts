import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { environmentForChild, readLauncherSettings } from '../environment/environment.ts';
import { connectTemporal } from '../temporal-config/connection.ts';
import { prepareNamespace } from '../temporal-config/namespace.ts';
import { lockDataDir } from './data-lock.ts';
import { cacheDir, placesIn } from './places.ts';
import { startPostgres } from './postgres/start.ts';
import { stopLeftover } from './process-record.ts';
import { Stops } from './stops.ts';
import { findTemporalProgram, startTemporal } from './temporal.ts';

/** One Postgres and one Temporal for all tests of a run. */
export interface TestServices {
  /** Connects as superuser; tests make databases of their own beside this one. */
  readonly databaseUrl: string;
  /** `host:port` */
  readonly temporalAddress: string;
  readonly temporalUi: string;
  /** Stops them and removes their data. */
  stop(): Promise<void>;
}

const prefix = 'test-services-';
const justBegunMs = 60_000;

/**
 * Starts them in a folder of their own in the project's cache. The default namespace is ready for
 * use; nothing is migrated. Folders that a killed run left behind are removed first.
 */
export async function startTestServices(): Promise<TestServices> {
  mkdirSync(cacheDir, { recursive: true });
  await removeLeftovers();
  const dataDir = await mkdtemp(path.join(cacheDir, prefix));
  const stops = new Stops();
  stops.add(() => rm(dataDir, { recursive: true, force: true }));
  stops.add(lockDataDir(placesIn(dataDir).lock));
  try {
    const [postgres, temporal] = await Promise.all([
      startPostgres({ dataDir, durable: false }).then((server) => {
        stops.add(() => server.stop());
        return server;
      }),
      findTemporalProgram(readLauncherSettings(environmentForChild({ DATABASE_URL: undefined })))
        .then((program) => startTemporal({ dataDir, program, durable: false }))
        .then((server) => {
          stops.add(() => server.stop());
          return server;
        }),
    ]);
    const connection = await connectTemporal({ address: temporal.address, namespace: 'default' });
    await prepareNamespace(connection, 'default');
    await connection.close();
    return {
      databaseUrl: postgres.url,
      temporalAddress: temporal.address,
      temporalUi: temporal.uiUrl,
      stop: () => stops.run(),
    };
  } catch (error) {
    await stops.run();
    throw error;
  }
}

async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(cacheDir).filter((name) => name.startsWith(prefix))) {
    const dataDir = path.join(cacheDir, name);
    const places = placesIn(dataDir);
    // A run that has just begun has made its folder and not its lock.
    const { mtimeMs } = statSync(dataDir);
    if (!existsSync(places.lock) && Date.now() - mtimeMs < justBegunMs) continue;
    try {
      lockDataDir(places.lock);
    } catch {
      // Another run is using it.
      continue;
    }
    await stopLeftover(places.record('postgres'), ['SIGQUIT', 'SIGKILL']);
    await stopLeftover(places.record('temporal'), ['SIGKILL']);
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
