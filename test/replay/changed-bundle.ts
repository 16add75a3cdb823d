import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { WorkflowBundleOption } from '@temporalio/worker';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One place in a workflow's source, and what stands there instead. */
export interface Change {
  file: string;
  from: string;
  to: string;
}

export interface BreakingChange extends Change {
  workflow: string;
  /** What it does otherwise, in words. */
  does: string;
  /** Recorded histories that no longer replay. */
  fails: string[];
}

/**
 * A bundle of the workflows with one place changed, made of a copy of them in the cache folder.
 * @throws where the workflows have no such place, or several.
 */
export async function changedBundle(
  cacheDir: string,
  { file, from, to }: Change,
): Promise<WorkflowBundleOption> {
  await mkdir(cacheDir, { recursive: true });
  const copy = await mkdtemp(path.join(cacheDir, 'changed-workflows-'));
  try {
    for (const room of ['workflows', 'temporal-config', 'rules', 'activities']) {
      await cp(path.join(root, room), path.join(copy, room), { recursive: true });
    }
    const changed = path.join(copy, 'workflows', file);
    const before = await readFile(changed, 'utf8');
    if (before.split(from).length !== 2) throw new Error(`${file} has not one “${from}”`);
    await writeFile(
      changed,
      before.replace(from, () => to),
    );
    const { code } = await bundleWorkflowCode({
      workflowsPath: path.join(copy, 'workflows/index.ts'),
      failureConverterPath: path.join(copy, 'temporal-config/failure-converter.ts'),
      logger: new DefaultLogger('ERROR', () => {}),
    });
    return { code };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
