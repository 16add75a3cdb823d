import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { decideEvent } from './decide-event.ts';
import { ann, cid, EventScene, execution, moved, unassociated } from './events-for-tests.ts';
import { listEvents, type EventsQuery } from './list-events.ts';
import { nextEventStep } from './next-event-step.ts';
import { eventsToWatch, nudgeForgotten } from './nudge-forgotten.ts';
import { readEvent } from './read-event.ts';

let database: DatabaseForTests;
let scene: EventScene;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

/** Two moved companies and a site without an association; one more that is gone. */
beforeEach(async () => {
  scene = await EventScene.open(database);
  await scene.read([1, 2, 3], cid(0xaaa));
  await scene.run([moved(9)]);
  await scene.run([moved(2), moved(1), unassociated(3)]);
});

const list = (query: Partial<EventsQuery> = {}) =>
  listEvents(scene.db, scene.tenantId, {
    state: 'open',
    sort: 'site',
    limit: 50,
    offset: 0,
    ...query,
  });
const sites = async (query: Partial<EventsQuery>) =>
  (await list(query)).events.map(({ siteName }) => siteName);

describe('the list of events', () => {
  test('is filtered, searched, sorted and paged', async () => {
    expect(await sites({})).toEqual(['Site 1', 'Site 2', 'Site 3']);
    expect(await sites({ sort: '-site', limit: 1, offset: 1 })).toEqual(['Site 2']);
    expect(await sites({ state: 'closed' })).toEqual(['Site 9']);
    expect(await sites({ type: 'association-missing' })).toEqual(['Site 3']);
    expect(await sites({ search: 'company 2' })).toEqual(['Site 2']);
    expect(await sites({ search: '%' })).toEqual([]);
    expect(await sites({ search: scene.id('destination-moved', 1) })).toEqual(['Site 1']);
    expect((await list({ limit: 1 })).total).toBe(3);
  });

  test('counts all by state, and those of the state by type', async () => {
    const { counts, readAt } = await list({ search: 'nothing of that name' });
    expect(counts.byState).toMatchObject({ open: 3, 'no-longer-applies': 1, handled: 0 });
    expect(counts.byType).toMatchObject({ 'destination-moved': 2, 'association-missing': 1 });
    expect(readAt).toBeInstanceOf(Date);
  });
});

describe('one event', () => {
  test('is read with its decisions, actions and record', async () => {
    const { db, tenantId } = scene;
    await scene.associate(1);
    const id = scene.id('destination-moved', 1);
    await decideEvent(db, { tenantId, actor: ann }, id, { choice: { do: 'move' }, why: 'so' });
    await nextEventStep(db, tenantId, id, execution);
    await scene.wrote(1);
    expect(await readEvent(db, tenantId, id)).toMatchObject({
      id,
      state: 'acting',
      decisions: [{ by: ann, why: 'so', state: 'taken', choice: { do: 'move', occurrence: 1 } }],
      actions: [{ verb: 'move', by: ann, writes: [{ state: 'done' }] }],
      audit: [{ verb: 'event.decided' }, { verb: 'event.raised' }],
    });
    await expect(readEvent(db, tenantId, 'f'.repeat(24))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('events whose workflow should be running', () => {
  test('are those that are open, unless their signal is on the way', async () => {
    const { db, tenantId } = scene;
    expect(await eventsToWatch(db, tenantId)).toEqual([]);
    for (const n of [1, 2]) await scene.nudges('destination-moved', n);
    await scene.nudges('destination-moved', 9);
    const watched = await eventsToWatch(db, tenantId);
    const expected = [1, 2].map((n) => scene.id('destination-moved', n));
    expect(new Set(watched.map(({ id }) => id))).toEqual(new Set(expected));
    await nudgeForgotten(db, tenantId, watched);
    expect(await eventsToWatch(db, tenantId)).toEqual([]);
  });
});
