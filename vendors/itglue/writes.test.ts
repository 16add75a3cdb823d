import { describe, expect, it } from 'vitest';
import { failureOf } from '../http/loopback-server.ts';
import type { Reply } from '../http/loopback-server.ts';
import { configurationId, organizationId } from './ids.ts';
import type { ConfigurationTypeId, OrganizationTypeId } from './ids.ts';
import {
  configuration,
  networkInterface,
  organization,
  outOfSight,
  refusal,
  soon,
  startItglue,
} from './loopback-itglue.ts';
import { maxBulkRecords } from './new-records.ts';
import type { NewConfiguration } from './new-records.ts';
import { PsaBoundRefusal } from './psa-refusal.ts';

type Client = Awaited<ReturnType<typeof startItglue>>['client'];

const inSeven = organizationId('7');
const newOne = (device: string): NewConfiguration => ({
  name: `PC ${device}`,
  configurationTypeId: '3' as ConfigurationTypeId,
  installedBy: `Sitesync ${device}`,
});
const madeOf = (device: string, id: string, more: object = {}) =>
  configuration(id, { 'installed-by': `Sitesync ${device}`, ...more });
const psaBound = (words: string, pointer?: string): Reply =>
  refusal(422, { detail: words, ...(pointer === undefined ? {} : { source: { pointer } }) });

describe('an organization', () => {
  it('is made with what is given and nothing else', async () => {
    await using itglue = await startItglue(() => ({
      status: 201,
      body: { data: organization('9') },
    }));
    const { client } = itglue;
    const made = await client.createOrganization(
      { name: 'Abc', organizationTypeId: '4' as OrganizationTypeId, shortName: undefined },
      await client.turn('createOrganization'),
      soon(),
    );
    expect(made.id).toBe('9');
    const [call] = itglue.calls;
    expect(call?.name).toBe('POST /organizations');
    expect(call?.request.headers['content-type']).toBe('application/vnd.api+json');
    expect(call?.body).toEqual({
      data: { type: 'organizations', attributes: { name: 'Abc', organization_type_id: '4' } },
    });
  });
});

describe('a configuration', () => {
  it('is made in the organization of its route, its other interfaces with it', async () => {
    await using itglue = await startItglue(() => ({ body: { data: madeOf('a', '5') } }));
    const { client } = itglue;
    const input = {
      ...newOne('a'),
      macAddress: 'AA:BB:CC:00:00:01',
      interfaces: [{ ipAddress: '10.0.0.2' }],
    };
    const turn = await client.turn('createConfiguration');
    expect((await client.createConfiguration(inSeven, input, turn, soon())).id).toBe('5');
    const [call] = itglue.calls;
    expect(call?.name).toBe('POST /organizations/7/relationships/configurations');
    expect(call?.body).toEqual({
      data: {
        type: 'configurations',
        attributes: {
          name: 'PC a',
          configuration_type_id: '3',
          installed_by: 'Sitesync a',
          mac_address: 'AA:BB:CC:00:00:01',
        },
        relationships: {
          configuration_interfaces: {
            data: [{ type: 'configuration_interfaces', attributes: { ip_address: '10.0.0.2' } }],
          },
        },
      },
    });
  });

  it('is changed in the fields named, null empties one, and no relationships are sent', async () => {
    await using itglue = await startItglue(() => ({ body: { data: configuration('5') } }));
    const { client } = itglue;
    const turn = await client.turn('updateConfiguration');
    const changes = { serialNumber: 'X1', hostname: null, name: undefined };
    await client.updateConfiguration(configurationId('5'), changes, turn, soon());
    const [call] = itglue.calls;
    expect(call?.name).toBe('PATCH /configurations/5');
    expect(call?.body).toEqual({
      data: { type: 'configurations', attributes: { serial_number: 'X1', hostname: null } },
    });
  });

  it('is archived and brought back', async () => {
    await using itglue = await startItglue(() => ({ body: { data: configuration('5') } }));
    const { client } = itglue;
    for (const archived of [true, false]) {
      const turn = await client.turn('archiveConfiguration');
      await client.archiveConfiguration(configurationId('5'), archived, turn, soon());
    }
    expect(itglue.calls.map(({ body }) => body)).toMatchObject([
      { data: { attributes: { archived: true } } },
      { data: { attributes: { archived: false } } },
    ]);
  });

  it('is not written to without a change', async () => {
    await using itglue = await startItglue(() => ({ body: {} }));
    const { client } = itglue;
    const turn = await client.turn('updateConfiguration');
    const call = client.updateConfiguration(
      configurationId('5'),
      { name: undefined },
      turn,
      soon(),
    );
    expect(await failureOf(call)).toMatchObject({ code: 'not-sent' });
    expect(itglue.calls).toHaveLength(0);
  });

  it('that another one is answered for is not known to be changed', async () => {
    await using itglue = await startItglue(() => ({ body: { data: configuration('6') } }));
    expect(await failureOf(rename(itglue.client))).toMatchObject({ code: 'unknown-outcome' });
  });

  it.each([
    ['in its details', psaBound('cannot be changed on a synced record: name', 'data/attributes')],
    ['in its title', refusal(422, { title: 'Record is externally synced' })],
    ['by the name of the PSA', psaBound('This configuration is managed by your PSA')],
  ] satisfies [string, Reply][])(
    'that a PSA keeps refuses a change by its own name (%s)',
    async (_what, reply) => {
      await using itglue = await startItglue(() => reply);
      const error = await failureOf(rename(itglue.client));
      expect(error).toBeInstanceOf(PsaBoundRefusal);
      expect(error).toMatchObject({
        code: 'refused',
        record: { kind: 'configuration', id: '5', attributes: ['name'] },
      });
      expect(error.message).toContain('configuration 5 is synced with a PSA');
    },
  );

  it('that is refused for another reason is not said to be kept by a PSA', async () => {
    await using itglue = await startItglue(() => refusal(422, { detail: 'is too long' }));
    const error = await failureOf(rename(itglue.client));
    expect(error.code).toBe('refused');
    expect(error).not.toBeInstanceOf(PsaBoundRefusal);
  });
});

