import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openItglueSteps, type ItglueMsp } from '../../test/harness/itglue-steps.ts';
import type { TestDevice } from '../../test/harness/match-board.ts';

let install: Awaited<ReturnType<typeof openItglueSteps>>;
let msp: ItglueMsp;
let organizationId: string;

beforeAll(async () => {
  install = await openItglueSteps();
  msp = await install.msp();
  const name = 'Home of Devices';
  const { id } = await msp.vendors.change({ do: 'itglue.createOrganization', name });
  organizationId = String(id);
  await msp.board.organizations({
    sourceId: 'home',
    state: 'matched',
    destinationId: organizationId,
    destinationName: name,
  });
});
afterAll(() => install.close());

const operation = 'POST /organizations/:id/relationships/configurations';
const create = { do: 'create' } as const;

/** A device that is like nothing in IT Glue, decided to be created. */
async function decided(uid: string, more: Partial<TestDevice> = {}) {
  await msp.board.devices([{ uid, hostname: `${uid.toUpperCase()}-HOST`, of: 'home', ...more }]);
  await msp.board.read();
  const { decisionId, refused } = await msp.board.decide({ [uid]: create }, 'device', 'all of it');
  expect(refused).toEqual([]);
  const { last } = await msp.vendors.log();
  const ours = async () =>
    (await msp.itglue()).configurations.filter((one) => one.installedBy === `Sitesync ${uid}`);
  return {
    decisionId,
    ours,
    effects: () => msp.effects(last),
    match: () => msp.board.match(uid),
    item: async () => (await msp.board.decision(decisionId)).items[0],
    async interfaces() {
      const [made] = await ours();
      const { interfaces } = await msp.itglue();
      return interfaces.filter(({ configurationId }) => configurationId === made?.id);
    },
  };
}

const nics = [
  { mac: 'd4-be-d9-11-22-31', ipv4: '10.1.1.5' },
  { mac: 'd4-be-d9-11-22-32', ipv4: '10.1.2.5' },
];

describe('a configuration that a person decided to create', () => {
  test('takes the fields of the device, its mark and its other interfaces in one write', async () => {
    const scene = await decided('alpha', { serial: 'AL9X8Y7', nics });
    await msp.review();
    const [made, ...others] = await scene.ours();
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      organizationId,
      name: 'ALPHA-HOST',
      serialNumber: 'AL9X8Y7',
      primaryIp: '10.1.1.5',
      macAddress: 'D4:BE:D9:11:22:31',
    });
    expect(
      (await scene.interfaces()).map(({ ipAddress, primary }) => [ipAddress, primary]),
    ).toEqual(
      expect.arrayContaining([
        ['10.1.1.5', true],
        ['10.1.2.5', false],
      ]),
    );
    expect(await scene.effects()).toEqual([operation]);
    expect(await scene.match()).toMatchObject({
      state: 'matched',
      destinationId: made?.id,
      origin: 'created',
    });
    expect((await scene.item())?.outcome).toMatch(
      /^A configuration was created in organization “Home of Devices”, and matched\./,
    );
    expect(await msp.history('device/alpha')).toEqual(['match.created', 'action.done']);
  });

  test.each([
    ['applied-then-timeout', 'bravo'],
    ['timeout', 'charlie'],
    ['late-effect', 'delta'],
  ])('is there once after a %s', async (kind, uid) => {
    const scene = await decided(uid);
    const late = kind === 'late-effect' ? { delayMs: 900 } : {};
    await msp.vendors.fault({ vendor: 'itglue', operation, kind, ...late });
    await msp.review();
    expect(await scene.ours()).toHaveLength(1);
    expect(await scene.match()).toMatchObject({ state: 'matched', origin: 'created' });
    const intents = (await msp.intents()).filter(({ subjectId }) => subjectId === `device/${uid}`);
    expect(intents).toMatchObject([{ state: 'done', sends: kind === 'timeout' ? 2 : 1 }]);
  });

  test('is not created beside one of its name that came meanwhile', async () => {
    const scene = await decided('echo');
    await msp.vendors.change({
      do: 'itglue.createConfiguration',
      organizationId,
      name: 'echo-host',
    });
    await msp.review();
    expect(await scene.effects()).toEqual([]);
    expect((await scene.item())?.outcome).toMatch(/“echo-host” \(\d+\); nothing was created/);
  });

  test('whose mark is there already is matched to it, and none is made beside it', async () => {
    const first = await decided('foxtrot');
    await msp.review();
    const [made] = await first.ours();
    await msp.board.decide({ foxtrot: { do: 'revert' } }, 'device');
    await msp.review();
    const again: Record<string, { do: 'create'; despite: string[] }> = {
      foxtrot: { do: 'create', despite: [] },
    };
    const { refused } = await msp.board.decide(again, 'device');
    expect(refused).toEqual([]);
    const { last } = await msp.vendors.log();
    await msp.review();
    expect(await msp.effects(last)).toEqual([]);
    expect(await first.match()).toMatchObject({ state: 'matched', destinationId: made?.id });
    expect(await msp.history('device/foxtrot')).toEqual([
      'match.created',
      'action.done',
      'match.revert',
      'match.adopted',
      'action.done',
    ]);
  });

  test('is not created once the device’s organization is matched to another', async () => {
    const { organizations } = await msp.itglue();
    const [other] = organizations.filter(({ id }) => id !== organizationId);
    const scene = await decided('golf');
    await msp.board.decide({ home: { do: 'to', destinationId: other?.id ?? '' } });
    // The organization goes first, and then the device that was decided before it.
    await msp.review();
    const { outcome } = (await scene.item()) ?? {};
    expect(await scene.ours()).toEqual([]);
    expect(outcome).toMatch(
      /^The organization of device “GOLF-HOST”, which was matched to “Home of Devices”, is matched to “.*” by now; nothing was created\.$/,
    );
    await msp.board.decide({ home: { do: 'to', destinationId: organizationId } });
    await msp.review();
  });

  test('is not created twice by two deciders', async () => {
    await msp.board.devices([{ uid: 'hotel', hostname: 'HOTEL-HOST', of: 'home' }]);
    await msp.board.read();
    const both = await Promise.all([
      msp.board.decide({ hotel: create }, 'device'),
      msp.board.decide({ hotel: create }, 'device'),
    ]);
    expect(new Set(both.map(({ decisionId }) => decisionId)).size).toBe(1);
    await msp.review();
    const { configurations } = await msp.itglue();
    expect(configurations.filter(({ name }) => name === 'HOTEL-HOST')).toHaveLength(1);
  });
});

describe('a bulk of creations', () => {
  test('leaves out what may be there, in whichever organization; the others go on', async () => {
    const elsewhere = await msp.vendors.change({ do: 'itglue.createOrganization', name: 'Else' });
    await msp.vendors.change({
      do: 'itglue.createConfiguration',
      organizationId: String(elsewhere.id),
      name: 'INDIA-HOST',
    });
    await msp.board.devices([
      { uid: 'india', hostname: 'INDIA-HOST', of: 'home' },
      { uid: 'juliett', hostname: 'JULIETT-HOST', of: 'home' },
    ]);
    await msp.board.read();
    const bulk = await msp.board.decide({ india: create, juliett: create }, 'device');
    expect(bulk.refused).toMatchObject([{ sourceId: 'india', code: 'may-be-double' }]);
    expect(bulk.refused[0]?.sentence).toMatch(/same name/);
    await msp.review();
    expect(await msp.board.match('juliett')).toMatchObject({ state: 'matched' });
    expect(await msp.board.match('india')).toMatchObject({ state: 'unmatched' });
  });
});
