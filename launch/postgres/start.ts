import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { environmentForChild } from '../../environment/environment.ts';
import { keptCommand } from '../kept.ts';
import { hasCode, LaunchError, messageOf } from '../launch-error.ts';
import { endOfLog, openLog } from '../log-file.ts';
import { placesIn } from '../places.ts';
import { choosePort } from '../ports.ts';
import { stopLeftover } from '../process-record.ts';
import type { Service } from '../service.ts';
import { clusterDatabase, clusterUser, ensureCluster } from './cluster.ts';
import { stopLeftoverPostmaster, stopSignals } from './leftover.ts';
import { findPostgresPrograms, type PostgresPrograms } from './programs.ts';
import { postgresUser, type PostgresUser } from './run-as.ts';

/** A running embedded Postgres. */
export interface EmbeddedPostgres extends Service {
  /** Connects as the cluster's superuser to the product's database. Holds the password. */
  readonly url: string;
  readonly port: number;
}

/** How to start it. */
export interface PostgresOptions {
  readonly dataDir: string;
  /** Left out, the one it had last time or a free one. */
  readonly port?: number;
  /** False in tests only: a power cut may then lose the data, and everything is quicker. */
  readonly durable?: boolean;
}

const startTries = 4;
const readyWithinMs = 60_000;
const lookAgainMs = 50;
const stopWithinMs = 35_000;

/**
 * Starts the embedded Postgres of a data folder on 127.0.0.1, making its cluster and database first
 * where they are missing. What a killed launcher left running or locked is cleared away before.
 * @throws {LaunchError} with the end of its log.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const places = placesIn(options.dataDir);
  const programs = findPostgresPrograms();
  await mkdir(places.logs, { recursive: true });
  // Root's data folder must let Postgres's own user pass; nobody else may look into it.
  await chmod(options.dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  await stopLeftover(places.record('postgres'), [...stopSignals, 'SIGKILL']);
  if (existsSync(places.cluster)) await stopLeftoverPostmaster(places.cluster);
  const user = postgresUser([programs.postgres, path.join(places.cluster, 'PG_VERSION')]);
  const password = await ensureCluster(places, programs, user);
  for (let tries = 1; ; tries++) {
    const port = options.port ?? (await choosePort(places.ports, 'postgres'));
    try {
      return await startOnce({ ...options, port, password, programs, user });
    } catch (error) {
      // Another program was quicker on the port, or the last server's processes are not gone yet.
      if (tries === startTries) throw error;
      await sleep(tries * 500);
    }
  }
}

interface StartOnce extends PostgresOptions {
  readonly port: number;
  readonly password: string;
  readonly programs: PostgresPrograms;
  readonly user: PostgresUser;
}

async function startOnce(options: StartOnce): Promise<EmbeddedPostgres> {
  const places = placesIn(options.dataDir);
  const kept = keptCommand(places.record('postgres'), stopSignals, options.user.runAs);
  const [command, ...before] = kept;
  const log = openLog(places.log('postgres'));
  const child = spawn(
    command,
    [...before, ...options.user.through, options.programs.postgres, ...serverArguments(options)],
    { stdio: ['pipe', log, log], detached: true, env: environmentForChild({}) },
  );
  closeSync(log);
  child.stdin?.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.stdin?.end();
    const kill = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    await exited;
    clearTimeout(kill);
  };
  const server = `postgres://${clusterUser}:${options.password}@127.0.0.1:${options.port}`;
  try {
    await waitUntilReady(`${server}/postgres`, child);
  } catch (error) {
    await stop();
    throw new LaunchError(
      `The embedded database did not start (${messageOf(error)}). The end of ${places.log('postgres')}:\n${endOfLog(places.log('postgres'))}`,
      { cause: error },
    );
  }
  return { url: `${server}/${clusterDatabase}`, port: options.port, exited, stop };
}

function serverArguments({ port, durable, dataDir }: StartOnce): string[] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    password_encryption: 'scram-sha-256',
    log_min_messages: 'warning',
    // Statements and the details of errors hold people's data; logs must not.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable === false
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
      : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', placesIn(dataDir).cluster, ...flags];
}

/** Waits until it answers, which after a crash is when it has recovered, and makes the database. */
async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended at once');
    const client = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
    try {
      const found = await client`select 1 from pg_database where datname = ${clusterDatabase}`;
      if (found.length === 0) await client`create database ${client(clusterDatabase)}`;
      return;
    } catch (error) {
      // 28P01: a password of another cluster does not get better by waiting.
      if (performance.now() > deadline || hasCode(error, '28P01')) throw error;
    } finally {
      await client.end({ timeout: 1 });
    }
    await sleep(lookAgainMs);
  }
}
