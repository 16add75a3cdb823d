import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { withTenant } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { closeEventsOfSite } from './close-events-of-site.ts';
import { decideEvent } from './decide-event.ts';
import { ann, cid, EventScene, execution, moved, uid, unassociated } from './events-for-tests.ts';
import { moveEvent } from './move-event.ts';
import { nextEventStep } from './next-event-step.ts';
import { raiseEvents } from './save-events.ts';

let database: DatabaseForTests;
let scene: EventScene;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  scene = await EventScene.open(database);
  await scene.read([1, 2], cid(0xaaa));
});

const type = 'destination-moved';

async function ignored(): Promise<void> {
  const { db, tenantId } = scene;
  await decideEvent(db, { tenantId, actor: ann }, scene.id(type, 1), { choice: { do: 'ignore' } });
  await nextEventStep(db, tenantId, scene.id(type, 1), execution);
  expect((await scene.row(type, 1)).state).toBe('ignored');
  await scene.nudges(type, 1);
}

describe('what a run finds', () => {
  test('is raised once, and told to its workflow', async () => {
    expect(await scene.run([moved(1)])).toEqual(new Set([scene.id(type, 1)]));
    expect(await scene.row(type, 1)).toMatchObject({
      state: 'open',
      occurrence: 1,
      occurrences: 1,
      runsWithFacts: 1,
      companyId: cid(1),
    });
    expect(await scene.nudges(type, 1)).toBe(1);
    expect(await scene.history(type, 1)).toEqual(['event.raised']);
  });

  test('again with the same facts changes columns only', async () => {
    await scene.run([moved(1)]);
    const before = await scene.row(type, 1);
    await scene.nudges(type, 1);
    await scene.run([{ ...moved(1), siteName: 'Renamed', sentence: 'Now so.' }]);
    const after = await scene.row(type, 1);
    expect(after).toMatchObject({ siteName: 'Renamed', sentence: 'Now so.', runsWithFacts: 2 });
    expect([after.raisedAt, after.firstSeenAt]).toEqual([before.raisedAt, before.firstSeenAt]);
    expect(after.lastRunId).not.toBe(before.lastRunId);
    expect(await scene.nudges(type, 1)).toBe(0);
    expect(await scene.history(type, 1)).toEqual(['event.raised']);
  });

  test('with new facts is told, and seen in one run only', async () => {
    await scene.run([moved(1)]);
    await scene.run([moved(1)]);
    await scene.nudges(type, 1);
    await scene.run([moved(1, { partnerId: cid(0xbbb) })]);
    expect(await scene.row(type, 1)).toMatchObject({ runsWithFacts: 1, occurrence: 1 });
    expect(await scene.nudges(type, 1)).toBe(1);
    expect(await scene.history(type, 1)).toEqual(['event.raised', 'event.changed']);
  });

  test('twice in one run counts as seen by one', async () => {
    const runId = randomUUID();
    await scene.run([moved(1)], [], runId);
    const { db, tenantId } = scene;
    const readings = { sitesReadingId: null, companiesReadingId: null };
    await raiseEvents(db, { tenantId, runId, events: [moved(1)], readings, execution });
    expect((await scene.row(type, 1)).runsWithFacts).toBe(1);
  });

  test('of one tenant is none of another’s', async () => {
    await scene.run([moved(1)]);
    const other = await EventScene.open(database);
    await other.run([]);
    expect((await scene.row(type, 1)).state).toBe('open');
    await expect(other.row(type, 1)).rejects.toThrow('no event');
  });
});

