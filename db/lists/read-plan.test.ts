import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { withTenant } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { MatchScene } from '../matches/matches-for-tests.ts';
import { plan, planItem, run } from '../schema/index.ts';
import { readPlan } from './read-plan.ts';

let database: DatabaseForTests;
beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

type Row = [destination: 'gravityzone' | 'itglue', position: number, item: object];

async function planOf(scene: MatchScene, rows: Row[]): Promise<string> {
  const { tenantId } = scene;
  return withTenant(scene.db, tenantId, async (tx) => {
    const execution = { workflowId: 'sync', workflowRunId: randomUUID() };
    const [made] = await tx
      .insert(run)
      .values({ tenantId, kind: 'plan', status: 'ok', fence: 1, ...execution })
      .returning();
    const [saved] = await tx
      .insert(plan)
      .values({ tenantId, runId: made?.id ?? '' })
      .returning();
    const common = { tenantId, planId: saved?.id ?? '', siteUid: 's', factsHash: 'f' };
    await tx.insert(planItem).values(
      rows.map(([destination, position, item]) => {
        return { ...common, destination, position, item, permitted: false };
      }),
    );
    return saved?.id ?? '';
  });
}

test('items of GravityZone come before those of IT Glue, each in the order of carrying out', async () => {
  const scene = await MatchScene.open(database);
  const planId = await planOf(scene, [
    ['itglue', 1, { kind: 'update-configuration' }],
    ['gravityzone', 1, { kind: 'move' }],
    ['itglue', 0, { kind: 'match-device', sourceId: 'acme' }],
    ['gravityzone', 0, { kind: 'associate' }],
  ]);
  const { items, summary, itglue } = await readPlan(scene.db, scene.tenantId, planId);
  expect(items.map(({ destination, item }) => [destination, item])).toEqual([
    ['gravityzone', { kind: 'associate' }],
    ['gravityzone', { kind: 'move' }],
    ['itglue', { kind: 'match-device', sourceId: 'acme' }],
    ['itglue', { kind: 'update-configuration' }],
  ]);
  expect([summary, itglue]).toEqual([null, null]);
});

test('source organizations are named: as the plan matches them, else as they are on record', async () => {
  const scene = await MatchScene.open(database);
  await scene.organization('bolt', { name: 'Bolt Ltd' });
  const other = await MatchScene.open(database);
  await other.organization('acme', { name: 'Of another tenant' });
  const planId = await planOf(scene, [
    ['itglue', 0, { kind: 'match-organization', sourceId: 'acme', sourceName: 'Acme' }],
    ['itglue', 1, { kind: 'match-device', sourceId: 'acme' }],
    ['itglue', 2, { kind: 'match-device', sourceId: 'bolt' }],
    ['itglue', 3, { kind: 'match-device', sourceId: 'bolt' }],
    ['itglue', 4, { kind: 'match-device', sourceId: 'gone' }],
    ['itglue', 5, { kind: 'update-configuration' }],
  ]);
  const { sourceNames } = await readPlan(scene.db, scene.tenantId, planId);
  expect(sourceNames).toEqual({ acme: 'Acme', bolt: 'Bolt Ltd', gone: 'gone' });
});
