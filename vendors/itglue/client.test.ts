import { describe, expect, it } from 'vitest';
import type { CallReport } from '../http/call.ts';
import { failureOf } from '../http/loopback-server.ts';
import { createItglueClient } from './client.ts';
import { configurationId, organizationId } from './ids.ts';
import type { FlexibleAssetTypeId, ManufacturerId } from './ids.ts';
import {
  allOf,
  configuration,
  networkInterface,
  organization,
  pageFor,
  startItglue,
} from './loopback-itglue.ts';

describe('an organization', () => {
  it('is read with attributes in kebab-case or snake_case, and ids as text or number', async () => {
    const kebab = { 'organization-type-id': 4, 'organization-type-name': 'Customer' };
    const snake = { organization_type_id: 4, organization_type_name: 'Customer' };
    const big = '1694461951918297';
    for (const [id, attributes] of [
      [big, kebab],
      [Number(big), snake],
    ] as const) {
      const data = { ...organization(big, attributes), id };
      await using itglue = await startItglue(() => ({ body: { data } }));
      expect(await itglue.client.organization(organizationId(big))).toMatchObject({
        id: big,
        organizationTypeId: '4',
        organizationTypeName: 'Customer',
      });
    }
  });

  it.each([
    ['autotask', 'autotask'],
    ['enabled', 'enabled'],
    [true, 'true'],
    [false, null],
    [null, null],
    [undefined, null],
  ])('whose psa-integration is %j is tied as %j', async (value, expected) => {
    const data = organization('7', { 'psa-integration': value });
    await using itglue = await startItglue(() => ({ body: { data } }));
    const { psaIntegration } = await itglue.client.organization(organizationId('7'));
    expect(psaIntegration).toBe(expected);
  });

  it('is found by the Autotask company that it is tied to, as far as IT Glue obeys that filter', async () => {
    const all = [organization('1'), organization('2')];
    await using obeying = await startItglue((call) =>
      pageFor(
        call,
        all.filter(({ id }) => id === call.query.get('filter[psa_id]')),
      ),
    );
    const found = await obeying.client.organizationsTiedToAutotask('2');
    expect(found.map(({ id }) => id)).toEqual(['2']);
    expect(obeying.calls[0]?.query.get('filter[psa_integration_type]')).toBe('autotask');
    expect(await obeying.client.obeysPsaFilter()).toBe(true);

    await using ignoring = await startItglue((call) => pageFor(call, all));
    expect(await ignoring.client.obeysPsaFilter()).toBe(false);
  });

  it('is not looked for by an empty Autotask id, which would mean all', async () => {
    await using itglue = await startItglue((call) => pageFor(call, [organization('1')]));
    expect(await itglue.client.organizationsTiedToAutotask(' ')).toEqual([]);
    expect(itglue.calls).toHaveLength(0);
  });
});

describe('configurations', () => {
  const withInterfaces = (id: string, interfaceIds: string[]) =>
    configuration(
      id,
      {},
      {
        relationships: {
          'configuration-interfaces': {
            data: interfaceIds.map((one) => ({ id: one, type: 'configuration-interfaces' })),
          },
        },
      },
    );

  it('come with their interfaces, without a call for each', async () => {
    const all = [withInterfaces('1', ['11', '12']), withInterfaces('2', []), configuration('3')];
    const included = [
      networkInterface('11', { 'mac-address': '18-5E-0F-00-00-01', primary: true }),
      networkInterface('12'),
    ];
    await using itglue = await startItglue((call) => pageFor(call, all, included));
    const found = await allOf(itglue.client.listConfigurationsWithInterfaces());
    expect(found.map(({ interfaces }) => interfaces?.map(({ id }) => id) ?? null)).toEqual([
      ['11', '12'],
      [],
      null,
    ]);
    expect(found[0]?.interfaces?.[0]).toMatchObject({
      macAddress: '18-5E-0F-00-00-01',
      primary: true,
    });
    expect(itglue.calls.map(({ query }) => query.get('include'))).toEqual([
      'configuration_interfaces',
    ]);
  });

  it.each([
    ['is missing', []],
    ['can not be read', [{ id: '11', type: 'configuration-interfaces', attributes: {} }]],
  ])('of which an interface %s are not whole', async (_what, included) => {
    await using itglue = await startItglue((call) =>
      pageFor(call, [withInterfaces('1', ['11'])], included),
    );
    const pages = allOf(itglue.client.listConfigurationsWithInterfaces());
    expect(await failureOf(pages)).toMatchObject({ code: 'contract-broken' });
  });

  it.each([
    'serial-number',
    'mac-address',
    'primary-ip',
    'hostname',
    'archived',
    'organization-id',
  ])('without %s are not taken for ones where it is empty', async (attribute) => {
    const one = configuration('1', { [attribute]: undefined });
    await using itglue = await startItglue((call) => pageFor(call, [one]));
    expect(await failureOf(allOf(itglue.client.listConfigurations()))).toMatchObject({
      code: 'contract-broken',
    });
  });

  it('keep a reference that can not be read from passing for none', async () => {
    const one = configuration('1', { 'manufacturer-id': 2 ** 60 });
    await using itglue = await startItglue((call) => pageFor(call, [one]));
    expect(await failureOf(allOf(itglue.client.listConfigurations()))).toMatchObject({
      code: 'contract-broken',
    });
  });

  it('have numbers as text, and no empty text', async () => {
    const one = configuration('1', { 'serial-number': 4711, hostname: '' });
    await using itglue = await startItglue((call) => pageFor(call, [one]));
    const [found] = await allOf(itglue.client.listConfigurations());
    expect(found).toMatchObject({ serialNumber: '4711', hostname: null });
  });

  it('of an organization are asked for by its own route, which fails where it is gone', async () => {
    const all = [configuration('1'), configuration('2', { 'organization-id': 8 })];
    await using itglue = await startItglue((call) => pageFor(call, all));
    const filter = { name: 'PC-1', serialNumber: 'A,B' };
    const found = await itglue.client.configurationsOf(organizationId('7'), filter);
    expect(found.map(({ id }) => id)).toEqual(['1']);
    const [call] = itglue.calls;
    expect(call?.name).toBe('GET /organizations/7/relationships/configurations');
    expect(call?.query.get('filter[name]')).toBe('PC-1');
    expect(call?.query.get('filter[serial_number]')).toBe('A\\,B');
  });

  it('are read one by one with their interfaces or related items', async () => {
    const data = configuration(
      '5',
      {},
      {
        relationships: {
          'configuration-interfaces': { data: [{ id: '11', type: 'configuration-interfaces' }] },
          'related-items': { data: [{ id: '21', type: 'related-items' }] },
        },
      },
    );
    const item = {
      id: '21',
      type: 'related-items',
      attributes: { 'resource-id': 9, 'asset-type': 'flexible-asset', notes: null },
    };
    const included = [networkInterface('11'), item];
    await using itglue = await startItglue(() => ({ body: { data, included } }));
    const found = await itglue.client.configuration(configurationId('5'));
    expect(found.interfaces?.map(({ id }) => id)).toEqual(['11']);
    expect(await itglue.client.relatedItems(configurationId('5'))).toMatchObject([
      { id: '21', resourceId: '9', assetType: 'flexible-asset' },
    ]);
    expect(itglue.calls.map(({ query }) => query.get('include'))).toEqual([
      'configuration_interfaces',
      'related_items',
    ]);
  });
});