describe('many configurations', () => {
  it('are made at once, and told apart by their marks, in whatever order they come', async () => {
    await using itglue = await startItglue(() => ({
      status: 201,
      body: { data: [madeOf('b', '6'), madeOf('a', '5')] },
    }));
    const made = await createMany(itglue.client, ['a', 'b']);
    expect(made.map(({ id }) => id)).toEqual(['5', '6']);
    expect(itglue.calls[0]?.name).toBe('POST /organizations/7/relationships/configurations');
  });

  it.each([
    ['one is missing', [madeOf('a', '5')]],
    ['one comes twice', [madeOf('a', '5'), madeOf('a', '7'), madeOf('b', '6')]],
    ['one is elsewhere', [madeOf('a', '5'), madeOf('b', '6', { 'organization-id': 8 })]],
    ['one has no mark', [madeOf('a', '5'), configuration('6')]],
  ])('are not known to be made where %s', async (_what, data) => {
    await using itglue = await startItglue(() => ({ body: { data } }));
    expect(await failureOf(createMany(itglue.client, ['a', 'b']))).toMatchObject({
      code: 'unknown-outcome',
    });
  });

  it.each([
    ['422', refusal(422, { detail: 'must exist', source: { pointer: '/data/1/attributes/x' } })],
    ['404', refusal(404, { title: 'Not Found' })],
    ['401 for what is out of sight', outOfSight],
  ] satisfies [string, Reply][])(
    'refused with %s may have been made in part, except if it was one',
    async (_what, reply) => {
      await using itglue = await startItglue(() => reply);
      const open = await failureOf(createMany(itglue.client, ['a', 'b']));
      expect(open.code).toBe('unknown-outcome');
      const one = await failureOf(createMany(itglue.client, ['a']));
      expect(['refused', 'not-found', 'forbidden']).toContain(one.code);
    },
  );

  it.each([
    ['none', []],
    ['two of one mark', ['a', 'a']],
    ['too many', Array.from({ length: maxBulkRecords + 1 }, (_, n) => `${n}`)],
  ])('are not sent as a list of %s', async (_what, devices) => {
    await using itglue = await startItglue(() => ({ body: { data: [] } }));
    expect(await failureOf(createMany(itglue.client, devices))).toMatchObject({ code: 'not-sent' });
    expect(itglue.calls).toHaveLength(0);
  });

  it('are changed at once by the top-level route, each named by the id among its attributes', async () => {
    await using itglue = await startItglue(() => ({
      body: { data: [configuration('6'), configuration('5')] },
    }));
    const changed = await changeMany(itglue.client);
    expect(changed.map(({ id }) => id)).toEqual(['5', '6']);
    expect(itglue.calls.map(({ name, body }) => [name, body])).toEqual([
      [
        'PATCH /configurations',
        {
          data: [
            { type: 'configurations', attributes: { id: '5', serial_number: 'X' } },
            { type: 'configurations', attributes: { id: '6', serial_number: 'Y' } },
          ],
        },
      ],
    ]);
  });

  it('with one among them that a PSA keeps name it where the answer does', async () => {
    for (const [pointer, id] of [
      ['/data/1/attributes/name', '6'],
      ['data/attributes', undefined],
    ] as const) {
      await using itglue = await startItglue(() => psaBound('synced with the PSA', pointer));
      const error = await failureOf(changeMany(itglue.client));
      expect(error).toBeInstanceOf(PsaBoundRefusal);
      expect(error.code).toBe('unknown-outcome');
      expect((error as PsaBoundRefusal).record?.id).toBe(id);
    }
  });
});

