import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { waitUntilServing } from './wait-until-serving.ts';

/** What a dev server is started with. All of it listens on 127.0.0.1 only. */
export interface DevServerOptions {
  /** The `temporal` program. */
  readonly program: string;
  /** A command to start it through, such as one that stops it when this process is gone. */
  readonly through?: readonly string[];
  /** The database file; left out, everything is forgotten at the stop. */
  readonly dbFile?: string;
  readonly port: number;
  readonly uiPort: number;
  /** Receives the server's output. */
  readonly logFile: string;
  /** Its environment; left out, this process's. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long to wait until it serves. */
  readonly timeoutMs?: number;
}

/** A running dev server. */
export interface DevServer {
  /** `host:port` of its gRPC front-end. */
  readonly address: string;
  /** Base URL of its web UI. */
  readonly uiUrl: string;
  /** The process that was started. */
  readonly process: ChildProcess;
  /** Resolves when that process has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Stops it: politely, and after `graceMs` for good. */
  stop(graceMs?: number): Promise<void>;
}

/** The dev server ended or never served. */
export class DevServerError extends Error {
  override readonly name = 'DevServerError';
}

/**
 * Starts `temporal server start-dev` with its UI and waits until it serves. Fairness keys are
 * ignored by a server that isn't told `matching.enableFairness`.
 * @throws {DevServerError} with the end of its log.
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const address = `127.0.0.1:${options.port}`;
  const mark = markOf(options);
  const [command, ...before] = [...(options.through ?? []), options.program];
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(command ?? options.program, [...before, ...serverArguments(options, mark)], {
    stdio: ['pipe', log, log],
    ...(options.env === undefined ? {} : { env: options.env }),
    // Ctrl-C on the terminal reaches this process only, which stops its parts in order.
    detached: true,
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (graceMs = 10_000) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.stdin?.end();
    child.kill('SIGTERM');
    await exited;
    clearTimeout(kill);
  };
  // A write to the pipe of a process that is already gone is no news.
  child.stdin?.on('error', () => undefined);
  const serving = waitUntilServing(address, ['default', mark], options.timeoutMs ?? 30_000);
  const failed = await Promise.race([
    serving.then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    ),
    exited.then(() => 'it ended at once'),
  ]);
  if (failed !== undefined) {
    await stop();
    throw new DevServerError(
      `Temporal's dev server did not start (${failed}). The end of ${options.logFile}:\n${await endOf(options.logFile)}`,
    );
  }
  return { address, uiUrl: `http://127.0.0.1:${options.uiPort}`, process: child, exited, stop };
}

function serverArguments(options: DevServerOptions, mark: string): string[] {
  const listen = ['--ip', '127.0.0.1', '--port', String(options.port)];
  const ui = ['--ui-port', String(options.uiPort), '--ui-disable-news-fetch'];
  const behaviour = [
    '--log-level',
    'warn',
    '--dynamic-config-value',
    'matching.enableFairness=true',
  ];
  const database = options.dbFile === undefined ? [] : ['--db-filename', options.dbFile];
  return ['server', 'start-dev', '--namespace', mark, ...listen, ...ui, ...behaviour, ...database];
}

/**
 * A namespace that only this server has. Another program that takes the port in the moment before
 * this server does may be a Temporal too, and would be mistaken for it.
 */
function markOf({ dbFile }: DevServerOptions): string {
  const seed = dbFile === undefined ? randomUUID() : path.resolve(dbFile);
  return `sitesync-${createHash('sha256').update(seed).digest('hex').slice(0, 12)}`;
}

async function endOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-8).join('\n');
}