describe('models', () => {
  it('may come without their manufacturer, and are asked for by manufacturer then', async () => {
    const model = { id: '31', type: 'models', attributes: { name: 'Latitude' } };
    await using itglue = await startItglue((call) => pageFor(call, [model]));
    expect(await allOf(itglue.client.listModels())).toMatchObject([{ manufacturerId: null }]);
    expect(await itglue.client.modelsOf('4' as ManufacturerId)).toMatchObject([
      { id: '31', manufacturerId: '4' },
    ]);
  });
});

describe('flexible assets', () => {
  it('have types with their fields', async () => {
    const field = {
      id: '51',
      type: 'flexible-asset-fields',
      attributes: { name: 'Serial', 'name-key': 'serial', kind: 'Text', order: 1 },
    };
    const type = {
      id: '41',
      type: 'flexible_asset_types',
      attributes: { name: 'Datto RMM Device', description: null },
      relationships: {
        flexible_asset_fields: { data: [{ id: 51, type: 'flexible_asset_fields' }] },
      },
    };
    await using itglue = await startItglue((call) => pageFor(call, [type], [field]));
    expect(await itglue.client.flexibleAssetTypes()).toMatchObject([
      { id: '41', name: 'Datto RMM Device', fields: [{ nameKey: 'serial', kind: 'Text' }] },
    ]);
  });

  it('are listed by type, with their traits to the letter', async () => {
    const traits = { 'last-seen': '2026-01-01', devices: { type: 'Configurations', values: [] } };
    const asset = {
      id: '61',
      type: 'flexible-assets',
      attributes: {
        'organization-id': 7,
        'flexible-asset-type-id': 41,
        name: 'PC-1',
        traits,
        archived: false,
      },
    };
    await using itglue = await startItglue((call) => pageFor(call, [asset]));
    const pages = itglue.client.listFlexibleAssets('41' as FlexibleAssetTypeId, {
      organizationId: organizationId('7'),
    });
    expect(await allOf(pages)).toMatchObject([{ id: '61', traits }]);
    const [call] = itglue.calls;
    expect(call?.query.get('filter[flexible-asset-type-id]')).toBe('41');
    expect(call?.query.get('filter[organization-id]')).toBe('7');
  });
});

describe('a run', () => {
  it('can count its calls, the question whether the key is good among them', async () => {
    const calls: CallReport[] = [];
    await using itglue = await startItglue(() => ({ status: 403, body: '' }));
    const client = createItglueClient({
      ...itglue.connection,
      onCall: (call) => calls.push(call),
    });
    await failureOf(client.configurationTypes());
    expect(calls.map(({ operation, status }) => [operation, status])).toEqual([
      ['GET /configuration_types', 403],
      ['GET /organizations', 403],
    ]);
  });

  it('shares its limit with every key of the account', async () => {
    await using itglue = await startItglue(() => ({ status: 429, body: '' }));
    const primaryOrganizationId = organizationId('1');
    const one = createItglueClient({ ...itglue.connection, primaryOrganizationId });
    const other = createItglueClient({
      ...itglue.connection,
      apiKey: 'ITG.another',
      primaryOrganizationId,
    });
    await failureOf(one.configurationTypes());
    const signal = AbortSignal.timeout(50);
    await expect(other.configurationTypes({ signal })).rejects.toThrow();
    expect(itglue.calls).toHaveLength(1);
  });
});
