import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { action, audit, match } from '../../db/schema/index.ts';
import type { FieldChange } from '../../rules/itglue/owned-field-changes.ts';
import { openItglueSteps, type ItglueMsp } from '../../test/harness/itglue-steps.ts';
import { retried } from '../../test/harness/run-step.ts';
import type { ActionInput, StepResult } from '../run-step.ts';

let install: Awaited<ReturnType<typeof openItglueSteps>>;
let msp: ItglueMsp;
let organizationId: string;

beforeAll(async () => {
  install = await openItglueSteps();
  msp = await install.msp();
  const { id } = await msp.vendors.change({ do: 'itglue.createOrganization', name: 'Home' });
  organizationId = String(id);
  await msp.board.organizations({
    sourceId: 'home',
    state: 'matched',
    destinationId: organizationId,
    destinationName: 'Home',
  });
});
afterAll(() => install.close());

const operation = 'PATCH /configurations/:id';
const runId = '7d9f6a3e-52d0-4a39-9a0e-1a4c4b6f2a11';

const serial: FieldChange = { field: 'serial', before: null, after: 'SN7K2Q93X' };
const ip: FieldChange = { field: 'ip', before: null, after: '10.4.1.9' };
const mac: FieldChange = { field: 'mac', before: null, after: 'D4:BE:D9:33:44:55' };

/** A device matched to a configuration whose fields a run was permitted to write. */
async function permitted(uid: string, changes: FieldChange[], psa?: string) {
  const name = uid.toUpperCase();
  const made = await msp.vendors.change({
    do: 'itglue.createConfiguration',
    organizationId,
    name,
    notes: 'people’s own',
    ...(psa === undefined ? {} : { psa: { integration: psa, id: '77' } }),
  });
  const configurationId = String(made.id);
  await msp.board.devices([{ uid, hostname: name, of: 'home' }]);
  await matched(uid, configurationId);
  const [inserted] = await msp.tenant.read((tx) =>
    tx
      .insert(action)
      .values({
        tenantId: msp.tenant.id,
        siteUid: 'site',
        subjectKind: 'match',
        matchSubject: `device/${uid}`,
        verb: 'update-configuration',
        details: {
          siteName: name,
          deviceUid: uid,
          deviceName: name,
          configurationId,
          configurationName: name,
          organizationId,
          organizationName: 'Home',
          changes,
        },
        factsHash: uid,
        by: { kind: 'run', id: runId },
        position: 0,
      })
      .returning({ id: action.id }),
  );
  const { last } = await msp.vendors.log();
  const actionId = inserted?.id ?? '';
  return {
    configurationId,
    write: () =>
      retried<ActionInput, StepResult>(install.steps.updateConfiguration, {
        tenantId: msp.tenant.id,
        actionId,
      }),
    effects: () => msp.effects(last),
    async now() {
      const { configurations } = await msp.itglue();
      return configurations.find(({ id }) => id === configurationId);
    },
    async ended() {
      const ended = (await msp.actions()).find(({ id }) => id === actionId);
      return { state: ended?.state, code: ended?.problemCode, sentence: ended?.problem };
    },
    intents: async () => (await msp.intents()).filter((one) => one.actionId === actionId),
  };
}

/** As if a run had matched it. */
async function matched(uid: string, destinationId: string): Promise<void> {
  const set = {
    state: 'matched' as const,
    destinationId,
    destinationName: uid,
    origin: 'rule' as const,
  };
  await msp.tenant.read((tx) => tx.update(match).set(set).where(eq(match.sourceId, uid)));
}

