import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { processIdentity } from '../process-identity.ts';
import { stopProcess } from '../process-record.ts';

// Fast shutdown, then immediate: https://www.postgresql.org/docs/18/server-shutdown.html
// SIGKILL only at the very end, for a server that hangs; its files survive that too.
/** What stops Postgres, in this order. */
export const stopSignals = ['SIGINT', 'SIGQUIT'] as const satisfies readonly NodeJS.Signals[];

const graceMs = 15_000;

/**
 * Stops a server of this cluster that a killed launcher left behind. Its postmaster.pid is removed
 * only where the process id in it now belongs to a program that is not Postgres, which Postgres
 * itself would take for a running server.
 */
export async function stopLeftoverPostmaster(cluster: string): Promise<void> {
  const pidFile = path.join(cluster, 'postmaster.pid');
  const pid = readPid(pidFile);
  const identity = pid === undefined ? undefined : processIdentity(pid);
  if (pid === undefined || identity === undefined) return;
  if (!isPostgres(pid)) {
    rmSync(pidFile, { force: true });
    return;
  }
  await stopProcess({ pid, identity }, [...stopSignals, 'SIGKILL'], graceMs);
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    // Without /proc the lock file is believed.
    return true;
  }
}
