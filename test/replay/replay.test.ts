import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import { createKeyring } from '../../keys/keyring.ts';
import { createDataConverter } from '../../temporal-config/data-converter.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { changedBundle } from './changed-bundle.ts';
import { changes } from './changes.ts';
import { givenAway, readSample } from './given-away.ts';
import { readRecordings, type Recording } from './recordings.ts';

/*
 * Histories recorded by record.ts, replayed with the bundle of the worker: a workflow that decides
 * otherwise than it did would break every run, mapping, event and review that is under way at an upgrade.
 */

const cacheDir = path.join(fileURLToPath(new URL('../..', import.meta.url)), '.cache');
const recordings = await readRecordings();

beforeAll(() => {
  // What the core says of a history that does not replay is in the result as well.
  const telemetryOptions = { logging: { filter: 'ERROR', forward: {} } };
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}), telemetryOptions });
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
    expect(recordings.map(({ name }) => name)).toEqual(
      [
        ...named('before-events/syncGravityzone', [
          'cancelled',
          'creates',
          'nothing-to-do',
          'plan',
          'refused-key',
        ]),
        ...named('before-events/syncTenant', [
          'cancelled',
          'creates',
          'nothing-to-do',
          'paused',
          'plan',
          'refused-key',
        ]),
        'before-itglue/sweepWrites',
        'before-fields/syncGravityzone-both-plan',
        ...named('before-fields/syncItglue', [
          'both',
          'both-cancelled',
          'both-gravityzone-refused',
          'both-itglue-refused',
          'itglue-alone',
        ]),
        ...named('before-fields/syncTenant', [
          'both',
          'both-cancelled',
          'both-gravityzone-refused',
          'both-itglue-refused',
          'both-plan',
          'both-sites-unread-at-first',
          'itglue-alone',
          'itglue-alone-plan',
          'itglue-alone-sites-unread',
        ]),
        ...named('before-audits/syncItglue', [...runsWith('itglue'), ...twoExecutions]),
        ...named('syncTenant', ['paused', ...runs, ...Object.keys(runsWithItglue)]),
        ...named('syncGravityzone', [...runs, ...twoExecutions, ...runsWith('gravityzone')]),
        ...named('syncItglue', [...runsWith('itglue'), ...twoExecutions]),
        ...named('reviewMatches', [
          'bulk-of-ours',
          'matches',
          'creates',
          'creates-organization',
          'problem',
          'told-meanwhile',
          'gave-up',
          'refused-key',
          'cancelled',
          'cancelled-frozen',
          'takes-up',
          'taken-back',
          'killed',
          ...twoExecutions,
        ]),
        ...named('saveMapping', [
          'cancelled',
          'cancelled-in-temporal',
          'done-and-problem',
          'gave-up',
          'removed',
          'repaired',
          ...twoExecutions,
        ]),
        ...named('resolveEvent', [
          'run-associates',
          'run-moves',
          'run-recreates',
          'decided-associate',
          'decided-create',
          'decided-delete-company',
          'decided-keep-company',
          'decided-move',
          'decided-reassociate',
          'decided-recreate',
          'decided-rename-existing',
          'decided-rename-to-site',
          'waiting',
          'ignored',
          'raised-again',
          'no-longer-applies',
          'facts-changed',
          'resumed',
          'gave-up',
          'cancelled',
          'cancelled-waiting',
          ...twoExecutions,
        ]),
        'settleWrite',
        'sweepWrites',
      ].toSorted(),
    );
  });

  test('replay with the worker’s own bundle', async () => {
    expect(await replay(await workflowBundle(cacheDir), recordings)).toEqual({});
  });

  test('hold no secret, and but for what a write’s failure says of its site, no name', async () => {
    const { names, secrets } = await readSample();
    for (const secret of secrets) {
      const history = { events: [{ workerMayIgnore: true, principal: { name: secret } }] };
      expect(givenAway({ history }, [])).not.toEqual([]);
    }
    const found = Map.groupBy(
      recordings.filter((one) => givenAway(one, names).length > 0),
      ({ name }) => /(?:^|\/)(\w+)[^/]*$/.exec(name)?.[1] ?? name,
    );
    for (const one of recordings) expect(givenAway(one, [])).toEqual([]);
    expect([...found.keys()].toSorted()).toEqual(['saveMapping', 'syncGravityzone']);
  });
});

const runs = [
  'cancelled',
  'creates',
  'frozen',
  'handles-events',
  'held',
  'nothing-to-do',
  'plan',
  'refused-key',
  'refused-name',
];
/** Those with IT Glue, and which parts came to work in each. */
const runsWithItglue: Record<string, ('gravityzone' | 'itglue')[]> = {
  'itglue-alone': ['itglue'],
  'itglue-alone-plan': ['itglue'],
  'itglue-alone-sites-unread': [],
  'itglue-alone-writes': ['itglue'],
  'itglue-alone-nothing-to-do': ['itglue'],
  'itglue-alone-refused-update': ['itglue'],
  'itglue-alone-gave-up': ['itglue'],
  'itglue-alone-cancelled': ['itglue'],
  both: ['gravityzone', 'itglue'],
  'both-plan': ['gravityzone', 'itglue'],
  'both-applied': ['gravityzone', 'itglue'],
  'both-itglue-refused': ['gravityzone', 'itglue'],
  'both-gravityzone-refused': ['gravityzone', 'itglue'],
  'both-sites-unread-at-first': ['gravityzone'],
  'both-cancelled': ['gravityzone', 'itglue'],
};
const runsWith = (part: 'gravityzone' | 'itglue') =>
  Object.keys(runsWithItglue).filter((name) => runsWithItglue[name]?.includes(part));
const twoExecutions = ['first-of-two', 'second-of-two'];

function named(workflow: string, happenings: readonly string[]): string[] {
  return happenings.map((happening) => `${workflow}-${happening}`);
}

describe('a workflow that was changed on purpose does not replay', () => {
  const titled = changes.map((change) => [`${change.workflow} ${change.does}`, change] as const);
  test.each(titled)('%s', async (_, { fails, ...change }) => {
    const histories = recordings.filter(({ name }) => fails.includes(name));
    expect(histories).toHaveLength(fails.length);
    const wrong = await replay(await changedBundle(cacheDir, change), histories);
    expect(Object.keys(wrong)).toEqual(fails.toSorted());
    for (const sentence of Object.values(wrong)) expect(sentence).toMatch(/nondeterminism/i);
  });
});
