import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { MatchChoice } from '../../rules/matching/match-choice.ts';
import { closeAction } from '../actions/close-action.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import type { Destination } from './destinations.ts';
import { ann, ben, candidate, configuration, MatchScene } from './matches-for-tests.ts';

let database: DatabaseForTests;
let scene: MatchScene;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

const suggested = {
  suggestions: [candidate('11', 'Acme'), candidate('33', 'Zeta')],
  conflicts: [],
  notes: [],
};
const accept = { do: 'accept', destinationId: '11' } as const;
const to = (destinationId: string) => ({ do: 'to', destinationId }) as const;
const acme: Destination = { id: '11', name: 'Acme', archived: false, organization: null };
const zeta: Destination = { id: '33', name: 'Zeta', archived: false, organization: null };
const inRex = (id: string): Destination => ({
  id,
  name: `Configuration ${id}`,
  archived: false,
  organization: { id: '22', name: 'Rex' },
});

beforeEach(async () => {
  scene = await MatchScene.open(database);
  await scene.organization('acme', { verdict: suggested });
  await scene.organization('rex', {
    state: 'matched',
    origin: 'rule',
    destinationId: '22',
    destinationName: 'Rex',
  });
  await scene.organizations({ 11: 'Acme', 22: 'Rex', 33: 'Zeta' });
});

describe('an accepted suggestion', () => {
  test('matches, with who, why, before, after and workflow in the audit', async () => {
    const { decisionId } = await scene.decide({ acme: accept });
    await scene.apply({ organization: [acme] });
    expect(await scene.row('acme')).toMatchObject({
      state: 'matched',
      destinationId: '11',
      destinationName: 'Acme',
      origin: 'person',
      by: ann,
      reasons: ['same but for Inc', 'decided by a person'],
      verdict: { suggestions: [] },
    });
    expect(await scene.read(decisionId)).toMatchObject({ state: 'done', outcome: '1 done' });
    expect(await scene.history('organization/acme')).toMatchObject([
      {
        verb: 'match.accept',
        actor: ann,
        why: 'because',
        workflowId: 'matches/test',
        before: { state: 'unmatched' },
        after: { state: 'matched', destinationId: '11', decisionId },
      },
    ]);
  });

  test.each([
    ['is renamed', { ...acme, name: 'Zebra' }, /is named “Zebra” by now/],
    ['is gone', null, /IT Glue has no organization 11/],
  ])('whose record %s is refused with what changed', async (_, now, why) => {
    const { decisionId } = await scene.decide({ acme: accept });
    await scene.apply({ organization: now ? [now] : [] });
    expect(await scene.row('acme')).toMatchObject({ state: 'unmatched' });
    const { items, outcome } = await scene.read(decisionId);
    expect(items[0]?.outcome).toMatch(why);
    expect(outcome).toBe('1 refused');
    expect(await scene.history('organization/acme')).toMatchObject([{ verb: 'match.refused' }]);
  });

  test('on facts that a run found to be others is refused with what they are', async () => {
    const { decisionId } = await scene.decide({ acme: accept });
    await database.owner`update match set facts_hash = 'other' where tenant_id = ${scene.tenantId}`;
    await scene.apply({ organization: [acme] });
    expect((await scene.read(decisionId)).items[0]?.outcome).toMatch(/changed since it was shown/);
  });
});

describe('what a person took apart', () => {
  test('is remembered: a rejected suggestion, a reverted match, a changed one', async () => {
    await scene.decide({ acme: { do: 'reject', destinationId: '33' }, rex: { do: 'revert' } });
    await scene.apply();
    expect(await scene.apart()).toEqual(['acme 33 rejected', 'rex 22 reverted']);
    expect((await scene.row('acme')).verdict.suggestions).toMatchObject([{ id: '11' }]);
    expect(await scene.row('rex')).toMatchObject({ state: 'unmatched', destinationId: null });
    await scene.decide({ rex: to('11') });
    await scene.apply({ organization: [acme] });
    await scene.decide({ rex: to('33') });
    await scene.apply({ organization: [zeta] });
    expect(await scene.apart()).toEqual(['acme 33 rejected', 'rex 11 reverted', 'rex 22 reverted']);
  });

  test('is put together by a person’s later word', async () => {
    await scene.decide({ rex: { do: 'revert' } });
    await scene.apply();
    await scene.decide({ rex: to('22') }, ben);
    await scene.apply({ organization: [{ ...acme, id: '22', name: 'Rex' }] });
    expect(await scene.apart()).toEqual([]);
    expect(await scene.row('rex')).toMatchObject({ state: 'matched', origin: 'person', by: ben });
  });

  test('leaves the devices of a reverted organization matched', async () => {
    await scene.device('pc1', 'rex', { state: 'matched', destinationId: '221' });
    await scene.decide({ rex: { do: 'revert' } });
    await scene.apply();
    expect(await scene.row('pc1')).toMatchObject({ state: 'matched' });
  });
});

