import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundledRooms = ['workflows', 'temporal-config', 'rules', 'activities'];

/**
 * The one workflow bundle of worker, tests and replay. It is kept in the cache folder under a hash
 * of its sources, since bundling takes seconds and a restarted worker should be back at once.
 */
export async function workflowBundle(cacheDir: string): Promise<WorkflowBundleOption> {
  const codePath = path.join(cacheDir, `workflows-${await sourceHash()}.js`);
  if (!existsSync(codePath)) {
    const { code } = await bundleWorkflowCode({
      workflowsPath: path.join(root, 'workflows/index.ts'),
      failureConverterPath: path.join(root, 'temporal-config/failure-converter.ts'),
      logger: new DefaultLogger('ERROR'),
    });
    await mkdir(cacheDir, { recursive: true });
    const unfinished = `${codePath}.${process.pid}`;
    await writeFile(unfinished, code);
    await rename(unfinished, codePath);
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
