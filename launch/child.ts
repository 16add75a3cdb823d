import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { environmentForChild } from '../environment/environment.ts';
import { LaunchError } from './launch-error.ts';
import { endOfLog, openLog } from './log-file.ts';
import { placesIn } from './places.ts';
import { nodeArguments, nodeEnvironment } from '../workers/node-arguments.ts';
import { forgetProcess, recordProcess, stopLeftover } from './process-record.ts';
import type { Service } from './service.ts';

/** A process of our own, such as the worker: a main that prints one JSON line when it is ready. */
export interface ChildProgram {
  readonly name: string;
  /** Path of its main. */
  readonly main: string;
}

/** What a child says when it is ready: `{"ready":true,…}` on standard output. */
export const readyLine = z.looseObject({ ready: z.literal(true) });

/** A running child. */
export interface ReadyChild extends Service {
  readonly ready: z.infer<typeof readyLine>;
}

/** What to start it with. */
export interface ChildOptions {
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Its log goes to the terminal as well. */
  readonly verbose: boolean;
  readonly readyWithinMs?: number;
}

const stopWithinMs = 20_000;

/**
 * Starts a child and waits until it is ready. It is told by `SITESYNC_LAUNCHED=1` that its standard
 * input stays open for as long as this process lives, and has to stop when it ends.
 * @throws {LaunchError} with the end of its log, if it ends before or isn't ready in time.
 */
export async function startChild(
  program: ChildProgram,
  options: ChildOptions,
): Promise<ReadyChild> {
  const places = placesIn(options.dataDir);
  const record = places.record(program.name);
  await stopLeftover(record, ['SIGTERM', 'SIGKILL']);
  const child = spawn(process.execPath, [...nodeArguments, program.main], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C on the terminal reaches this process only, which stops its parts in order.
    detached: true,
    env: environmentForChild({
      ...nodeEnvironment,
      ...options.environment,
      SITESYNC_LAUNCHED: '1',
    }),
  });
  if (child.pid !== undefined) recordProcess(record, child.pid);
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  }).then(() => forgetProcess(record));
  const logFile = places.log(program.name);
  const ready = follow(child, logFile, options.verbose);
  const stop = async () => {
    child.stdin.end();
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    await exited;
    clearTimeout(kill);
  };
  child.stdin.on('error', () => undefined);
  const timer = new AbortController();
  const outcome = await Promise.race([
    ready,
    exited.then(() => `it ended with ${child.exitCode ?? child.signalCode ?? 'an error'}`),
    after(options.readyWithinMs ?? 90_000, timer.signal),
  ]);
  timer.abort();
  if (typeof outcome === 'string') {
    await stop();
    throw new LaunchError(
      `The ${program.name} did not start (${outcome}). The end of ${logFile}:\n${endOfLog(logFile)}`,
    );
  }
  return { ready: outcome, exited, stop };
}

/** Writes what a child says to its log, and gives its ready line. */
function follow(
  child: ChildProcess,
  logFile: string,
  verbose: boolean,
): Promise<ReadyChild['ready']> {
  const log = openLog(logFile);
  const write = (chunk: string | Uint8Array) => {
    writeSync(log, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    if (verbose) process.stderr.write(chunk);
  };
  child.stderr?.on('data', write);
  child.once('close', () => closeSync(log));
  return new Promise((resolve) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = parseReadyLine(line);
      if (said === undefined) write(`${line}\n`);
      else resolve(said);
    });
  });
}

function parseReadyLine(line: string): ReadyChild['ready'] | undefined {
  try {
    return readyLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function after(waitMs: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(`not ready after ${waitMs / 1_000} s`), waitMs);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}
