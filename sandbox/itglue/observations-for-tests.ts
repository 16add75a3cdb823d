import { expect } from 'vitest';
import { column, found, pick, type Reply, type SandboxClient } from '../client-for-tests.ts';
import type { ManualClock } from '../clock.ts';

/** What a test sees of a switch from outside. */
export type Observe = (client: SandboxClient, clock?: ManualClock) => Promise<unknown>;

const organization = 'Saxon Way Motors';

function kindOf({ text }: Reply): string {
  if (text === '') return 'empty';
  return text.startsWith('<') ? 'html' : 'json';
}

/** One member of the answer of a read. */
export const get =
  (path: string, ...members: (string | number)[]): Observe =>
  async (client) => {
    const { status, json } = await client.itglue('GET', path);
    return members.length === 0 ? status : pick(json, ...members);
  };

/** How many rows a list has. */
export const count =
  (path: string): Observe =>
  async (client) =>
    column(pick((await client.itglue('GET', path)).json, 'data'), 'id').length;

export const wrongKey: Observe = async (client) => {
  const reply = await client.itglueCall('GET', '/users', { headers: { 'x-api-key': 'x' } });
  return [reply.status, kindOf(reply)];
};

/** The fourth call of three: its status, Retry-After and body. */
export const limited: Observe = async (client) => {
  let reply = await client.itglue('GET', '/users');
  for (let call = 0; call < 3; call += 1) reply = await client.itglue('GET', '/users');
  return [reply.status, reply.headers.get('retry-after'), kindOf(reply)];
};

/** How many calls of three are let through when all but a refused one have left the window. */
export const callsAfterRefusal: Observe = async (client, clock) => {
  const status = async () => (await client.itglue('GET', '/users')).status;
  for (let call = 0; call < 3; call += 1) await status();
  clock?.advance(200_000);
  expect(await status()).toBe(429);
  clock?.advance(100_000);
  return [await status(), await status(), await status()].filter((one) => one === 200).length;
};

/** Whether another key of the account, and one of another, are refused with the first. */
export const limitScope: Observe = async (client) => {
  await limited(client);
  const status = async (label: string) =>
    (await client.itglue('GET', '/users', undefined, label)).status;
  return [await status('restricted'), await status('otherAccount')];
};

export const wrongContentType: Observe = async (client) => {
  const { key } = client.sandbox.ready.itglue;
  const headers = { 'x-api-key': key, 'content-type': 'text/plain' };
  const reply = await client.itglueCall('POST', '/manufacturers', { headers, body: '{}' });
  return [reply.status, kindOf(reply)];
};

export const missingRecord: Observe = async (client) => {
  const reply = await client.itglue('GET', '/organizations/1');
  return [reply.status, kindOf(reply)];
};

export const hiddenRecord: Observe = async (client) => {
  const { id } = await client.organization(organization);
  await client.change('hide', { vendor: 'itglue', id });
  return get(`/organizations/${id}`)(client);
};

/** The first error of a change of a record that a PSA keeps. */
export const psaRefusal: Observe = async (client) => {
  const { id } = await client.organization(organization);
  await client.change('itglue.setOrganization', { organizationId: id, psa: { id: '1' } });
  const data = { type: 'organizations', attributes: { name: 'A' } };
  const { json } = await client.itglue('PATCH', `/organizations/${id}`, data);
  return Object.keys(pick(json, 'errors', 0) as object).toSorted();
};

/** An attribute of an organization that a PSA keeps. */
export const psaValue: Observe = async (client) => {
  const { id } = await client.organization(organization);
  await client.change('itglue.setOrganization', { organizationId: id, psa: { id: '1' } });
  return get(`/organizations/${id}`, 'data', 'attributes', 'psa-integration')(client);
};

/** A configuration of the organization, made by a person. */
export async function addConfiguration(
  client: SandboxClient,
  fields: Record<string, unknown> = {},
): Promise<string> {
  const { id: organizationId } = await client.organization(organization);
  return client.change('itglue.createConfiguration', { organizationId, name: 'PC', ...fields });
}

/** How many configurations a filter finds, of one that fields describe. */
export const finds =
  (fields: Record<string, unknown>, query: string): Observe =>
  async (client) => {
    const id = await addConfiguration(client, fields);
    return count(`/configurations?filter[id]=${id}&${query}`)(client);
  };

export const attribute =
  (name: string, fields: Record<string, unknown> = {}): Observe =>
  async (client) => {
    const id = await addConfiguration(client, fields);
    return get(`/configurations/${id}`, 'data', 'attributes', name)(client);
  };

export const nestedFilter: Observe = async (client) => {
  const { id } = await client.organization(organization);
  const path = `/organizations/${id}/relationships/configurations?filter[name]=none`;
  return ((await count(path)(client)) as number) > 0;
};

export const create =
  (attributes: Record<string, unknown>, member = 'attributes'): Observe =>
  async (client) =>
    (await client.itglue('POST', '/manufacturers', { type: 'manufacturers', [member]: attributes }))
      .status;

