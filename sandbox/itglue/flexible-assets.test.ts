import { describe, expect, it } from 'vitest';
import { column, found, openSandbox, pick, type SandboxClient } from '../client-for-tests.ts';

const fields = [
  { order: 1, name: 'Name', kind: 'Text', required: true, 'use-for-title': true },
  { order: 2, name: 'Version(s)', kind: 'Text', show_in_list: true },
  { order: 3, name: 'Devices', kind: 'Tag', 'tag-type': 'Configurations' },
  { order: 4, name: 'Seats', kind: 'Number', decimals: 0 },
  { order: 5, name: 'State', kind: 'Select', 'default-value': 'New\nOld' },
];

async function createType(client: SandboxClient): Promise<string> {
  const data = { type: 'flexible_asset_types', attributes: { name: 'Software', fields } };
  const { status, json } = await client.itglue('POST', '/flexible_asset_types', data);
  expect(status).toBe(201);
  return String(pick(json, 'data', 'id'));
}

async function setUp(traits: Record<string, unknown> = {}) {
  const client = await openSandbox();
  const typeId = await createType(client);
  const { id: organizationId } = await client.organization('Saxon Way Motors');
  const create = (given: unknown) =>
    client.itglue('POST', '/flexible_assets', {
      type: 'flexible-assets',
      attributes: {
        organization_id: organizationId,
        flexible_asset_type_id: typeId,
        traits: given,
      },
    });
  const { status, json } = await create({ name: '7-Zip', ...traits });
  expect(status).toBe(201);
  const id = String(pick(json, 'data', 'id'));
  return { client, typeId, organizationId, create, id };
}

describe('Flexible asset types', () => {
  it('come with fields, whose trait keys are slugs of their names', async () => {
    const client = await openSandbox();
    const id = await createType(client);
    const path = `/flexible_asset_types/${id}?include=flexible_asset_fields`;
    const { json } = await client.itglue('GET', path);
    const keys = column(column(pick(json, 'included'), 'attributes'), 'name-key');
    expect(keys).toEqual(['name', 'version-s', 'devices', 'seats', 'state']);
    const listed = `/flexible_asset_types/${id}/relationships/flexible_asset_fields`;
    expect(pick((await client.itglue('GET', listed)).json, 'meta', 'total-count')).toBe(5);
  });

  it('need a field that lists show, options for a Select and decimals for a Number', async () => {
    const client = await openSandbox();
    const status = async (given: unknown[]) => {
      const attributes = { name: 'Software', fields: given };
      const data = { type: 'flexible-asset-types', attributes };
      return (await client.itglue('POST', '/flexible_asset_types', data)).status;
    };
    const shown = { order: 1, name: 'Name', kind: 'Text', 'show-in-list': true };
    expect(await status([])).toBe(422);
    expect(await status([{ ...shown, 'show-in-list': false }])).toBe(422);
    expect(await status([shown, { order: 2, name: 'A', kind: 'Select' }])).toBe(422);
    expect(await status([shown, { order: 2, name: 'A', kind: 'Number' }])).toBe(422);
    expect(await status([shown, { ...shown, order: 2 }])).toBe(422);
    expect(await status([shown])).toBe(201);
  });
});

