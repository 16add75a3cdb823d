import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { verifyAudit } from '../audit/verify-audit.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { ann, MatchScene } from './match-scene-for-tests.ts';

let database: DatabaseForTests;
let scene: MatchScene;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

const macA = '18:5E:0F:00:00:0A';
const macB = '18:5E:0F:00:00:0B';

/** Two clients of the same names on both sides, and a device whose configuration is told by its MAC. */
beforeEach(async () => {
  scene = await MatchScene.open(database);
  scene.site('site-1', 'Abc Plumbing');
  scene.site('site-2', 'Xyz Bakery');
  scene.organization('1', 'Abc Plumbing');
  scene.organization('2', 'Xyz Bakery');
  scene.device('RECEPTION-A', 'site-1', [macA]);
  scene.device('RECEPTION-B', 'site-2', [macB]);
  scene.configuration('11', '1', { name: 'Reception', mac: macA.replaceAll(':', '-') });
  scene.configuration('12', '1', { name: 'Other one' });
});

const device = 'RECEPTION-A';
const told = () => scene.told('device', device);

describe('a device', () => {
  test('is matched inside an organization that the same run matched, with reasons and an audit row', async () => {
    const { runId, ...counts } = await scene.run();
    expect(counts).toMatchObject({
      organizations: { matched: 2, unmatched: 0, ignored: 0 },
      devices: { matched: 1, unmatched: 1, ignored: 0 },
      newlyMatched: 3,
    });
    expect(await scene.row('device', device)).toMatchObject({
      name: device,
      state: 'matched',
      destinationId: '11',
      destinationName: 'Reception',
      origin: 'rule',
      by: { kind: 'run', id: runId },
      organizationSourceId: 'site-1',
      siteUid: 'site-1',
      details: { deviceClass: 'device', macs: [macA], hostname: device },
      verdict: { suggestions: [], conflicts: [], notes: [] },
    });
    const [entry, ...others] = await scene.history('device', device);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      actor: { kind: 'run', id: runId },
      verb: 'match.by-rule',
      before: { state: 'unmatched' },
      after: { destinationId: '11', reasons: [expect.stringContaining(macA)] },
      workflowId: 'sync/test',
      runId,
    });
    expect(await verifyAudit(scene.db, scene.tenantId)).toEqual({ whole: true, rows: 3 });
  });

  test('is shown with the serial and the make that its audit told', async () => {
    await scene.audited('RECEPTION-B', {
      serial: ' 7XK2Q93 ',
      manufacturer: 'Dell Inc.',
      model: 'X',
    });
    await scene.run();
    expect((await scene.row('device', 'RECEPTION-B')).details).toMatchObject({
      serial: '7XK2Q93',
      manufacturer: 'Dell Inc.',
      model: 'X',
    });
  });

  test('of an on-demand site is left out', async () => {
    scene.site('site-1', 'Abc Plumbing', { onDemand: true });
    await scene.run();
    await expect(scene.row('device', device)).rejects.toThrow('no match');
    await expect(scene.row('organization', 'site-1')).rejects.toThrow('no match');
  });

  test('that is suggested has its suggestion with reasons, and other facts have another hash', async () => {
    scene.configuration('12', '1', { name: 'RECEPTION-C' });
    scene.device('RECEPTION-C', 'site-1');
    await scene.run();
    const before = await scene.row('device', 'RECEPTION-C');
    expect(before).toMatchObject({
      state: 'unmatched',
      verdict: { suggestions: [{ id: '12', reasons: ['same name “RECEPTION-C”'] }] },
    });
    scene.device('RECEPTION-C', 'site-1', [], { lastSeenOn: '2026-11-23' });
    await scene.run();
    const seenLater = await scene.row('device', 'RECEPTION-C');
    expect(seenLater.details.lastSeenOn).toBe('2026-11-23');
    expect(seenLater.factsHash).toBe(before.factsHash);
    scene.configuration('13', '1', { name: 'RECEPTION-C' });
    await scene.run();
    expect((await scene.row('device', 'RECEPTION-C')).factsHash).not.toBe(before.factsHash);
  });
});

