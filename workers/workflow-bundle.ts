import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { WorkflowBundleOption } from '@temporalio/worker';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundledRooms = ['workflows', 'temporal-config', 'rules', 'activities'];

/**
 * The one workflow bundle of worker, tests and replay. It is kept in the cache folder under a hash
 * of its sources, since bundling takes seconds and a restarted worker should be back at once.
 */
export async function workflowBundle(cacheDir: string): Promise<WorkflowBundleOption> {
  const codePath = path.join(cacheDir, `workflows-${await sourceHash()}.js`);
  if (!existsSync(codePath)) {
    await mkdir(cacheDir, { recursive: true });
    const program = path.join(root, 'workers/bundle-workflows.ts');
    await promisify(execFile)(process.execPath, [program, codePath]);
  }
  return { codePath };
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const room of bundledRooms) {
    const names = await readdir(path.join(root, room), { recursive: true });
    for (const name of names.filter((one) => one.endsWith('.ts')).toSorted()) {
      hash.update(name).update(await readFile(path.join(root, room, name)));
    }
  }
  hash.update(await readFile(path.join(root, 'package-lock.json')));
  return hash.digest('hex').slice(0, 16);
}
