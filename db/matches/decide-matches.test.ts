import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { ann, ben, candidate, configuration, MatchScene } from './matches-for-tests.ts';

let database: DatabaseForTests;
let scene: MatchScene;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

const suggested = { suggestions: [candidate('11', 'Acme')], conflicts: [], notes: [] };
const accept = { do: 'accept', destinationId: '11' } as const;

beforeEach(async () => {
  scene = await MatchScene.open(database);
  await scene.organization('acme', { verdict: suggested });
  await scene.organization('rex', {
    state: 'matched',
    destinationId: '22',
    destinationName: 'Rex',
  });
  await scene.organizations({ 11: 'Acme', 22: 'Rex', 33: 'Zeta' });
});

const sentences = ({ refused }: Awaited<ReturnType<MatchScene['decide']>>) =>
  refused.map(({ code, sentence }) => `${code}: ${sentence}`);

describe('a decision', () => {
  test('is stored with its items, its audit row and its delivery', async () => {
    const { decisionId, refused } = await scene.decide({ acme: accept, rex: { do: 'revert' } });
    expect(refused).toEqual([]);
    const read = await scene.read(decisionId);
    expect(read).toMatchObject({ state: 'pending', by: ann, why: 'because' });
    expect(read.counts).toMatchObject({ pending: 2, done: 0 });
    expect(read.items).toMatchObject([
      { sourceId: 'acme', choice: { ...accept, seen: { name: 'Acme', archived: false } } },
      { sourceId: 'rex', choice: { do: 'revert' } },
    ]);
    expect(await scene.outbox()).toMatchObject([{ kind: 'review-matches', subjectId: decisionId }]);
    const [entry] = await scene.history(`match-decision/${decisionId}`);
    expect(entry).toMatchObject({ verb: 'match.decide', actor: ann, why: 'because' });
  });

  test('leaves out what does not fit, each with its sentence; the others go on', async () => {
    const decided = await scene.decide({
      acme: accept,
      rex: accept,
      nobody: { do: 'ignore' },
    });
    expect(sentences(decided)).toEqual([
      expect.stringMatching(/^wrong-state: Organization “rex” is matched to organization “Rex”/),
      'not-found: There is no source organization nobody.',
    ]);
    expect((await scene.read(decided.decisionId)).items).toHaveLength(1);
  });

  test('of which nothing fits is none', async () => {
    const { decisionId } = await scene.decide({ rex: accept });
    expect(decisionId).toBeNull();
    expect(await scene.outbox()).toEqual([]);
  });

  test('has 1 to 1,000 items', async () => {
    await expect(scene.decide({})).rejects.toThrow(/1 to 1000 items/);
    const many = Object.fromEntries(
      Array.from({ length: 1_001 }, (_, n) => [`o${n}`, { do: 'ignore' } as const]),
    );
    await expect(scene.decide(many)).rejects.toThrow(/this one has 1001/);
  });

  test('on facts that have changed is refused with what they are now', async () => {
    const { decisionId, refused } = await scene.decide({ acme: accept }, ann, { factsHash: 'old' });
    expect(decisionId).toBeNull();
    expect(refused[0]?.sentence).toMatch(/has changed since .* suggested: “Acme” \(11\)/);
  });

  test('to a record that no reading knows is refused', async () => {
    const decided = await scene.decide({ acme: { do: 'to', destinationId: '99' } });
    expect(sentences(decided)).toEqual([expect.stringMatching(/^not-there: IT Glue has no/)]);
  });
});

describe('two people at once', () => {
  test('one wins, and the other is told who', async () => {
    const both = await Promise.all([
      scene.decide({ acme: accept }, ann),
      scene.decide({ acme: { do: 'ignore' } }, ben),
    ]);
    const [loser, ...more] = both.filter(({ decisionId }) => decisionId === null);
    expect(more).toEqual([]);
    expect(loser?.refused[0]).toMatchObject({ code: 'under-way' });
    expect(loser?.refused[0]?.sentence).toMatch(
      /^(Ann|Ben) decided “(accept|ignore)” on “acme” at/,
    );
  });

  test('a double click is one decision', async () => {
    const [first, second] = await Promise.all([
      scene.decide({ acme: accept }),
      scene.decide({ acme: accept }),
    ]);
    expect(second).toEqual(first);
    expect(await scene.outbox()).toHaveLength(1);
  });

  test('the same choice by another person is not theirs', async () => {
    await scene.decide({ acme: accept }, ann);
    const { decisionId, refused } = await scene.decide({ acme: accept }, ben);
    expect(decisionId).toBeNull();
    expect(refused[0]?.sentence).toMatch(/^Ann decided/);
  });
});

