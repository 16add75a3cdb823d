import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createDatabaseForTests, type DatabaseForTests } from '../../db/database-for-tests.ts';
import { MatchScene } from '../../db/matches/match-scene-for-tests.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { createWay } from '../way.ts';
import { createRecordsActivities } from './activities.ts';

let database: DatabaseForTests;
let scene: MatchScene;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  scene = await MatchScene.open(database);
  scene.site('site-1', 'Abc Plumbing');
  scene.device('PC-A', 'site-1', ['18:5E:0F:00:00:0A']);
  scene.device('PC-B', 'site-1');
  scene.organization('1', 'Abc Plumbing');
  scene.configuration('11', '1', { name: 'PC-A', mac: '18:5E:0F:00:00:0A' });
});

/** The activity touches the database and nothing else. */
function matchRun(runId: string) {
  const vendors = {} as ActivityDependencies['vendors'];
  const timings = { sendWindowMs: 1, timeoutMs: 1, settleMs: 1 };
  const activities = createRecordsActivities({
    db: scene.db,
    log: pino({ level: 'silent' }),
    vendors,
    openSecret: () => Promise.resolve(undefined),
    timings,
    heartbeatEveryMs: 1_000,
    way: createWay(),
  });
  const { tenantId } = scene;
  return new MockActivityEnvironment().run(activities.matchRun, { tenantId, runId });
}

test('a run matches what it read, and answers only counts', async () => {
  expect(await matchRun(await scene.read())).toEqual({
    organizations: { unmatched: 0, matched: 1, ignored: 0 },
    devices: { unmatched: 1, matched: 1, ignored: 0 },
    newlyMatched: 2,
    changed: 3,
  });
});

test('tried again after its worker died it changes nothing more', async () => {
  const runId = await scene.read();
  await matchRun(runId);
  expect(await matchRun(runId)).toMatchObject({ newlyMatched: 0, changed: 0 });
  expect(await scene.history('device', 'PC-A')).toHaveLength(1);
});

test('the readings of another run are not looked at', async () => {
  await scene.read();
  expect(await matchRun(randomUUID())).toMatchObject({
    devices: { unmatched: 0, matched: 0, ignored: 0 },
    changed: 0,
  });
});
