import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lockDataDir } from '../data-lock.ts';
import { LaunchError } from '../launch-error.ts';
import { placesIn } from '../places.ts';
import { stopLeftover } from '../process-record.ts';

const marker = 'made-by-the-demo';

/** Kept from one demo to the next: the workflow bundle, which takes seconds, and the ports. */
const kept: readonly string[] = [marker, 'cache', 'ports.json'];

/** The parts that a killed demo may have left running, with the signals that end them. */
const leftovers: Readonly<Record<string, readonly NodeJS.Signals[]>> = {
  worker: ['SIGTERM', 'SIGKILL'],
  api: ['SIGTERM', 'SIGKILL'],
  temporal: ['SIGTERM', 'SIGKILL'],
  postgres: ['SIGINT', 'SIGQUIT', 'SIGKILL'],
};

/**
 * Empties the folder of the demo's data: each sandbox is a new account at a new address, to which
 * an earlier tenant does not belong. A folder that no demo made is never touched.
 * @returns whether there was anything of an earlier demo.
 * @throws {LaunchError} if the folder holds something else, or a demo that still runs.
 */
export async function prepareDataFolder(dataDir: string): Promise<boolean> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const found = await readdir(dataDir);
  if (!found.includes(marker)) {
    if (found.length > 0) {
      throw new LaunchError(
        `${dataDir} holds something that the demo did not make, and the demo begins by emptying its folder. Give an empty or a new one with --data.`,
      );
    }
    await writeFile(
      path.join(dataDir, marker),
      'Everything here goes when the demo starts again.\n',
    );
    return false;
  }
  const places = placesIn(dataDir);
  const unlock = lockDataDir(places.lock);
  try {
    for (const [part, signals] of Object.entries(leftovers)) {
      if (existsSync(places.record(part))) await stopLeftover(places.record(part), signals);
    }
    const old = found.filter((name) => !kept.includes(name) && name !== path.basename(places.lock));
    for (const name of old) {
      await rm(path.join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
    }
    return old.length > 0;
  } finally {
    unlock();
  }
}
