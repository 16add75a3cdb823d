import { randomBytes } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const beatMs = 1_000;
const staleAfterMs = 5_000;
const lookAgainMs = 250;

/**
 * Runs one installation at a time: whoever comes second waits for the first. The holder touches the
 * lock every second, so that the lock of a killed one is taken over after five.
 *
 * @param {string} folder where the lock lives
 * @template Result
 * @param {(noteProcess: (pid: number | undefined) => void) => Promise<Result>} install is given a
 *   function that notes the installer's process, which outlives a killed holder and is waited for
 * @returns {Promise<Result>}
 */
export async function withSetupLock(folder, install) {
  mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, 'setup.lock');
  while (!create(lock, '')) {
    if (isStale(lock)) takeAway(lock);
    else await sleep(lookAgainMs);
  }
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), beatMs);
  try {
    return await install((pid) => writeFileSync(lock, String(pid ?? '')));
  } finally {
    clearInterval(beat);
    rmSync(lock, { force: true });
  }
}

/** Makes the lock whole or not at all: a link fails where a lock is. */
function create(lock, content) {
  const draft = `${lock}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isStale(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs < staleAfterMs) return false;
    return !isNpm(Number(readFileSync(lock, 'utf8')));
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Whether that process is a running npm; where /proc is missing, whether it runs at all. */
function isNpm(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('npm');
  } catch {
    return process.platform !== 'linux';
  }
}

/** Two that find the same stale lock: the rename succeeds for one of them. */
function takeAway(lock) {
  const away = `${lock}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(lock, away);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  // Somebody may have made a new one between the look and the rename: it goes back.
  if (Date.now() - statSync(away).mtimeMs < staleAfterMs) {
    try {
      linkSync(away, lock);
    } catch {
      // A third one was quicker still, and npm runs twice, which npm survives.
    }
  }
  rmSync(away, { force: true });
}