describe('interfaces', () => {
  it('are made for the configuration of their route, one or several', async () => {
    await using itglue = await startItglue((_call, { length }) => ({
      body: {
        data:
          length === 1 ? networkInterface('11') : [networkInterface('12'), networkInterface('13')],
      },
    }));
    const { client } = itglue;
    const id = configurationId('5');
    const one = { macAddress: 'AA:BB:CC:00:00:01' };
    const single = await client.turn('createConfigurationInterface');
    expect((await client.createConfigurationInterface(id, one, single, soon())).id).toBe('11');
    const several = await client.turn('createConfigurationInterfaces');
    const list = [one, { ipAddress: '10.0.0.2' }];
    expect(await client.createConfigurationInterfaces(id, list, several, soon())).toHaveLength(2);
    expect(itglue.calls.map(({ name }) => name)).toEqual([
      'POST /configurations/5/relationships/configuration_interfaces',
      'POST /configurations/5/relationships/configuration_interfaces',
    ]);
  });
});

describe('a write', () => {
  it('uses its turn up, and takes no turn of another', async () => {
    await using itglue = await startItglue(() => ({ body: { data: configuration('5') } }));
    const { client } = itglue;
    const turn = await client.turn('archiveConfiguration');
    const archive = () => client.archiveConfiguration(configurationId('5'), true, turn, soon());
    await archive();
    expect(await failureOf(archive())).toMatchObject({ code: 'not-sent' });
    const foreign = (await client.turn('createOrganization')) as never;
    expect(
      await failureOf(client.archiveConfiguration(configurationId('5'), true, foreign, soon())),
    ).toMatchObject({ code: 'not-sent' });
    expect(itglue.calls).toHaveLength(1);
  });

  it('past its moment is not sent', async () => {
    await using itglue = await startItglue(() => ({ body: {} }));
    const { client } = itglue;
    const turn = await client.turn('archiveConfiguration');
    const late = { sendBefore: performance.now() };
    expect(
      await failureOf(client.archiveConfiguration(configurationId('5'), true, turn, late)),
    ).toMatchObject({ code: 'not-sent' });
    expect(itglue.calls).toHaveLength(0);
  });
});

async function rename(client: Client) {
  const turn = await client.turn('updateConfiguration');
  return client.updateConfiguration(configurationId('5'), { name: 'New' }, turn, soon());
}

async function createMany(client: Client, devices: string[]) {
  const turn = await client.turn('createConfigurations');
  return client.createConfigurations(inSeven, devices.map(newOne), turn, soon());
}

async function changeMany(client: Client) {
  const turn = await client.turn('updateConfigurations');
  const updates = [
    { id: configurationId('5'), changes: { serialNumber: 'X' } },
    { id: configurationId('6'), changes: { serialNumber: 'Y' } },
  ];
  return client.updateConfigurations(updates, turn, soon());
}