describe('taking a decision back', () => {
  test('is done until it is carried out; doing it again changes nothing', async () => {
    const { decisionId } = await scene.decide({ acme: accept, rex: { do: 'revert' } });
    expect(await scene.cancel(decisionId)).toEqual({ cancelled: 2, working: 0 });
    expect(await scene.cancel(decisionId)).toEqual({ cancelled: 0, working: 0 });
    await scene.apply();
    expect(await scene.row('rex')).toMatchObject({ state: 'matched' });
    expect(await scene.read(decisionId)).toMatchObject({ state: 'done', outcome: '2 cancelled' });
  });

  test('is refused once it was carried out', async () => {
    const { decisionId } = await scene.decide({ rex: { do: 'revert' } });
    await scene.apply();
    await expect(scene.cancel(decisionId)).rejects.toThrow(/has been carried out/);
  });

  test('leaves the match free to be decided on again', async () => {
    const { decisionId } = await scene.decide({ acme: accept }, ann);
    await scene.cancel(decisionId);
    expect((await scene.decide({ acme: { do: 'ignore' } }, ben)).refused).toEqual([]);
  });
});

describe('creating an organization', () => {
  test('needs every look-alike to be named', async () => {
    await scene.organization('Zeta Inc');
    const plain = await scene.decide({ 'Zeta Inc': { do: 'create' } });
    expect(sentences(plain)).toEqual([expect.stringMatching(/^may-be-double: .*“Zeta” \(33\): /)]);
    const named = await scene.decide({ 'Zeta Inc': { do: 'create', despite: ['33'] } });
    expect(named.refused).toEqual([]);
  });

  test('needs what was suggested to be rejected or named', async () => {
    await scene.organization('Quite Other', { verdict: suggested });
    const plain = await scene.decide({ 'Quite Other': { do: 'create' } });
    expect(sentences(plain)).toEqual([expect.stringMatching(/“Acme” \(11\): same but for Inc/)]);
  });

  test('needs a listing that proves what is not there', async () => {
    const other = await MatchScene.open(database);
    await other.organization('Quite New');
    expect(sentences(await other.decide({ 'Quite New': { do: 'create' } }))).toEqual([
      expect.stringMatching(/^not-fitting: .*Sync first/),
    ]);
  });
});

describe('a device', () => {
  beforeEach(async () => {
    await scene.device('pc1', 'rex');
    await scene.device('pc2', 'rex', { state: 'matched', destinationId: '222' });
    await scene.device('pc3', 'acme');
    await scene.reading('configurations', [
      configuration('221', '22'),
      configuration('222', '22'),
      configuration('331', '33'),
      configuration('223', '22', { archived: true }),
    ]);
  });
  const to = (destinationId: string) => ({ do: 'to', destinationId }) as const;

  test('is matched inside its matched organization', async () => {
    expect((await scene.decide({ pc1: to('221') })).refused).toEqual([]);
  });

  test.each([
    ['331', /sits in organization “Zeta”, and Device “pc1” belongs to “Rex”/],
    ['222', /is matched to device “pc2”/],
    ['777', /no configuration 777/],
  ])('is not matched to configuration %s', async (id, why) => {
    const { refused } = await scene.decide({ pc1: to(id) });
    expect(refused[0]?.sentence).toMatch(why);
  });

  test('waits for its organization', async () => {
    const { refused } = await scene.decide({ pc3: to('221') });
    expect(refused[0]?.sentence).toMatch(/organization of Device “pc3” is not matched yet/);
  });

  test('is matched to an archived one by its id, as the person saw it', async () => {
    const { decisionId } = await scene.decide({ pc1: to('223') });
    expect((await scene.read(decisionId)).items[0]?.choice).toMatchObject({
      seen: { archived: true },
    });
  });
});
