import type { Item } from './body.ts';
import { configurationOfPath } from './configurations.ts';
import { configurationWriting } from './configuration-writes.ts';
import { unauthorized } from './errors.ts';
import { byId, byText } from './filter-kinds.ts';
import { idText } from './field-kinds.ts';
import { readFields } from './fields.ts';
import { interfaceFields } from './interface-fields.ts';
import { interfaceView } from './interface-view.ts';
import { list, show } from './pages.ts';
import { blankInterface, putInterface, writeAddresses } from './primary-interface.ts';
import { syncedRefusal } from './psa.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest, Route } from './route.ts';
import type { ConfigurationInterface } from './rows.ts';
import { maySeeConfiguration, missing, outOfSight } from './sight.ts';
import { create, destroy, update, updateMany, type Commit, type Writing } from './writes.ts';

const resource: Resource<ConfigurationInterface> = {
  type: 'configuration-interfaces',
  view: interfaceView,
  filters: {
    id: byId(({ id }) => id),
    ip_address: byText('exact', ({ ipAddress }) => ipAddress),
  },
  sorts: {
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
  },
};

const writing: Writing<ConfigurationInterface> = {
  resource,
  kind: 'configurationInterface',
  nameOf: ({ name, ipAddress }) => name ?? ipAddress ?? '',
  all: ({ store }) => store.interfaces.all(),
  find: (request, id) => {
    const found = ofPath(request, id);
    const owner = request.store.configurations.get(found.configurationId);
    if (owner === undefined) throw missing(request, 'configuration interface');
    if (!maySeeConfiguration(request.store, request.credential, owner)) throw unauthorized();
    return found;
  },
  create: createInterface,
  update: updateInterface,
  remove:
    ({ store, clock }, row) =>
    () => {
      store.interfaces.remove(row.id);
      if (row.primary) writeAddresses(store, row.configurationId, clock.nowMs());
      return row;
    },
};

const flat = '/configuration_interfaces';
const nested = '/configurations/:configuration/relationships/configuration_interfaces';

/** The only list is the nested one: `GET /configuration_interfaces` is 404 (itglue.md 3.5). */
export const interfaceRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: nested,
    handle: (request) => {
      const { id } = configurationOfPath(request);
      const rows = request.store.interfaces.listed().filter((one) => one.configurationId === id);
      return list(request, resource, rows, { nested: true });
    },
  },
  ...[flat, nested].flatMap((address): Route[] => [
    {
      method: 'GET',
      template: `${address}/:interface`,
      handle: (request) => show(request, resource, interfaceToRead(request)),
    },
    {
      method: 'POST',
      template: address,
      handle: (request) => create(request, writing, { bulk: address === nested }),
    },
    {
      method: 'PATCH',
      template: `${address}/:interface`,
      handle: (request) => update(request, writing, interfaceOfPath(request)),
    },
  ]),
  {
    method: 'PATCH',
    template: flat,
    handle: (request) => updateMany(request, writing),
  },
  {
    method: 'DELETE',
    template: `${nested}/:interface`,
    handle: (request) => destroy(request, writing, interfaceOfPath(request)),
  },
];

function createInterface(request: ItglueRequest, item: Item): Commit<ConfigurationInterface> {
  const { store, clock, parameters } = request;
  const owner = parameters['configuration'] ?? idText(item.attributes['configuration_id']);
  const { id: configurationId } = configurationWriting.find(request, owner ?? '');
  const read = readFields(request, item, interfaceFields, ['configuration_id']);
  return () =>
    putInterface(request, {
      ...blankInterface(store.nextId(), configurationId),
      createdAtMs: clock.nowMs(),
      ...read,
    });
}

/** The primary addresses of a synced configuration are the PSA's (itglue.md 3.5). */
function updateInterface(
  request: ItglueRequest,
  row: ConfigurationInterface,
  item: Item,
): Commit<ConfigurationInterface> {
  const read = readFields(request, item, interfaceFields, ['configuration_id']);
  const owner = request.store.configurations.get(row.configurationId);
  const changesAddress = read.ipAddress !== undefined && read.ipAddress !== row.ipAddress;
  if (owner?.psa && row.primary && changesAddress) throw syncedRefusal(request, ['ip_address']);
  return () => putInterface(request, { ...(request.store.interfaces.get(row.id) ?? row), ...read });
}

function interfaceToRead(request: ItglueRequest): ConfigurationInterface {
  const found = ofPath(request, request.parameters['interface'] ?? '');
  const owner = request.store.configurations.get(found.configurationId);
  if (owner === undefined) throw missing(request, 'configuration interface');
  if (!maySeeConfiguration(request.store, request.credential, owner)) throw outOfSight(request);
  return found;
}

function interfaceOfPath(request: ItglueRequest): ConfigurationInterface {
  return writing.find(request, request.parameters['interface'] ?? '');
}

/** The interface of that id, of the configuration of the path where it names one. */
function ofPath(request: ItglueRequest, id: string): ConfigurationInterface {
  const found = request.store.interfaces.get(id);
  const owner = request.parameters['configuration'] ?? found?.configurationId;
  if (found === undefined || found.configurationId !== owner) {
    throw missing(request, 'configuration interface');
  }
  return found;
}
