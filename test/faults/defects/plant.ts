import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** What a worker and an API process are made of. */
const rooms = [
  'activities',
  'api',
  'db',
  'environment',
  'keys',
  'rules',
  'temporal-config',
  'vendors',
  'workers',
  'workflows',
];
const files = ['package.json', 'package-lock.json'];

/** A change of the source: `find` must stand in the file exactly once. */
export interface Patch {
  file: string;
  find: string;
  replace: string;
}

export interface PlantedProgram {
  /** The worker's main file in the patched copy. */
  program: string;
  /** The API's. */
  api: string;
  /** For what the program keeps; it goes with the copy. */
  dataDir: string;
  remove(): Promise<void>;
}

/**
 * Copies the source of worker and API to a folder of its own and patches it there.
 *
 * @throws {Error} if a patch no longer fits the source.
 */
export async function plant(patches: readonly Patch[]): Promise<PlantedProgram> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sitesync-planted-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (const name of [...rooms, ...files]) {
      await cp(path.join(root, name), path.join(folder, name), { recursive: true });
    }
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const patch of patches) await apply(folder, patch);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    program: path.join(folder, 'workers/main.ts'),
    api: path.join(folder, 'api/main.ts'),
    dataDir: path.join(folder, '.sitesync'),
    remove,
  };
}

async function apply(folder: string, { file, find, replace }: Patch): Promise<void> {
  const target = path.join(folder, file);
  const source = await readFile(target, 'utf8');
  const times = source.split(find).length - 1;
  if (times !== 1) {
    throw new Error(
      `The planted defect no longer fits: ${file} holds what it replaces ${times} times, not once. Fit the patch to the source: ${find}`,
    );
  }
  await writeFile(
    target,
    source.replace(find, () => replace),
  );
}
