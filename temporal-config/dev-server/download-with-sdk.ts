import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isProgram } from './install-python-binary.ts';

/**
 * Lets Temporal's SDK download a program into the cache. The SDK has no call for that alone: it
 * downloads when it starts a server, so one is started and stopped.
 * @returns the program's path.
 */
export async function downloadWithSdk(
  cacheDir: string,
  type: 'dev-server' | 'time-skipping',
): Promise<string> {
  const downloadDir = path.join(cacheDir, `temporal-sdk-${type}`);
  await mkdir(downloadDir, { recursive: true });
  const found = await programIn(downloadDir);
  if (found !== undefined) return found;
  // Only this path needs the SDK's test package, which loads its native library.
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download' as const, downloadDir } };
  const environment =
    type === 'dev-server'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server });
  await environment.teardown();
  const program = await programIn(downloadDir);
  if (program === undefined) throw new Error(`nothing was downloaded to ${downloadDir}`);
  return program;
}

async function programIn(folder: string): Promise<string | undefined> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (!name.endsWith('.downloading') && (await isProgram(file))) return file;
  }
  return undefined;
}