describe('a second run', () => {
  test('that finds everything as it was writes to no row and to no record', async () => {
    scene.device('RECEPTION-C', 'site-1');
    scene.configuration('13', '1', { name: 'RECEPTION-C' });
    await scene.run();
    const rows = await scene.versions();
    const { rows: audited } = await verifyAudit(scene.db, scene.tenantId);
    expect(await scene.run()).toMatchObject({ changed: 0, newlyMatched: 0 });
    expect(await scene.versions()).toEqual(rows);
    expect((await verifyAudit(scene.db, scene.tenantId)).rows).toBe(audited);
  });

  test('tried again after it had saved changes nothing either', async () => {
    const runId = await scene.read();
    await scene.match(runId);
    const rows = await scene.versions();
    expect(await scene.match(runId)).toMatchObject({ changed: 0 });
    expect(await scene.versions()).toEqual(rows);
  });

  test('writes to the rows of what changed, and to no other', async () => {
    await scene.run();
    scene.device('RECEPTION-B', 'site-2', [macB], { lastSeenOn: '2026-11-23' });
    expect(await scene.run()).toMatchObject({ changed: 1 });
  });
});

describe('what people decided', () => {
  test('a match by hand wins over what the evidence says, and is not held against the facts', async () => {
    await scene.run({ unproven: ['configurations'] });
    await scene.decided('device', device, {
      state: 'matched',
      destinationId: '12',
      destinationName: 'Other one',
    });
    await scene.run();
    expect(await told()).toMatchObject({ state: 'matched', destinationId: '12', notes: [] });
    expect(await scene.row('device', device)).toMatchObject({ origin: 'person', by: ann });
    expect(await scene.history('device', device)).toEqual([]);
  });

  test('what is ignored stays ignored', async () => {
    await scene.run({ unproven: ['configurations'] });
    await scene.decided('device', device, { state: 'ignored' });
    expect(await scene.run()).toMatchObject({ devices: { ignored: 1, matched: 0 } });
    expect(await told()).toMatchObject({ state: 'ignored', suggestions: [] });
  });

  test('a reverted pair is remembered: neither matched nor suggested again', async () => {
    await scene.run();
    await scene.decided('device', device, {
      state: 'unmatched',
      destinationId: null,
      origin: null,
    });
    await scene.apart('device', device, '11');
    await scene.run();
    expect(await told()).toMatchObject({ state: 'unmatched', suggestions: [] });
  });

  test('a decision that waits to be carried out leaves the state alone, with the rule’s answer to look at', async () => {
    await scene.run({ unproven: ['configurations'] });
    await scene.waiting('device', device, { do: 'accept', destinationId: '11' });
    await scene.run();
    expect(await told()).toMatchObject({ state: 'unmatched', suggestions: ['11'] });
  });

  test('the configuration that a waiting decision names is kept for it', async () => {
    await scene.run({ unproven: ['configurations'] });
    await scene.waiting('device', 'RECEPTION-B', { do: 'to', destinationId: '11' });
    await scene.run();
    expect(await told()).toMatchObject({ state: 'unmatched', suggestions: ['11'] });
  });

  test('a configuration that another device has is left to that one', async () => {
    await scene.run({ unproven: ['configurations'] });
    scene.device('TWIN', 'site-1');
    await scene.run({ unproven: ['configurations'] });
    await scene.decided('device', 'TWIN', {
      state: 'matched',
      destinationId: '11',
      destinationName: 'Reception',
    });
    await scene.run();
    expect(await told()).toMatchObject({ state: 'unmatched', destinationId: null });
  });
});

