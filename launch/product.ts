import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '../db/migrate.ts';
import {
  environmentForChild,
  type LauncherSettings,
  readLauncherSettings,
} from '../environment/environment.ts';
import { readOrCreateMasterKeyFile } from '../keys/master-key-file.ts';
import { connectTemporal, type TemporalTarget } from '../temporal-config/connection.ts';
import { prepareNamespace } from '../temporal-config/namespace.ts';
import type { ChildProgram } from './child.ts';
import { lockDataDir } from './data-lock.ts';
import { LaunchError } from './launch-error.ts';
import { placesIn, projectDir } from './places.ts';
import { choosePort, takePort } from './ports.ts';
import { settleChild } from './settle-child.ts';
import { settlePostgres } from './settle-postgres.ts';
import { settleTemporal } from './settle-temporal.ts';
import { Steps, type StepListener } from './steps.ts';
import { Stops } from './stops.ts';

/** The processes of the product, in the order in which they start. */
export const productPrograms = {
  worker: { name: 'worker', main: path.join(projectDir, 'workers', 'main.ts') },
  api: { name: 'api', main: path.join(projectDir, 'api', 'main.ts') },
} as const satisfies Record<string, ChildProgram>;

/** How to start the product. */
export interface ProductOptions {
  /** Left out, SITESYNC_DATA decides. */
  readonly dataDir?: string;
  /** Of the API; left out, the one it had last time or a free one. */
  readonly port?: number;
  /** Left out, all of {@link productPrograms}. */
  readonly programs?: readonly ChildProgram[];
  /** Variables that are set for this product, on top of the process's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The children's logs go to the terminal as well. */
  readonly verbose?: boolean;
  /** Aborted while it starts, what was started is stopped and the start throws. */
  readonly signal?: AbortSignal;
  readonly onStep?: StepListener;
  /** Told, in a sentence, of a part that died and what is done about it. */
  readonly onTrouble?: (sentence: string) => void;
}

const comesUpWithinMs = 20_000;

/** The running product. */
export interface Product {
  readonly api: string;
  readonly console: string;
  /** Undefined where Temporal is not embedded. */
  readonly temporalUi: string | undefined;
  readonly dataDir: string;
  /** What the children were given; holds the database's password and the master key. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Stops everything, in the reverse order of its start. */
  stop(): Promise<void>;
}

/**
 * Starts the whole product on this machine: embedded Postgres and Temporal unless DATABASE_URL and
 * TEMPORAL_ADDRESS lead elsewhere, then migrations, the namespace, the worker and the API. A part
 * that dies later is started again. If a step fails, what was started is stopped before it throws.
 * @throws {EnvironmentError} for a wrong variable, {LaunchError} and others for the rest.
 */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const settings = readLauncherSettings(environmentForChild({ ...options.environment }));
  const dataDir = path.resolve(options.dataDir ?? settings.dataDir);
  const stops = new Stops();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  stops.add(lockDataDir(placesIn(dataDir).lock));
  const starting = startParts(options, settings, dataDir, stops);
  try {
    const started = await Promise.race([starting, cancelled(options.signal)]);
    return { ...started, dataDir, stop: () => stops.run() };
  } catch (error) {
    // What is on its way comes up first, so that it is stopped in order as well: initdb must not be
    // left behind, nor a migration lose its database.
    const timer = new AbortController();
    await Promise.race([
      Promise.allSettled([starting]),
      sleep(comesUpWithinMs, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
    timer.abort();
    await stops.run();
    throw error;
  }
}

async function startParts(
  options: ProductOptions,
  settings: LauncherSettings,
  dataDir: string,
  stops: Stops,
): Promise<Omit<Product, 'dataDir' | 'stop'>> {
  const steps = new Steps(options.onStep, options.signal);
  const places = placesIn(dataDir);
  const trouble = (part: string) => (sentence: string) =>
    options.onTrouble?.(`${part}: ${sentence}`);
  const [databaseUrl, temporal] = await Promise.all([
    steps.run('postgres', () => settlePostgres(settings, dataDir, stops, trouble('Postgres'))),
    steps.run('temporal', () => settleTemporal(settings, dataDir, stops, trouble('Temporal'))),
  ]);
  await steps.run('migrations', () => migrate(databaseUrl));
  await steps.run('namespace', () => settleNamespace(temporal.target));
  const port =
    options.port === undefined
      ? await choosePort(places.ports, 'api')
      : await takePort(places.ports, 'api', options.port);
  const environment = {
    ...options.environment,
    ...temporal.environment,
    // For links to workflows; whoever brings a cluster of their own says where its UI is.
    ...(temporal.uiUrl === undefined ? {} : { SITESYNC_TEMPORAL_UI: temporal.uiUrl }),
    DATABASE_URL: databaseUrl,
    SITESYNC_MASTER_KEY: settings.masterKey ?? (await readOrCreateMasterKeyFile(places.masterKey)),
    SITESYNC_DATA: dataDir,
    SITESYNC_API_PORT: String(port),
  };
  const child = { dataDir, environment, verbose: options.verbose ?? false };
  const api = `http://127.0.0.1:${port}`;
  let console = `${api}/`;
  for (const program of options.programs ?? Object.values(productPrograms)) {
    const ready = await steps.run(program.name, () =>
      settleChild(program, child, stops, trouble(`The ${program.name}`)),
    );
    if (typeof ready['console'] === 'string') console = ready['console'];
  }
  return { api, console, temporalUi: temporal.uiUrl, environment };
}

async function settleNamespace(target: TemporalTarget): Promise<void> {
  const connection = await connectTemporal(target);
  try {
    await prepareNamespace(connection, target.namespace);
  } finally {
    await connection.close();
  }
}

function cancelled(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new LaunchError('The start was cancelled.')));
  });
}