describe('the fields of a matched configuration', () => {
  test('are written in one write, and nothing else of it is', async () => {
    const scene = await permitted('alpha', [serial, ip, mac]);
    const before = await scene.now();
    expect(await scene.write()).toEqual({ state: 'working' });
    const { serialNumber, primaryIp, macAddress, ...rest } = (await scene.now()) ?? {};
    expect({ serialNumber, primaryIp, macAddress }).toEqual({
      serialNumber: 'SN7K2Q93X',
      primaryIp: '10.4.1.9',
      macAddress: 'D4:BE:D9:33:44:55',
    });
    const kept = expect.objectContaining({ name: before?.name, archived: false, organizationId });
    expect(rest).toEqual(kept);
    expect(await scene.effects()).toEqual([operation]);
    expect(await scene.ended()).toMatchObject({ state: 'done' });
  });

  test('are in the record, each before and after, by the run', async () => {
    const scene = await permitted('bravo', [serial]);
    await scene.write();
    expect(await msp.history('device/bravo')).toEqual(['configuration.update', 'action.done']);
    const rows = await msp.tenant.read((tx) => tx.select().from(audit));
    const row = rows.find(
      (one) => one.verb === 'configuration.update' && one.subject === 'device/bravo',
    );
    expect(row).toMatchObject({
      actor: { kind: 'run', id: runId },
      before: { configurationName: 'BRAVO', serial: null },
      after: { configurationName: 'BRAVO', serial: 'SN7K2Q93X' },
    });
  });

  test.each([
    ['applied-then-timeout', 'charlie', 1],
    ['timeout', 'delta', 2],
    ['late-effect', 'echo', 1],
  ])('are written once after a %s', async (kind, uid, sends) => {
    const scene = await permitted(uid, [serial, ip]);
    const late = kind === 'late-effect' ? { delayMs: 900 } : {};
    await msp.vendors.fault({ vendor: 'itglue', operation, kind, ...late });
    await scene.write();
    expect(await scene.now()).toMatchObject({ serialNumber: 'SN7K2Q93X', primaryIp: '10.4.1.9' });
    expect(await scene.intents()).toMatchObject([{ state: 'done', sends }]);
    expect(await scene.effects()).toEqual([operation]);
    expect(await scene.ended()).toMatchObject({ state: 'done' });
  });

  test('are not written a second time where they are as they were to be', async () => {
    const scene = await permitted('foxtrot', [serial]);
    const { configurationId } = scene;
    const set = { do: 'itglue.setConfiguration', configurationId };
    await msp.vendors.change({ ...set, serialNumber: 'sn7k2q93x' });
    await scene.write();
    expect(await scene.effects()).toEqual([]);
    expect(await scene.ended()).toMatchObject({ state: 'done' });
  });
});

describe('nothing is written', () => {
  const cases: [string, string, Record<string, unknown>, RegExp][] = [
    [
      'over what a person entered meanwhile',
      'golf',
      { serialNumber: 'MINE1' },
      /has another serial by now/,
    ],
    ['to what was archived meanwhile', 'hotel', { archived: true }, /is archived by now/],
  ];
  test.each(cases)('%s', async (_case, uid, change, sentence) => {
    const scene = await permitted(uid, [serial]);
    const { configurationId } = scene;
    await msp.vendors.change({ do: 'itglue.setConfiguration', configurationId, ...change });
    await scene.write();
    expect(await scene.effects()).toEqual([]);
    expect(await scene.ended()).toMatchObject({ state: 'problem', code: 'changed' });
    expect((await scene.ended()).sentence).toMatch(sentence);
  });

  test('in another organization than it was in', async () => {
    const scene = await permitted('india', [serial]);
    const { id } = await msp.vendors.change({ do: 'itglue.createOrganization', name: 'Other' });
    const { configurationId } = scene;
    const set = { do: 'itglue.setConfiguration', configurationId };
    await msp.vendors.change({ ...set, organizationId: String(id) });
    await scene.write();
    expect(await scene.effects()).toEqual([]);
    expect((await scene.ended()).sentence).toMatch(/is not in organization “Home” any more/);
  });

  test('to what is deleted', async () => {
    const scene = await permitted('juliett', [serial]);
    const { configurationId } = scene;
    await msp.vendors.change({ do: 'itglue.deleteConfiguration', configurationId });
    await scene.write();
    expect(await scene.effects()).toEqual([]);
    expect((await scene.ended()).sentence).toMatch(/is not to be seen any more/);
  });

  test('once the device is matched to another', async () => {
    const scene = await permitted('kilo', [serial]);
    await matched('kilo', '999');
    await scene.write();
    expect(await scene.effects()).toEqual([]);
    expect((await scene.ended()).sentence).toMatch(
      /is not what device “KILO” is matched to any more; nothing was written/,
    );
  });

  test('that IT Glue refuses: the action ends with its words', async () => {
    const scene = await permitted('lima', [ip], 'autotask');
    await scene.write();
    expect(await scene.effects()).toEqual([]);
    expect(await scene.ended()).toMatchObject({ state: 'problem' });
    expect((await scene.now())?.primaryIp).toBeNull();
  });
});

test('a field that IT Glue takes and does not keep is said so', async () => {
  const scene = await permitted('mike', [serial]);
  const { configurationId: id } = scene;
  const attributes = {
    name: 'MIKE',
    'organization-id': Number(organizationId),
    archived: false,
    hostname: null,
    'primary-ip': null,
    'mac-address': null,
    'serial-number': 'ANOTHER',
  };
  const body = { data: { id, type: 'configurations', attributes } };
  await msp.vendors.fault({ vendor: 'itglue', operation, kind: 'status', status: 200, body });
  await scene.write();
  expect(await scene.ended()).toMatchObject({
    state: 'problem',
    code: 'not-kept',
    sentence:
      'IT Glue took the serial of configuration “MIKE” and did not keep it. Look at it there.',
  });
});