describe('what a run no longer finds', () => {
  test('closes as no longer applying, with what was seen', async () => {
    await scene.associate(1);
    await scene.run([moved(1)]);
    await scene.nudges(type, 1);
    await scene.run([]);
    const row = await scene.row(type, 1);
    expect(row.state).toBe('no-longer-applies');
    expect(row.closedAt).not.toBeNull();
    expect(row.outcome).toBe(
      'The discrepancy is gone: site “Site 1” is listed; it is associated with company “Company 1”; company “Company 1” is in view under “Reseller”.',
    );
    expect(await scene.nudges(type, 1)).toBe(1);
    expect(await scene.history(type, 1)).toEqual(['event.raised', 'event.closed']);
  });

  test('stays where the run was undecided about the site', async () => {
    await scene.run([moved(1), moved(2)]);
    await scene.run([], [1]);
    expect((await scene.row(type, 1)).state).toBe('open');
    expect((await scene.row(type, 2)).state).toBe('no-longer-applies');
  });

  test('is raised again as a new one when it is back', async () => {
    await scene.run([moved(1)]);
    await scene.run([moved(1)]);
    await scene.run([]);
    await scene.run([moved(1)]);
    expect(await scene.row(type, 1)).toMatchObject({
      state: 'open',
      occurrence: 2,
      occurrences: 1,
      runsWithFacts: 1,
      closedAt: null,
      outcome: null,
    });
    expect(await scene.history(type, 1)).toEqual(['event.raised', 'event.closed', 'event.raised']);
  });
});

describe('an ignored event', () => {
  test('is raised again by the next run that finds it; count, first sight and what was ignored carry on', async () => {
    await scene.run([moved(1)]);
    const first = await scene.row(type, 1);
    await ignored();
    await scene.run([moved(1)]);
    const row = await scene.row(type, 1);
    expect(row).toMatchObject({
      state: 'open',
      occurrence: 2,
      occurrences: 2,
      firstSeenAt: first.firstSeenAt,
      ignoredFactsHash: moved(1).factsHash,
    });
    expect(row.raisedAt.getTime()).toBeGreaterThan(first.raisedAt.getTime());
    expect(await scene.nudges(type, 1)).toBe(1);
    await ignored();
    await scene.run([moved(1)]);
    expect(await scene.row(type, 1)).toMatchObject({ occurrence: 3, occurrences: 3 });
  });

  test('closes when its discrepancy is gone, and what was ignored is forgotten', async () => {
    await scene.run([moved(1)]);
    await ignored();
    await scene.run([]);
    expect((await scene.row(type, 1)).state).toBe('no-longer-applies');
    await scene.run([moved(1)]);
    expect(await scene.row(type, 1)).toMatchObject({ occurrences: 1, ignoredFactsHash: null });
  });
});

describe('an event with an action under way', () => {
  test('is never touched by a run', async () => {
    const { db, tenantId } = scene;
    await scene.associate(1);
    await scene.run([moved(1)]);
    const choice = { do: 'move' } as const;
    await decideEvent(db, { tenantId, actor: ann }, scene.id(type, 1), { choice });
    await nextEventStep(db, tenantId, scene.id(type, 1), execution);
    const acting = await scene.row(type, 1);
    expect(acting.state).toBe('acting');
    expect(await scene.run([moved(1, { partnerId: cid(0xbbb) })])).toEqual(new Set());
    await scene.run([]);
    expect(await scene.row(type, 1)).toEqual(acting);
  });
});

describe('a change of an association', () => {
  const close = (why: 'associated' | 'association-removed') =>
    withTenant(scene.db, scene.tenantId, (tx) =>
      closeEventsOfSite(tx, scene.tenantId, uid(1), why, null),
    );

  test('closes the events that it ends, of that site and no other', async () => {
    await scene.run([moved(1), moved(2), unassociated(1)]);
    await scene.nudges(type, 1);
    await close('association-removed');
    expect(await scene.row(type, 1)).toMatchObject({
      state: 'no-longer-applies',
      outcome: 'The association was deleted.',
    });
    expect(await scene.nudges(type, 1)).toBe(1);
    expect((await scene.row(type, 2)).state).toBe('open');
    expect((await scene.row('association-missing', 1)).state).toBe('open');
    await close('associated');
    expect((await scene.row('association-missing', 1)).state).toBe('no-longer-applies');
  });
});

describe('the state of an event', () => {
  test('changes only along the table of transitions, and only from where it was read', async () => {
    await scene.run([moved(1)]);
    const row = await scene.row(type, 1);
    const move = (from: typeof row, to: 'handled' | 'ignored') =>
      withTenant(scene.db, scene.tenantId, (tx) => moveEvent(tx, from, to, {}));
    await expect(move(row, 'handled')).rejects.toThrow('never goes from open to handled');
    expect(await move(row, 'ignored')).toMatchObject({ state: 'ignored' });
    expect(await move(row, 'ignored')).toBeNull();
  });
});
