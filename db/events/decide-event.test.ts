import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { EventChoice } from '../../rules/gravityzone/events/event-decision.ts';
import { closeAction, type ActionEnd } from '../actions/close-action.ts';
import type { Actor } from '../actor.ts';
import { withTenant } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { action, decision } from '../schema/index.ts';
import { decideEvent, type EventWish } from './decide-event.ts';
import { endEventAction } from './end-event-action.ts';
import { ann, ben, cid, EventScene, execution, moved, uid } from './events-for-tests.ts';
import { nextEventStep } from './next-event-step.ts';

let database: DatabaseForTests;
let scene: EventScene;
let id: string;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

/** Site 1, whose company was moved under a reseller. */
beforeEach(async () => {
  scene = await EventScene.open(database);
  await scene.read([1, 2], cid(0xaaa));
  await scene.associate(1);
  await scene.run([moved(1)]);
  id = scene.id(type, 1);
});

const type = 'destination-moved';
const move: EventChoice = { do: 'move' };

const decide = (by: Actor, choice: EventChoice = move, wish: Partial<EventWish> = {}) =>
  decideEvent(scene.db, { tenantId: scene.tenantId, actor: by }, id, { choice, ...wish });
const step = () => nextEventStep(scene.db, scene.tenantId, id, execution);

/** The event's action begins, and ends so. */
async function acts(end: ActionEnd): Promise<void> {
  const begun = await step();
  if (begun.do !== 'act') throw new Error(`the event would ${begun.do}`);
  const { db, tenantId } = scene;
  await closeAction(db, tenantId, begun.action.id, end, execution);
  await endEventAction(db, tenantId, id, begun.action.id, execution);
}

async function stored(decisionId: string | null) {
  const [row] = await withTenant(scene.db, scene.tenantId, (tx) =>
    tx
      .select()
      .from(decision)
      .where(eq(decision.id, decisionId ?? '')),
  );
  return row;
}

const gaveUp: ActionEnd = { state: 'problem', code: 'gave-up', sentence: 'It stopped.' };