/** Two configurations of which one is bad, or many: the status, and how many there are more. */
export const createMany =
  (names: readonly string[]): Observe =>
  async (client) => {
    const { id } = await client.organization(organization);
    const typeId = await client.catalogueId('configuration_types', 'UPS');
    const data = names.map((name) => ({
      type: 'configurations',
      attributes: { name, configuration_type_id: typeId },
    }));
    const before = (await client.state()).itglue.configurations.length;
    const path = `/organizations/${id}/relationships/configurations`;
    const { status } = await client.itglue('POST', path, data);
    return [status, (await client.state()).itglue.configurations.length - before];
  };

export const sentParent: Observe = async (client) => {
  const { id } = await client.organization(organization);
  const data = { type: 'organizations', attributes: { name: 'Child', parent_id: id } };
  const { json } = await client.itglue('POST', '/organizations', data);
  return pick(json, 'data', 'attributes', 'ancestor-ids') === id;
};

export const deletedOrganization: Observe = async (client) => {
  const { id } = await client.organization(organization);
  const data = [{ type: 'organizations', attributes: { id } }];
  await client.itglue('DELETE', '/organizations', data);
  return get(`/organizations/${id}`)(client);
};

/** Whether RMM records that IT Glue matched itself are told of their organization. */
export const rmmCompanies: Observe = async (client) => {
  const { sample } = await client.state();
  const overlay = found(sample.matching.find((one) => one.case === 'rmmOverlay'));
  const path = `/organizations/${String(overlay.organizationIds[0])}?include=rmm_companies`;
  return column(pick((await client.itglue('GET', path)).json, 'included'), 'type');
};

/** By uid and by id of the device that IT Glue matched itself. */
export const byRmmId: Observe = async (client) => {
  const { sample, dattoRmm } = await client.state();
  const overlay = found(sample.matching.find((one) => one.case === 'rmmOverlay'));
  const [wanted] = overlay.deviceUids;
  const devices = dattoRmm.sites.flatMap((site) => site.devices);
  const { uid, id } = found(devices.find((device) => device.uid === wanted));
  const query = (value: string | number) =>
    `/configurations?filter[rmm_id]=${String(value)}&filter[rmm_integration_type]=aem`;
  return [await count(query(uid))(client), await count(query(id))(client)];
};

/** `adapters-resources` of a configuration of a PSA: its relationship, and what is included. */
export const adapters: Observe = async (client) => {
  const id = await addConfiguration(client, { psa: { id: '7' } });
  const plain = await get(`/configurations/${id}`, 'data', 'relationships')(client);
  const path = `/configurations/${id}?include=adapters_resources`;
  const included = await get(path, 'included')(client);
  return [pick(plain, 'adapters-resources') !== undefined, column(included, 'id')];
};

export const interfaceId: Observe = async (client) => {
  const id = await addConfiguration(client, { primaryIp: '10.0.0.1' });
  const path = `/configurations/${id}/relationships/configuration_interfaces`;
  return typeof (await get(path, 'data', 0, 'attributes', 'id')(client));
};

export async function addAsset(client: SandboxClient, traits: Record<string, unknown> = {}) {
  const fields = [
    { order: 1, name: 'Name', kind: 'Text', show_in_list: true, use_for_title: true },
    { order: 2, name: 'Managed', kind: 'Checkbox' },
    { order: 3, name: 'Devices', kind: 'Tag', tag_type: 'Configurations' },
  ];
  const typed = await client.itglue('POST', '/flexible_asset_types', {
    type: 'flexible_asset_types',
    attributes: { name: 'Software', fields },
  });
  const typeId = String(pick(typed.json, 'data', 'id'));
  const { id: organizationId } = await client.organization(organization);
  const made = await client.itglue('POST', '/flexible_assets', {
    type: 'flexible_assets',
    attributes: {
      organization_id: organizationId,
      flexible_asset_type_id: typeId,
      traits: { name: '7-Zip', ...traits },
    },
  });
  return { id: String(pick(made.json, 'data', 'id')), typeId };
}

/** The traits after an update that has none, which also archives; and whether it is listed. */
export const archivedAsset: Observe = async (client) => {
  const { id, typeId } = await addAsset(client);
  const data = { type: 'flexible_assets', attributes: { archived: true } };
  const { json } = await client.itglue('PATCH', `/flexible_assets/${id}`, data);
  const listed = await count(`/flexible_assets?filter[flexible_asset_type_id]=${typeId}`)(client);
  return [pick(json, 'data', 'attributes', 'traits', 'name'), listed];
};

export const checkbox: Observe = async (client) => {
  const { id } = await addAsset(client, { managed: true });
  return get(`/flexible_assets/${id}`, 'data', 'attributes', 'traits', 'managed')(client);
};

export const tagged: Observe = async (client) => {
  const device = await addConfiguration(client);
  await addAsset(client, { devices: device });
  return column(
    await get(`/configurations/${device}?include=related_items`, 'included')(client),
    'type',
  ).length;
};

export const relatedTwice: Observe = async (client) => {
  const [from, to] = [await addConfiguration(client), await addConfiguration(client)];
  const relate = () =>
    client.itglue('POST', `/configurations/${from}/relationships/related_items`, {
      type: 'related_items',
      attributes: { destination_id: to, destination_type: 'Configuration' },
    });
  const { json } = await relate();
  const hasDestination = pick(json, 'data', 'attributes', 'destination-id') === Number(to);
  return [(await relate()).status, hasDestination];
};
