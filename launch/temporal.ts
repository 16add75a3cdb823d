import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentForChild } from '../environment/environment.ts';
import { findTemporal } from '../temporal-config/dev-server/find-program.ts';
import { startDevServer } from '../temporal-config/dev-server/start-dev-server.ts';
import { keptCommand } from './kept.ts';
import { cacheDir, placesIn } from './places.ts';
import { choosePort } from './ports.ts';
import { stopLeftover } from './process-record.ts';
import type { Service } from './service.ts';

/** A running embedded Temporal. */
export interface EmbeddedTemporal extends Service {
  /** `host:port` of its front-end. */
  readonly address: string;
  readonly uiUrl: string;
  readonly ports: TemporalPorts;
}

/** Where the dev server listens. */
export interface TemporalPorts {
  readonly temporal: number;
  readonly temporalUi: number;
}

/** How to start it. */
export interface TemporalOptions {
  readonly dataDir: string;
  /** The `temporal` program, from {@link findTemporalProgram}. */
  readonly program: string;
  /** Left out, the ones it had last time or free ones. */
  readonly ports?: TemporalPorts;
  /** False in tests only: its data is in memory and ends with it, and it needs half the CPU. */
  readonly durable?: boolean;
}

const startTries = 3;
// The keeper gives the server 15 s before it kills it.
const stopWithinMs = 20_000;
const stopSignals = ['SIGTERM'] as const satisfies readonly NodeJS.Signals[];

/** Finds the `temporal` program, fetching it into the project's cache if it is nowhere. */
export function findTemporalProgram(where: {
  temporalCliPath: string | undefined;
  programPath: string;
}): Promise<string> {
  return findTemporal({ ...where, cacheDir });
}

/** Starts the dev server of a data folder; what a killed launcher left running is stopped before. */
export async function startTemporal(options: TemporalOptions): Promise<EmbeddedTemporal> {
  const places = placesIn(options.dataDir);
  await mkdir(places.logs, { recursive: true });
  await stopLeftover(places.record('temporal'), [...stopSignals, 'SIGKILL']);
  for (let tries = 1; ; tries++) {
    const ports = options.ports ?? {
      temporal: await choosePort(places.ports, 'temporal'),
      temporalUi: await choosePort(places.ports, 'temporalUi'),
    };
    try {
      return await startOnce(options, ports);
    } catch (error) {
      // Another program may have been quicker on one of the ports.
      if (tries === startTries) throw error;
      await sleep(tries * 500);
    }
  }
}

async function startOnce(
  { dataDir, program, durable = true }: TemporalOptions,
  ports: TemporalPorts,
): Promise<EmbeddedTemporal> {
  const places = placesIn(dataDir);
  const server = await startDevServer({
    program,
    through: keptCommand(places.record('temporal'), stopSignals),
    ...(durable ? { dbFile: places.temporalDatabase } : {}),
    port: ports.temporal,
    uiPort: ports.temporalUi,
    logFile: places.log('temporal'),
    env: environmentWithoutTemporal(),
  });
  return {
    address: server.address,
    uiUrl: server.uiUrl,
    ports,
    exited: server.exited,
    stop: () => server.stop(stopWithinMs),
  };
}

/** The CLI reads addresses and keys of other clusters from the environment; they are not meant here. */
function environmentWithoutTemporal(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environmentForChild({})).filter(([name]) => !name.startsWith('TEMPORAL_')),
  );
}
