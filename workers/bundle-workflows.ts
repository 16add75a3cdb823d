import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

// Bundles the workflows into the file that it is given, as a process of its own: what bundling
// takes, 100 MB and more, a worker would keep for as long as it runs.

const root = fileURLToPath(new URL('..', import.meta.url));
const [codePath] = process.argv.slice(2);
if (codePath === undefined) throw new Error('Give the file that the bundle goes to.');
const { code } = await bundleWorkflowCode({
  workflowsPath: path.join(root, 'workflows/index.ts'),
  failureConverterPath: path.join(root, 'temporal-config/failure-converter.ts'),
  logger: new DefaultLogger('ERROR'),
});
const unfinished = `${codePath}.${process.pid}`;
await writeFile(unfinished, code);
await rename(unfinished, codePath);