describe('what has become of a match', () => {
  const notes = async () => (await told()).notes;
  beforeEach(async () => {
    await scene.run();
    expect(await told()).toMatchObject({ destinationId: '11', notes: [] });
  });
  /** The match stands, in this run and in the one after it. */
  const noted = async (...codes: string[]) => {
    for (const _ of ['first', 'second']) {
      await scene.run();
      expect(await told()).toMatchObject({ state: 'matched', destinationId: '11', notes: codes });
    }
  };

  test('a configuration that was renamed is noted until it is called as before', async () => {
    scene.configuration('11', '1', { name: 'Front desk', mac: macA });
    await noted('renamed');
    expect((await scene.row('device', device)).destinationName).toBe('Front desk');
    scene.configuration('11', '1', { name: 'Reception', mac: macA });
    await noted();
  });

  test('a device that was renamed is noted', async () => {
    scene.device(device, 'site-1', [macA], { hostname: 'FRONTDESK' });
    await noted('renamed');
    expect((await scene.row('device', device)).name).toBe('FRONTDESK');
  });

  test('a match made anew by a person starts from the names of then', async () => {
    scene.configuration('11', '1', { name: 'Front desk', mac: macA });
    await noted('renamed');
    const then = { state: 'matched', destinationId: '11', destinationName: 'Front desk' } as const;
    await scene.decided('device', device, then);
    await noted();
  });

  test('a configuration that was archived is noted', async () => {
    scene.configuration('11', '1', { name: 'Reception', mac: macA, archived: true });
    await noted('archived');
  });

  test('a configuration that is gone breaks the match, which is never made again silently', async () => {
    scene.gone('configurations', '11');
    await noted('gone');
    scene.configuration('14', '1', { name: 'Reception', mac: macA });
    await noted('gone');
  });

  test('a listing that proves nothing says of no configuration that it is gone', async () => {
    scene.gone('configurations', '11');
    await scene.run({ unproven: ['configurations'] });
    expect(await notes()).toEqual([]);
    expect(await scene.row('device', device)).toMatchObject({ present: true });
  });

  test('a configuration that is in another organization now is noted as elsewhere', async () => {
    scene.configuration('11', '2', { name: 'Reception', mac: macA });
    await noted('elsewhere');
  });

  test('a device that was moved to another site is noted, and not matched there', async () => {
    scene.device(device, 'site-2', [macA]);
    await noted('moved', 'elsewhere');
    expect(await scene.row('device', device)).toMatchObject({
      siteUid: 'site-2',
      organizationSourceId: 'site-2',
    });
  });

  test('a rule’s match whose facts contradict it by now is kept and noted', async () => {
    await scene.audited(device, { serial: '7XK2Q93' });
    scene.configuration('11', '1', { name: 'Reception', mac: macA, serial: '9ZZ9Z99' });
    await noted('contradicted');
  });

  test('a device whose organization is matched to none any more is noted', async () => {
    await scene.decided('organization', 'site-1', {
      state: 'unmatched',
      destinationId: null,
      origin: null,
    });
    await scene.apart('organization', 'site-1', '1');
    await noted('organization-unmatched');
  });

  test('a device that is out of sight keeps its match, and its configuration', async () => {
    scene.gone('devices', device);
    scene.device('NEW', 'site-1', [macA]);
    await scene.run();
    expect(await scene.row('device', device)).toMatchObject({
      present: false,
      destinationId: '11',
    });
    expect(await scene.row('device', 'RECEPTION-B')).toMatchObject({ present: true });
    expect(await scene.told('device', 'NEW')).toMatchObject({ state: 'unmatched' });
    scene.device(device, 'site-1', []);
    await scene.run();
    expect((await scene.row('device', device)).present).toBe(true);
  });
});

describe('a reading that proves nothing', () => {
  test.each(['sites', 'devices', 'organizations', 'configurations'] as const)(
    'of %s matches no device, marks none as gone, and lists what is new',
    async (kind) => {
      scene.gone('devices', device);
      await scene.run();
      scene.gone('devices', 'RECEPTION-B');
      scene.device(device, 'site-1', [macA]);
      await scene.run({ unproven: [kind] });
      expect(await told()).toMatchObject({ state: 'unmatched', suggestions: [] });
      const sourcesProve = kind === 'organizations' || kind === 'configurations';
      expect(await scene.row('device', 'RECEPTION-B')).toMatchObject({ present: !sourcesProve });
      await scene.run();
      expect(await told()).toMatchObject({ state: 'matched' });
    },
  );

  test('leaves what was made of a device as it was', async () => {
    scene.configuration('13', '1', { name: 'RECEPTION-C' });
    scene.device('RECEPTION-C', 'site-1');
    await scene.run();
    scene.gone('configurations', '13');
    await scene.run({ unproven: ['organizations'] });
    expect(await scene.told('device', 'RECEPTION-C')).toMatchObject({ suggestions: ['13'] });
  });

  test.each(['sites', 'devices'] as const)(
    'or did not come to its end, of %s, changes nothing',
    async (kind) => {
      await scene.run();
      const rows = await scene.versions();
      scene.gone('configurations', '11');
      expect(await scene.run({ unread: [kind] })).toMatchObject({
        changed: 0,
        devices: { matched: 1 },
      });
      expect(await scene.versions()).toEqual(rows);
    },
  );
});