test('ignoring is taken back', async () => {
  await scene.decide({ acme: { do: 'ignore' } });
  await scene.apply();
  expect(await scene.row('acme')).toMatchObject({ state: 'ignored', by: ann });
  await scene.decide({ acme: { do: 'unignore' } });
  await scene.apply();
  expect(await scene.row('acme')).toMatchObject({ state: 'unmatched', by: null });
  const verbs = (await scene.history('organization/acme')).map(({ verb }) => verb);
  expect(verbs).toEqual(['match.ignore', 'match.unignore']);
});

test('several source organizations may share an organization', async () => {
  await scene.organization('acme south');
  await scene.decide({ acme: to('11'), 'acme south': to('11') });
  await scene.apply({ organization: [acme] });
  expect(await scene.row('acme south')).toMatchObject({ state: 'matched', destinationId: '11' });
});

describe('devices', () => {
  beforeEach(async () => {
    await scene.device('pc1', 'rex');
    await scene.device('pc2', 'rex');
    await scene.reading('configurations', [configuration('221', '22'), configuration('222', '22')]);
  });

  test('two that want one configuration: the first has it, and the second is told', async () => {
    const { decisionId } = await scene.decide({ pc1: to('221'), pc2: to('221') });
    await scene.apply({ device: [inRex('221')] });
    expect((await scene.read(decisionId)).items).toMatchObject([
      { sourceId: 'pc1', state: 'done' },
      { sourceId: 'pc2', state: 'refused', outcome: expect.stringMatching(/device “pc1”/) },
    ]);
  });

  test('one whose configuration moved to another organization meanwhile is refused', async () => {
    const { decisionId } = await scene.decide({ pc1: to('221') });
    const moved = { ...inRex('221'), organization: { id: '33', name: 'Zeta' } };
    await scene.apply({ device: [moved] });
    expect((await scene.read(decisionId)).items[0]?.outcome).toMatch(/sits in organization “Zeta”/);
  });

  test('one whose configuration was archived meanwhile is refused', async () => {
    const { decisionId } = await scene.decide({ pc1: to('221') });
    await scene.apply({ device: [{ ...inRex('221'), archived: true }] });
    expect((await scene.read(decisionId)).items[0]?.outcome).toMatch(/is archived/);
  });

  test('are matched in the transaction in which their organization is', async () => {
    await scene.device('pc3', 'acme');
    await scene.reading('configurations', [configuration('111', '11')]);
    await scene.decide({ acme: accept });
    const { refused } = await scene.decide({ pc3: to('111') });
    expect(refused).toHaveLength(1);
    await scene.apply({ organization: [acme] });
    expect((await scene.decide({ pc3: to('111') })).refused).toEqual([]);
  });
});

describe('creating', () => {
  const create: MatchChoice = { do: 'create', despite: ['11', '33'], name: 'Acme Two' };

  test('becomes an action on the match, whose end is the item’s end', async () => {
    const { decisionId } = await scene.decide({ acme: create });
    await scene.apply();
    const [made] = await scene.actions();
    expect(made).toMatchObject({
      verb: 'create-organization',
      subjectKind: 'match',
      matchSubject: 'organization/acme',
      by: ann,
      state: 'waiting',
      details: { organizationName: 'Acme Two', despite: ['11', '33'] },
    });
    expect((await scene.read(decisionId)).counts).toMatchObject({ working: 1 });
    const end = { state: 'problem', code: 'x', sentence: 'It went wrong.' } as const;
    const execution = { workflowId: 'matches/test', workflowRunId: 'run' };
    await closeAction(scene.db, scene.tenantId, made?.id ?? '', end, execution);
    expect(await scene.read(decisionId)).toMatchObject({
      state: 'done',
      outcome: '1 problem',
      items: [{ state: 'problem', outcome: 'It went wrong.' }],
    });
  });

  test('is finished once begun: only the rest is taken back', async () => {
    const { decisionId } = await scene.decide({ acme: create });
    await scene.apply();
    await expect(scene.cancel(decisionId)).rejects.toThrow(/nothing is left to be taken back/);
  });

  test('keeps the match from other decisions until it has ended', async () => {
    await scene.decide({ acme: create });
    await scene.apply();
    const { refused } = await scene.decide({ acme: accept }, ben);
    expect(refused[0]?.sentence).toMatch(/^Ann decided “create”/);
  });
});

test('what is carried out twice is carried out once', async () => {
  await scene.decide({ acme: accept });
  await Promise.all([scene.apply({ organization: [acme] }), scene.apply({ organization: [acme] })]);
  expect(await scene.history('organization/acme')).toHaveLength(1);
});
