import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeyring } from '../../keys/keyring.ts';
import { createDataConverter } from '../../temporal-config/data-converter.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { readRecordings, type Recording } from './recordings.ts';

/*
 * Histories recorded by record.ts, replayed with the bundle of the worker: a workflow that decides
 * otherwise than it did would break every run and mapping that is under way at an upgrade.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const cacheDir = path.join(root, '.cache');
const recordings = await readRecordings();
const copies: string[] = [];

beforeAll(() => {
  // What the core says of a history that does not replay is in the result as well.
  const telemetryOptions = { logging: { filter: 'ERROR', forward: {} } };
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}), telemetryOptions });
});
afterAll(async () => {
  await Promise.all(copies.map((copy) => rm(copy, { recursive: true, force: true })));
});

/** What is wrong with each history that does not replay, by its name. */
async function replay(
  bundle: WorkflowBundleOption,
  histories: readonly Recording[],
): Promise<Record<string, string>> {
  const options = {
    workflowBundle: bundle,
    dataConverter: createDataConverter(createKeyring([new Uint8Array(32)])),
  };
  const results = Worker.runReplayHistories(options, histories);
  const wrong: Record<string, string> = {};
  let index = 0;
  for await (const { error } of results) {
    if (error) wrong[histories[index]?.name ?? ''] = error.message;
    index += 1;
  }
  expect(index).toBe(histories.length);
  return wrong;
}

describe('recorded histories', () => {
  test('are there for every workflow and what can happen to it', () => {
    expect(recordings.map(({ name }) => name)).toEqual([
      'saveMapping-cancelled',
      'saveMapping-done-and-problem',
      'saveMapping-first-of-two',
      'saveMapping-removed',
      'saveMapping-second-of-two',
      'settleWrite',
      'sweepWrites',
      'syncGravityzone-cancelled',
      'syncGravityzone-creates',
      'syncGravityzone-nothing-to-do',
      'syncGravityzone-plan',
      'syncGravityzone-refused-key',
      'syncTenant-cancelled',
      'syncTenant-creates',
      'syncTenant-nothing-to-do',
      'syncTenant-paused',
      'syncTenant-plan',
      'syncTenant-refused-key',
    ]);
  });

  test('replay with the worker’s own bundle', async () => {
    expect(await replay(await workflowBundle(cacheDir), recordings)).toEqual({});
  });
});

/** A bundle of the workflows with one line changed. */
async function changedBundle(
  file: string,
  from: string,
  to: string,
): Promise<WorkflowBundleOption> {
  await mkdir(cacheDir, { recursive: true });
  const copy = await mkdtemp(path.join(cacheDir, 'changed-workflows-'));
  copies.push(copy);
  for (const room of ['workflows', 'temporal-config', 'rules', 'activities']) {
    await cp(path.join(root, room), path.join(copy, room), { recursive: true });
  }
  const changed = path.join(copy, 'workflows', file);
  const before = await readFile(changed, 'utf8');
  expect(before.split(from)).toHaveLength(2);
  await writeFile(changed, before.replace(from, to));
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(copy, 'workflows/index.ts'),
    failureConverterPath: path.join(copy, 'temporal-config/failure-converter.ts'),
    logger: new DefaultLogger('ERROR', () => {}),
  });
  return { code };
}

describe('a workflow that was changed on purpose', () => {
  test.each([
    [
      'reads in another order',
      'sync-gravityzone.ts',
      'await gravityzoneReads.readDetails(run);\n    await dattoRmmReads.readVariables(run);',
      'await dattoRmmReads.readVariables(run);\n    await gravityzoneReads.readDetails(run);',
      'syncGravityzone-creates',
    ],
    [
      'leaves a step out',
      'carry-out.ts',
      'decidedByPerson ? [dattoRmm.checkSite] : []',
      '[]',
      'saveMapping-done-and-problem',
    ],
    [
      'carries out fewer at once',
      'carry-out-all.ts',
      'const atOnce = 16;',
      'const atOnce = 2;',
      'saveMapping-first-of-two',
    ],
  ])('does not replay: it %s', async (_, file, from, to, name) => {
    const wrong = await replay(await changedBundle(file, from, to), recordings);
    expect(wrong[name]).toMatch(/nondeterminism/i);
  });
});
