import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { hasCode, LaunchError } from './launch-error.ts';
import { processIdentity } from './process-identity.ts';

const holderSchema = z.object({ pid: z.number().int().positive(), identity: z.string() });

/**
 * Takes an install's data folder for this process; a second launcher on the same folder would stop
 * the first one's services. The lock of a launcher that no longer runs is taken over.
 * @returns a function that gives the folder back.
 * @throws {LaunchError} if another launcher holds it.
 */
export function lockDataDir(lock: string): () => void {
  const own = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) ?? '' });
  mkdirSync(path.dirname(lock), { recursive: true });
  while (!create(lock, own)) {
    const holder = readHolder(lock);
    if (holder !== undefined && processIdentity(holder.pid) === holder.identity) {
      throw new LaunchError(
        `Sitesync already runs with the data in ${path.dirname(lock)} (process ${holder.pid}). Stop that one, or give another folder with --data.`,
      );
    }
    takeAway(lock, holder?.identity);
  }
  return () => {
    if (readHolder(lock)?.pid === process.pid) rmSync(lock, { force: true });
  };
}

/** Makes the lock whole or not at all: a link fails where a lock is. */
function create(lock: string, content: string): boolean {
  const draft = `${lock}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Two that find the same stale lock: the rename succeeds for one of them. */
function takeAway(lock: string, staleIdentity: string | undefined): void {
  const away = `${lock}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(lock, away);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  // Somebody may have made a new one between the look and the rename: it goes back.
  if (readHolder(away)?.identity !== staleIdentity) create(lock, readFileSync(away, 'utf8'));
  rmSync(away, { force: true });
}

function readHolder(lock: string): z.infer<typeof holderSchema> | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(lock, 'utf8')));
  } catch {
    return undefined;
  }
}