describe('a decision', () => {
  test('says what will be done, is stored, told and carried out', async () => {
    await scene.nudges(type, 1);
    const { decisionId, lines } = await decide(ann, move, { why: 'as agreed' });
    expect(lines[0]).toMatch(/^Move company “Company 1”.* back under “MSP”\.$/);
    expect(await scene.nudges(type, 1)).toBe(1);
    expect(await stored(decisionId)).toMatchObject({ state: 'pending', why: 'as agreed' });

    const begun = await step();
    expect(begun).toMatchObject({ do: 'act', byPerson: true, state: 'acting' });
    expect(await scene.actions(1)).toMatchObject([
      {
        verb: 'move',
        by: ann,
        eventId: id,
        decisionId,
        runId: null,
        factsHash: moved(1).factsHash,
      },
    ]);
    expect(await step()).toEqual(begun);
    await acts({ state: 'done' });
    expect(await scene.row(type, 1)).toMatchObject({ state: 'handled', handledBy: ann });
    expect(await stored(decisionId)).toMatchObject({ state: 'done' });
    expect(await step()).toEqual({ do: 'close', state: 'handled' });
    expect(await scene.history(type, 1)).toEqual([
      'event.raised',
      'event.decided',
      'event.handled',
    ]);
  });

  test('by preview stores nothing', async () => {
    const { decisionId, lines } = await decide(ann, move, { preview: true });
    expect(decisionId).toBeNull();
    expect(lines).not.toEqual([]);
    expect(await step()).toEqual({ do: 'wait', state: 'open' });
    expect(await scene.history(type, 1)).toEqual(['event.raised']);
  });

  test('made twice by the same person is one, also while it is being carried out', async () => {
    const [first, second] = await Promise.all([decide(ann), decide(ann)]);
    expect(second).toEqual(first);
    await step();
    expect(await decide(ann)).toEqual(first);
  });

  test('excludes everybody else’s, who is told who decided what', async () => {
    await decide(ann);
    await expect(decide(ben)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^Ann decided “move” .*Site 1/),
    });
    await expect(decide(ann, { do: 'ignore' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('on another occurrence or on other facts than shown is refused', async () => {
    const seen = await scene.row(type, 1);
    await scene.run([]);
    await scene.run([moved(1)]);
    const { occurrence, factsHash } = seen;
    await expect(decide(ann, move, { occurrence })).rejects.toMatchObject({
      code: 'changed',
      message: expect.stringContaining('has changed since: It was raised again.'),
    });
    await scene.run([moved(1, { partnerId: cid(2) })]);
    await expect(decide(ann, move, { factsHash })).rejects.toMatchObject({ code: 'changed' });
  });

  test('is refused by its workflow if the facts changed on the way, with what changed', async () => {
    const { decisionId } = await decide(ann);
    await scene.run([{ ...moved(1, { partnerId: cid(2) }), sentence: 'It was moved once more.' }]);
    expect(await step()).toEqual({ do: 'wait', state: 'open' });
    expect(await stored(decisionId)).toMatchObject({
      state: 'refused',
      outcome: expect.stringContaining('It was moved once more.'),
    });
    expect(await scene.actions(1)).toEqual([]);
    expect(await scene.history(type, 1)).toContain('event.refused');
  });

  test('is refused by its workflow if the rule no longer allows it', async () => {
    const { decisionId } = await decide(ann);
    await scene.read([1, 2]);
    expect(await step()).toEqual({ do: 'wait', state: 'open' });
    expect(await stored(decisionId)).toMatchObject({
      state: 'refused',
      outcome: expect.stringContaining('under “MSP” again'),
    });
  });

  test('on an event that there is not, or that has no such action, is refused', async () => {
    const { db, tenantId } = scene;
    const acting = { tenantId, actor: ann };
    const nobody = decideEvent(db, acting, 'f'.repeat(24), { choice: move });
    await expect(nobody).rejects.toMatchObject({ code: 'not-found' });
    await expect(decide(ann, { do: 'keep-company' })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('on an event that is no longer open says how it ended', async () => {
    await decide(ann);
    await acts({ state: 'done' });
    await expect(decide(ben)).rejects.toThrow(/was handled by Ann/);
    await scene.run([moved(1)]);
    await decide(ann, { do: 'ignore' });
    await step();
    await expect(decide(ben)).rejects.toThrow(/was ignored by Ann/);
    await scene.run([]);
    await expect(decide(ben)).rejects.toThrow(/no longer applies/);
  });

  test('to ignore ends the event with who and why', async () => {
    const { decisionId } = await decide(ann, { do: 'ignore' }, { why: 'it is meant so' });
    expect(await step()).toEqual({ do: 'close', state: 'ignored' });
    expect(await scene.row(type, 1)).toMatchObject({
      ignoredFactsHash: moved(1).factsHash,
      outcome: 'Ignored by Ann.',
    });
    expect(await stored(decisionId)).toMatchObject({ state: 'done' });
    const [row] = await database.owner`select why, actor from audit
      where tenant_id = ${scene.tenantId} and verb = 'event.ignored'`;
    expect(row).toMatchObject({ why: 'it is meant so', actor: ann });
  });
});

describe('an action that fails', () => {
  test('leaves its event open with the problem, and the decision refused', async () => {
    const { decisionId } = await decide(ann);
    await acts(gaveUp);
    expect(await scene.row(type, 1)).toMatchObject({ state: 'open', outcome: 'It stopped.' });
    expect(await stored(decisionId)).toMatchObject({ state: 'refused', outcome: 'It stopped.' });
    expect(await step()).toEqual({ do: 'wait', state: 'open' });
    expect(await scene.history(type, 1)).toContain('event.failed');
  });

  test('after a write took effect goes on as the same action, by whoever decides it again', async () => {
    await decide(ann);
    await step();
    await scene.wrote(1);
    await acts(gaveUp);
    const [stopped] = await scene.actions(1);
    const { decisionId } = await decide(ben);
    expect(await step()).toMatchObject({ do: 'act', action: { id: stopped?.id } });
    expect(await scene.actions(1)).toMatchObject([
      { id: stopped?.id, state: 'waiting', by: ben, decisionId, problem: null },
    ]);
  });

  test('goes on even where what it did already no longer fits the rule', async () => {
    await decide(ann);
    await step();
    await scene.wrote(1);
    await acts(gaveUp);
    await scene.read([1, 2]);
    const { lines } = await decide(ann);
    expect(lines).toEqual([
      'Go on from where it stopped: It stopped. What took effect is not done again.',
    ]);
    expect(await step()).toMatchObject({ do: 'act' });
    expect(await scene.actions(1)).toHaveLength(1);
  });

  test('before any write begins anew', async () => {
    await decide(ann);
    await acts(gaveUp);
    await decide(ann);
    await step();
    expect(await scene.actions(1)).toHaveLength(2);
  });

  test('half-way keeps its event open until the association is complete', async () => {
    await decide(ann);
    await step();
    await scene.wrote(1);
    await acts(gaveUp);
    const { owner } = database;
    await owner`update association set state = 'completing' where tenant_id = ${scene.tenantId}`;
    await scene.run([]);
    expect((await scene.row(type, 1)).state).toBe('open');
    await owner`update association set state = 'complete' where tenant_id = ${scene.tenantId}`;
    await scene.run([]);
    expect((await scene.row(type, 1)).state).toBe('no-longer-applies');
  });

  test('whose workflow was ended from outside is taken over by the next look', async () => {
    await decide(ann);
    const begun = await step();
    if (begun.do !== 'act') throw new Error('nothing begun');
    await closeAction(scene.db, scene.tenantId, begun.action.id, gaveUp, execution);
    expect(await step()).toEqual({ do: 'wait', state: 'open' });
    expect((await scene.row(type, 1)).outcome).toBe('It stopped.');
  });
});

describe('a run’s permit', () => {
  async function permit(): Promise<void> {
    const runId = randomUUID();
    await withTenant(scene.db, scene.tenantId, (tx) =>
      tx.insert(action).values({
        tenantId: scene.tenantId,
        siteUid: uid(1),
        verb: 'move',
        details: { siteName: 'Site 1', companyName: 'Company 1' },
        factsHash: 'x',
        by: { kind: 'run', id: runId },
        runId,
        eventId: id,
        position: 0,
      }),
    );
  }

  test('is carried out by the event, and nobody decides meanwhile', async () => {
    await permit();
    await expect(decide(ann)).rejects.toThrow(/being handled by a sync run/);
    expect(await step()).toMatchObject({ do: 'act', byPerson: false, state: 'acting' });
    await acts({ state: 'done' });
    expect(await scene.row(type, 1)).toMatchObject({
      state: 'handled',
      outcome: 'The company “Company 1” was moved back.',
    });
  });

  test('is one at a time', async () => {
    await permit();
    await expect(permit()).rejects.toThrow();
  });

  test('for an event that ended meanwhile is cancelled', async () => {
    await permit();
    await scene.run([]);
    expect(await step()).toEqual({ do: 'close', state: 'no-longer-applies' });
    expect(await scene.actions(1)).toMatchObject([{ state: 'cancelled' }]);
  });
});
