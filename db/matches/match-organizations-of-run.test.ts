import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { ann, MatchScene } from './match-scene-for-tests.ts';

let database: DatabaseForTests;
let scene: MatchScene;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

/** A client with one device, whose organization has its name. */
beforeEach(async () => {
  scene = await MatchScene.open(database);
  scene.site('site-1', 'Abc Plumbing');
  scene.device('PC-A', 'site-1', ['18:5E:0F:00:00:0A']);
  scene.organization('1', 'ABC Plumbing');
  scene.organization('2', 'Something else');
  scene.configuration('11', '2', { name: 'PC-A', mac: '18:5E:0F:00:00:0A' });
});

const told = () => scene.told('organization', 'site-1');
const matchedTo = (destinationId: string, destinationName: string) =>
  ({ state: 'matched', destinationId, destinationName }) as const;
const unmatched = { state: 'unmatched', destinationId: null, origin: null } as const;

describe('a source organization', () => {
  test('is matched by the same name, with reasons and an audit row', async () => {
    const { runId } = await scene.run();
    expect(await scene.row('organization', 'site-1')).toMatchObject({
      name: 'Abc Plumbing',
      state: 'matched',
      destinationId: '1',
      destinationName: 'ABC Plumbing',
      origin: 'rule',
      by: { kind: 'run', id: runId },
      organizationSourceId: 'site-1',
      siteUid: 'site-1',
      details: { devices: 1, siteNames: ['Abc Plumbing'] },
    });
    expect(await scene.history('organization', 'site-1')).toMatchObject([
      {
        verb: 'match.by-rule',
        before: { state: 'unmatched' },
        after: { destinationId: '1', destinationName: 'ABC Plumbing', reasons: ['same name'] },
      },
    ]);
  });

  test('without a device is none', async () => {
    scene.site('site-2', 'Something else');
    await scene.run();
    await expect(scene.row('organization', 'site-2')).rejects.toThrow('no match');
  });

  test('has the organization suggested in which its devices are found, with how many agree', async () => {
    scene.site('site-1', 'Qwert');
    await scene.run();
    const { state, verdict } = await scene.row('organization', 'site-1');
    expect(state).toBe('unmatched');
    expect(verdict.suggestions).toMatchObject([
      { id: '2', name: 'Something else', reasons: ['its only device agrees'] },
    ]);
  });

  test('is told at once which suggestion the same run matched to another, so that the next run changes nothing', async () => {
    scene.site('site-2', 'Qwert');
    scene.device('PC-B', 'site-2', ['18:5E:0F:00:00:0B']);
    scene.configuration('12', '1', { name: 'PC-B', mac: '18:5E:0F:00:00:0B' });
    await scene.run();
    const { state, verdict } = await scene.row('organization', 'site-2');
    expect(state).toBe('unmatched');
    expect(verdict.suggestions).toMatchObject([
      { id: '1', flags: ['already matched to “Abc Plumbing”'] },
    ]);
    expect(await scene.run()).toMatchObject({ changed: 0 });
  });

  test('is not told by configurations whose listing proves nothing where its devices are', async () => {
    scene.site('site-1', 'Qwert');
    await scene.run({ unproven: ['configurations'] });
    expect(await told()).toMatchObject({ state: 'unmatched', suggestions: [] });
  });

  test('that is out of sight keeps its match, and is back when it is seen again', async () => {
    await scene.run();
    scene.gone('devices', 'PC-A');
    expect(await scene.run()).toMatchObject({ changed: 2, organizations: { matched: 1 } });
    const row = () => scene.row('organization', 'site-1');
    expect(await row()).toMatchObject({ present: false, destinationId: '1' });
    expect(await scene.run()).toMatchObject({ changed: 0 });
    scene.device('PC-A', 'site-1');
    await scene.run();
    expect(await row()).toMatchObject({ present: true, destinationId: '1' });
  });
});