describe('Flexible assets', () => {
  it('are listed by their type only', async () => {
    const { client, typeId, id } = await setUp();
    expect((await client.itglue('GET', '/flexible_assets')).status).toBe(422);
    const path = `/flexible_assets?filter[flexible-asset-type-id]=${typeId}`;
    const { json } = await client.itglue('GET', path);
    expect(column(pick(json, 'data'), 'id')).toEqual([id]);
    expect(pick(json, 'data', 0, 'attributes', 'name')).toBe('7-Zip');
  });

  it('refuse trait keys that no field has, and want the required ones', async () => {
    const { create } = await setUp();
    const error = async (traits: unknown) => pick((await create(traits)).json, 'errors', 0);
    expect(await error({ name: 'A', nme: 'B' })).toEqual({
      status: 422,
      title: 'Unprocessable Entity',
      detail: 'Request contains invalid trait keys',
      source: { pointer: 'data/attributes/traits' },
    });
    expect(await error({})).toEqual({
      source: { pointer: '/data/attributes/flexible-asset-traits.name' },
      detail: ["can't be blank"],
      title: 'Unprocessable Entity',
      status: 422,
    });
    expect((await create({ name: 'A', state: 'Other' })).status).toBe(422);
    expect((await create({ name: 'A', seats: 'many' })).status).toBe(422);
  });

  it('lose the traits that an update leaves out, and keep all without traits', async () => {
    const { client, id } = await setUp({ seats: 3, state: 'New' });
    const patch = async (attributes: unknown) => {
      const data = { type: 'flexible_assets', attributes };
      const { json } = await client.itglue('PATCH', `/flexible_assets/${id}`, data);
      return pick(json, 'data', 'attributes', 'traits');
    };
    expect(await patch({ archived: true })).toEqual({ name: '7-Zip', seats: 3, state: 'New' });
    expect(await patch({ traits: { name: '7-Zip', seats: 4 } })).toEqual({
      name: '7-Zip',
      seats: 4,
    });
  });

  it('read a tag in another form than it is written, which makes a related item', async () => {
    const { client, id } = await setUp();
    const [first, second] = (await client.state()).itglue.configurations;
    const traits = { name: '7-Zip', devices: [first?.id, Number(second?.id)] };
    const write = (given: unknown) =>
      client.itglue('PATCH', `/flexible_assets/${id}`, {
        type: 'flexible_assets',
        attributes: { traits: given },
      });
    const { json } = await write(traits);
    const tag = pick(json, 'data', 'attributes', 'traits', 'devices');
    expect(pick(tag, 'type')).toBe('Configurations');
    expect(column(pick(tag, 'values'), 'id')).toEqual([Number(first?.id), Number(second?.id)]);
    expect((await write({ name: '7-Zip', devices: tag })).status).toBe(422);
    const path = `/configurations/${String(first?.id)}?include=related_items`;
    const related = async () => pick((await client.itglue('GET', path)).json, 'included');
    expect(pick(await related(), 0, 'attributes')).toMatchObject({
      'resource-id': Number(id),
      'asset-type': 'flexible-asset',
      name: '7-Zip',
    });
    await write({ name: '7-Zip', devices: second?.id });
    expect(await related()).toEqual([]);
  });

  it('are created in bulk by the nested route, and deleted one by one or by filters', async () => {
    const { client, typeId, organizationId, id } = await setUp();
    const item = (name: string) => ({
      type: 'flexible_assets',
      attributes: { flexible_asset_type_id: typeId, traits: { name } },
    });
    const bulk = [item('A'), item('B')];
    const flat = await client.itglue('POST', '/flexible_assets', bulk);
    expect(pick(flat.json, 'errors', 0, 'title')).toBe(
      'bulk action not allowed for Flexible Asset using this route',
    );
    const nested = `/organizations/${organizationId}/relationships/flexible_assets`;
    expect((await client.itglue('POST', nested, bulk)).status).toBe(201);
    expect((await client.itglue('DELETE', `/flexible_assets/${id}`)).status).toBe(204);
    const byType = `/flexible_assets?filter[flexible_asset_type_id]=${typeId}`;
    expect((await client.itglue('DELETE', byType)).status).toBe(422);
    const both = `${byType}&filter[organization_id]=${organizationId}&filter[archived]=false`;
    expect((await client.itglue('DELETE', both)).status).toBe(200);
    expect((await client.state()).itglue.flexibleAssets).toEqual([]);
  });

  it('lose what a deleted field had, and its kind stays while it is used', async () => {
    const { client, typeId, id } = await setUp({ seats: 3 });
    const path = `/flexible_asset_types/${typeId}/relationships/flexible_asset_fields`;
    const rows = pick((await client.itglue('GET', path)).json, 'data') as { id: string }[];
    const seats = found(rows[3]).id;
    const change = { type: 'flexible-asset-fields', attributes: { kind: 'Text' } };
    const changed = await client.itglue('PATCH', `/flexible_asset_fields/${seats}`, change);
    expect(changed.status).toBe(422);
    expect((await client.itglue('DELETE', `/flexible_asset_fields/${seats}`)).status).toBe(204);
    const { json } = await client.itglue('GET', `/flexible_assets/${id}`);
    expect(pick(json, 'data', 'attributes', 'traits')).toEqual({ name: '7-Zip' });
  });
});

describe('Related items', () => {
  it('show on both sides, are not made twice, and go from both at once', async () => {
    const client = await openSandbox();
    const [first, second] = (await client.state()).itglue.configurations;
    const path = (id: string | undefined) =>
      `/configurations/${String(id)}/relationships/related_items`;
    const data = {
      type: 'related_items',
      attributes: { 'destination-id': second?.id, 'destination-type': 'Configuration' },
    };
    const made = await client.itglue('POST', path(first?.id), data);
    expect(made.status).toBe(201);
    expect((await client.itglue('POST', path(first?.id), data)).status).toBe(422);
    const id = String(pick(made.json, 'data', 'id'));
    const shown = `/configurations/${String(second?.id)}?include=related_items`;
    const { json } = await client.itglue('GET', shown);
    expect(pick(json, 'data', 'relationships', 'related-items', 'data')).toEqual([
      { id, type: 'related-items' },
    ]);
    const away = [{ type: 'related-items', attributes: { id } }];
    expect((await client.itglue('DELETE', path(second?.id), away)).status).toBe(200);
    expect((await client.itglue('DELETE', path(first?.id), away)).status).toBe(404);
  });

  it('take destination types of several words with and without a blank', async () => {
    const { client, id } = await setUp();
    const [first] = (await client.state()).itglue.configurations;
    const path = `/configurations/${String(first?.id)}/relationships/related_items`;
    const status = async (destination_type: string) => {
      const attributes = { destination_id: id, destination_type };
      return (await client.itglue('POST', path, { type: 'related_items', attributes })).status;
    };
    await client.set({ 'itglue.duplicateRelatedItem': 'made' });
    expect(await status('Flexible Asset')).toBe(201);
    expect(await status('FlexibleAsset')).toBe(201);
    expect(await status('Spaceship')).toBe(422);
    expect(await status('Password')).toBe(422);
  });
});
