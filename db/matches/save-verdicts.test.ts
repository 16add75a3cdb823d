import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { matchSubject } from '../actions/subject.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { match, runLease } from '../schema/index.ts';
import type { JudgedMatch } from './judged-match.ts';
import { nothingFound } from './judged-match.ts';
import { MatchScene } from './match-scene-for-tests.ts';
import { loadRecordedMatches, type RecordedMatches } from './recorded-matches.ts';
import { saveVerdicts } from './save-verdicts.ts';

let database: DatabaseForTests;
let scene: MatchScene;
let recorded: RecordedMatches;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

const found = { destinationId: '11', destinationName: 'Reception', reasons: ['same serial X'] };

function judged(sourceId: string, over: Partial<JudgedMatch> = {}): JudgedMatch {
  return {
    kind: 'device',
    sourceId,
    name: sourceId,
    organizationSourceId: 'site-1',
    siteUid: 'site-1',
    details: { deviceClass: 'device' },
    verdict: nothingFound,
    destinationName: null,
    newMatch: null,
    ...over,
  };
}

function save(...made: JudgedMatch[]) {
  const execution = { workflowId: 'sync/test', workflowRunId: randomUUID() };
  const seen = new Set(made.map(({ kind, sourceId }) => matchSubject(kind, sourceId)));
  const run = { runId: randomUUID(), execution, seen };
  return saveVerdicts(scene.db, scene.tenantId, { ...run, judged: made, recorded });
}

const load = async () => {
  recorded = await scene.as((tx) => loadRecordedMatches(tx, scene.tenantId));
};

beforeEach(async () => {
  scene = await MatchScene.open(database);
  await load();
  await save(judged('a'), judged('b'));
  await load();
});

describe('what a person decides while a run judges', () => {
  const byRule = () => save(judged('a', { newMatch: found }), judged('b', { name: 'B' }));
  const left = async () => {
    expect(await byRule()).toEqual({ changed: 1, newlyMatched: 0 });
    expect(await scene.history('device', 'a')).toEqual([]);
    expect((await scene.row('device', 'b')).name).toBe('B');
  };

  test('is not overwritten: an ignored device stays ignored', async () => {
    await scene.decided('device', 'a', { state: 'ignored' });
    await left();
    expect((await scene.row('device', 'a')).state).toBe('ignored');
  });

  test('is not overwritten: a pair that was rejected is not matched', async () => {
    await scene.apart('device', 'a', '11');
    await left();
  });

  test('comes first, though it only waits to be carried out', async () => {
    await scene.waiting('device', 'a', { do: 'ignore' });
    await left();
  });

  test('comes first, if it names the configuration for another device', async () => {
    await scene.waiting('device', 'c', { do: 'to', destinationId: '11' });
    await left();
  });

  test('comes first, if another device has the configuration by then', async () => {
    const other = { state: 'matched', destinationId: '11', destinationName: 'Reception' } as const;
    await scene.decided('device', 'b', other);
    expect(await byRule()).toEqual({ changed: 0, newlyMatched: 0 });
    expect((await scene.row('device', 'a')).state).toBe('unmatched');
  });
});

describe('one transaction', () => {
  test('saves nothing once another run has begun: that one reads anew', async () => {
    const next = { tenantId: scene.tenantId, runId: randomUUID(), fence: 1 };
    await scene.as((tx) => tx.insert(runLease).values(next));
    expect(await save(judged('a', { newMatch: found }))).toEqual({ changed: 0, newlyMatched: 0 });
    expect((await scene.row('device', 'a')).state).toBe('unmatched');
  });

  test('saves all of it or nothing: two devices never get one configuration', async () => {
    const twice = ['a', 'b'].map((uid) => judged(uid, { newMatch: found }));
    await expect(save(...twice)).rejects.toThrow();
    expect(await scene.as((tx) => tx.$count(match, eq(match.state, 'matched')))).toBe(0);
    expect(await scene.history('device', 'a')).toEqual([]);
  });

  test('takes thousands of rows, each with its audit row', async () => {
    const many = Array.from({ length: 2_500 }, (_, n) =>
      judged(`d${n}`, { newMatch: { ...found, destinationId: String(n) } }),
    );
    expect(await save(...many)).toEqual({ changed: 2_502, newlyMatched: 2_500 });
    expect(await scene.history('device', 'd2499')).toHaveLength(1);
    expect((await scene.row('device', 'a')).present).toBe(false);
  });
});