describe('where Autotask companies are matched', () => {
  beforeEach(async () => {
    await scene.setting('autotask-companies');
    const company = { autotaskCompanyId: '77', autotaskCompanyName: 'Abc Plumbing' };
    scene.site('site-1', 'Abc North', company);
    scene.site('site-2', 'Abc South', company);
    scene.device('PC-B', 'site-2');
  });

  test('sites of one company are one, and their devices belong to it', async () => {
    await scene.run();
    expect(await scene.row('organization', 'autotask/77')).toMatchObject({
      name: 'Abc Plumbing',
      state: 'matched',
      destinationId: '1',
      siteUid: 'site-1',
      details: { devices: 2, siteNames: ['Abc North', 'Abc South'], autotaskCompanyId: '77' },
    });
    expect(await scene.row('device', 'PC-B')).toMatchObject({
      organizationSourceId: 'autotask/77',
      siteUid: 'site-2',
    });
  });

  test('a site without one is listed as such and not matched', async () => {
    scene.site('site-3', 'Something else');
    scene.device('PC-C', 'site-3');
    await scene.run();
    expect(await scene.told('organization', 'site-3')).toMatchObject({
      state: 'unmatched',
      notes: ['no-source-organization'],
    });
  });

  test('the organization of the same Autotask id leads the suggestions where the names disagree', async () => {
    scene.organization('2', 'Something else', { autotaskCompanyIds: ['77'] });
    await scene.run();
    const { state, suggestions, conflicts } = await scene.told('organization', 'autotask/77');
    expect([state, suggestions[0], conflicts]).toEqual(['unmatched', '2', 1]);
  });

  test('a rule’s match that the id contradicts by now is kept and noted; a person’s is not', async () => {
    await scene.run();
    scene.organization('2', 'Something else', { autotaskCompanyIds: ['77'] });
    await scene.run();
    const standing = { state: 'matched', destinationId: '1' };
    const company = () => scene.told('organization', 'autotask/77');
    expect(await company()).toMatchObject({ ...standing, notes: ['contradicted'] });
    await scene.decided('organization', 'autotask/77', matchedTo('1', 'ABC Plumbing'));
    await scene.run();
    expect(await company()).toMatchObject({ ...standing, notes: [] });
  });
});

describe('what people decided', () => {
  beforeEach(() => scene.run({ unproven: ['organizations'] }));

  test('a match by hand wins over the rule', async () => {
    await scene.decided('organization', 'site-1', matchedTo('2', 'Something else'));
    await scene.run();
    expect(await told()).toMatchObject({ state: 'matched', destinationId: '2', notes: [] });
    expect(await scene.row('organization', 'site-1')).toMatchObject({ by: ann });
    expect(await scene.told('device', 'PC-A')).toMatchObject({ destinationId: '11' });
  });

  test('what is ignored stays ignored', async () => {
    await scene.decided('organization', 'site-1', { state: 'ignored' });
    expect(await scene.run()).toMatchObject({ organizations: { ignored: 1, unmatched: 0 } });
  });

  test('a reverted pair is remembered: neither matched nor suggested again', async () => {
    await scene.apart('organization', 'site-1', '1');
    await scene.run();
    const { state, suggestions } = await told();
    expect(state).toBe('unmatched');
    expect(suggestions).not.toContain('1');
  });

  test('a decision that waits to be carried out leaves the state alone', async () => {
    await scene.waiting('organization', 'site-1', { do: 'ignore' });
    await scene.run();
    expect(await told()).toMatchObject({ state: 'unmatched', suggestions: ['1'] });
  });
});

describe('what has become of a match', () => {
  beforeEach(() => scene.run());
  const noted = async (...codes: string[]) => {
    for (const _ of ['first', 'second']) {
      await scene.run();
      expect(await told()).toMatchObject({ state: 'matched', destinationId: '1', notes: codes });
    }
  };

  test('an organization that was renamed is noted, and named as it is now', async () => {
    scene.organization('1', 'Abc Plumbing and Heating');
    await noted('renamed');
    const { destinationName } = await scene.row('organization', 'site-1');
    expect(destinationName).toBe('Abc Plumbing and Heating');
  });

  test('a site that was renamed is noted', async () => {
    scene.site('site-1', 'Abc Plumbing and Heating');
    await noted('renamed');
  });

  test('an organization that is gone breaks the match, which is never made again silently', async () => {
    scene.gone('organizations', '1');
    scene.organization('3', 'Abc Plumbing');
    await noted('gone');
    const { destinationName } = await scene.row('organization', 'site-1');
    expect(destinationName).toBe('ABC Plumbing');
  });

  test('a listing that proves nothing says of no organization that it is gone', async () => {
    scene.gone('organizations', '1');
    await scene.run({ unproven: ['organizations'] });
    await scene.run({ unread: ['organizations'] });
    expect(await told()).toMatchObject({ destinationId: '1', notes: [] });
    expect(await scene.row('organization', 'site-1')).toMatchObject({ present: true });
    expect(await scene.row('device', 'PC-A')).toMatchObject({ present: true });
  });

  test('one that a person reverted is not matched again', async () => {
    await scene.decided('organization', 'site-1', unmatched);
    await scene.apart('organization', 'site-1', '1');
    await scene.run();
    expect(await told()).toMatchObject({ state: 'unmatched' });
  });
});
