import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { processIdentity } from './process-identity.ts';

const recordSchema = z.object({ pid: z.number().int().positive(), identity: z.string() });

/** A process that was started for an install, told apart from a later one with its id. */
export type ProcessRecord = z.infer<typeof recordSchema>;

const lookAgainMs = 50;

/** Records a running process, so that a later start finds it if this one is killed. */
export function recordProcess(file: string, pid: number): void {
  const identity = processIdentity(pid);
  if (identity === undefined) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid, identity } satisfies ProcessRecord), { mode: 0o600 });
  renameSync(draft, file);
}

/** Forgets a process. */
export function forgetProcess(file: string): void {
  rmSync(file, { force: true });
}

/** The recorded process, if it still runs. */
export function runningProcess(file: string): ProcessRecord | undefined {
  let record: ProcessRecord;
  try {
    record = recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
  return isRunning(record) ? record : undefined;
}

/** Whether that very process still runs. */
export function isRunning({ pid, identity }: ProcessRecord): boolean {
  return processIdentity(pid) === identity;
}

/**
 * Stops a process with one signal after the other, giving each `graceMs` to take effect.
 * @returns whether it is gone.
 */
export async function stopProcess(
  record: ProcessRecord,
  signals: readonly NodeJS.Signals[],
  graceMs: number,
): Promise<boolean> {
  for (const signal of signals) {
    if (!isRunning(record)) return true;
    try {
      process.kill(record.pid, signal);
    } catch {
      // It went between the look and the signal.
    }
    const deadline = performance.now() + graceMs;
    while (isRunning(record) && performance.now() < deadline) await sleep(lookAgainMs);
  }
  return !isRunning(record);
}

/** Stops the process that a killed launcher left behind, if there is one, and forgets it. */
export async function stopLeftover(
  file: string,
  signals: readonly NodeJS.Signals[],
  graceMs = 15_000,
): Promise<void> {
  const record = runningProcess(file);
  if (record !== undefined) await stopProcess(record, signals, graceMs);
  forgetProcess(file);
}
