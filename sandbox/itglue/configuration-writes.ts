import type { Item } from './body.ts';
import { itemsWithin } from './body.ts';
import { blankConfiguration, configurationFields, openWhenSynced } from './configuration-fields.ts';
import { configurationResource } from './configuration-resource.ts';
import { refusal, unauthorized } from './errors.ts';
import { idText, requiredReference, requiredText } from './field-kinds.ts';
import { readFields } from './fields.ts';
import { interfaceFields } from './interface-fields.ts';
import { blankInterface, putInterface, writePrimaryInterface } from './primary-interface.ts';
import { refuseSynced } from './psa.ts';
import { removeConfiguration } from './removals.ts';
import type { ItglueRequest } from './route.ts';
import type { Configuration, ConfigurationInterface } from './rows.ts';
import { maySeeConfiguration, missing, organizationToWrite } from './sight.ts';
import type { Commit, Writing } from './writes.ts';

const writable = [...Object.keys(configurationFields), 'organization_id'];

export const configurationWriting: Writing<Configuration> = {
  resource: configurationResource,
  kind: 'configuration',
  nameOf: ({ name }) => name,
  all: (request) => seenConfigurations(request),
  find: (request, id) => {
    const { store, credential, parameters } = request;
    const found = store.configurations.get(id);
    const organization = parameters['organization'] ?? found?.organizationId;
    if (found === undefined || found.organizationId !== organization) {
      throw missing(request, 'configuration');
    }
    if (!maySeeConfiguration(store, credential, found)) throw unauthorized();
    return found;
  },
  create: createConfiguration,
  update: updateConfiguration,
  remove:
    ({ store }, configuration) =>
    () => {
      removeConfiguration(store, configuration.id);
      return configuration;
    },
};

/** The configurations that a key may see, of the organization of the path where it names one. */
export function seenConfigurations(
  { store, credential, parameters }: ItglueRequest,
  from: 'all' | 'listed' = 'all',
): Configuration[] {
  const organization = parameters['organization'];
  const rows = from === 'all' ? store.configurations.all() : store.configurations.listed();
  return rows.filter(
    (row) =>
      (organization === undefined || row.organizationId === organization) &&
      maySeeConfiguration(store, credential, row),
  );
}

function createConfiguration(request: ItglueRequest, item: Item): Commit<Configuration> {
  const { store, clock, parameters } = request;
  const { attributes } = item;
  const organizationId = organizationToWrite(
    request,
    parameters['organization'] ?? idText(attributes['organization_id']),
  );
  const read = readFields(request, item, configurationFields, ['organization_id', 'contact_id']);
  const typeId = requiredReference(({ catalogues }) => catalogues.configuration_types)(
    read.typeId ?? null,
    { request, pointer: '/data/attributes/configuration-type' },
  );
  const name = requiredText(read.name, { request, pointer: '/data/attributes/name' });
  const interfaces = embeddedInterfaces(request, item);
  return () => {
    const id = store.nextId();
    const blank = blankConfiguration(id, organizationId, typeId);
    store.configurations.put({ ...blank, ...read, name, typeId, ...store.stamps() });
    for (const one of interfaces) {
      putInterface(request, { ...one, id: store.nextId(), configurationId: id });
    }
    const { primaryIp = null, macAddress = null } = read;
    if (primaryIp !== null || macAddress !== null) {
      writePrimaryInterface(store, id, { primaryIp, macAddress }, clock.nowMs());
      const row = store.configurations.get(id);
      if (row !== undefined) store.configurations.put({ ...row, primaryIp, macAddress });
    }
    return written(request, id, clock.nowMs());
  };
}

function updateConfiguration(
  request: ItglueRequest,
  { id, psa }: Configuration,
  item: Item,
): Commit<Configuration> {
  const { store, clock } = request;
  refuseSynced(request, psa, item, writable, openWhenSynced);
  const read = readFields(request, item, configurationFields, ['organization_id', 'contact_id']);
  const given = item.attributes['organization_id'];
  const organizationId = given === undefined ? null : organizationToWrite(request, idText(given));
  return () => {
    const before = store.configurations.get(id);
    if (before === undefined) throw missing(request, 'configuration');
    const after = { ...before, ...read, ...(organizationId === null ? {} : { organizationId }) };
    store.configurations.put(after);
    if (read.primaryIp !== undefined || read.macAddress !== undefined) {
      writePrimaryInterface(store, id, after, clock.nowMs());
    }
    return written(request, id, clock.nowMs());
  };
}

function written({ store }: ItglueRequest, id: string, nowMs: number): Configuration {
  const row = store.configurations.get(id);
  if (row === undefined) throw new Error('a configuration went while it was written');
  const stamped = { ...row, updatedAtMs: nowMs };
  store.configurations.put(stamped);
  return stamped;
}

/** Interfaces that a create brings along (itglue.md 3.4). */
function embeddedInterfaces(request: ItglueRequest, item: Item): ConfigurationInterface[] {
  const items = itemsWithin(request, item, 'configuration_interfaces');
  const rows = items.map((one) => ({
    ...blankInterface('', ''),
    createdAtMs: request.clock.nowMs(),
    ...readFields(request, one, interfaceFields, ['configuration_id']),
  }));
  if (rows.filter(({ primary }) => primary).length > 1) {
    throw refusal(422, 'only one interface can be primary', 'data/relationships');
  }
  return rows;
}
