import type { Item } from './body.ts';
import { unauthorized } from './errors.ts';
import { readFields } from './fields.ts';
import { idText, requiredText } from './field-kinds.ts';
import { blankLocation, locationFields, locationResource } from './location-resource.ts';
import { list, show } from './pages.ts';
import { refuseSynced } from './psa.ts';
import type { ItglueRequest, Route } from './route.ts';
import type { Location } from './rows.ts';
import {
  maySeeOrganization,
  missing,
  organizationOfPath,
  organizationToWrite,
  outOfSight,
} from './sight.ts';
import { create, destroyMany, update, updateMany, type Commit, type Writing } from './writes.ts';

export const locationWriting: Writing<Location> = {
  resource: locationResource,
  kind: 'location',
  nameOf: ({ name }) => name,
  all: (request) => seen(request, request.store.locations.all()),
  find: (request, id) => {
    const found = ofPath(request, id);
    if (!maySeeOrganization(request.store, request.credential, found.organizationId)) {
      throw unauthorized();
    }
    return found;
  },
  create: createLocation,
  update: (request, { id, psa }, item) => {
    refuseSynced(request, psa, item, Object.keys(locationFields), []);
    const read = readFields(request, item, locationFields, ['organization_id']);
    return () => put(request, { ...(request.store.locations.get(id) as Location), ...read });
  },
  remove:
    ({ store }, location) =>
    () => {
      for (const one of store.configurations.all()) {
        if (one.locationId === location.id) store.configurations.put({ ...one, locationId: null });
      }
      store.locations.remove(location.id);
      return location;
    },
};

const flat = '/locations';
const nested = '/organizations/:organization/relationships/locations';

export const locationRoutes: readonly Route[] = [
  ...[flat, nested].flatMap((address): Route[] => [
    {
      method: 'GET',
      template: address,
      handle: (request) => {
        if (address === nested) organizationOfPath(request);
        const rows = seen(request, request.store.locations.listed());
        return list(request, locationResource, rows, { nested: address === nested });
      },
    },
    {
      method: 'GET',
      template: `${address}/:location`,
      handle: (request) => {
        const found = ofPath(request, request.parameters['location'] ?? '');
        const { store, credential } = request;
        if (!maySeeOrganization(store, credential, found.organizationId)) throw outOfSight(request);
        return show(request, locationResource, found);
      },
    },
    {
      method: 'POST',
      template: address,
      handle: (request) => create(request, locationWriting, { bulk: address === nested }),
    },
    {
      method: 'PATCH',
      template: `${address}/:location`,
      handle: (request) =>
        update(
          request,
          locationWriting,
          locationWriting.find(request, request.parameters['location'] ?? ''),
        ),
    },
    {
      method: 'DELETE',
      template: address,
      handle: (request) => destroyMany(request, locationWriting),
    },
  ]),
  { method: 'PATCH', template: flat, handle: (request) => updateMany(request, locationWriting) },
];

function createLocation(request: ItglueRequest, item: Item): Commit<Location> {
  const { store, clock, parameters } = request;
  const organizationId = organizationToWrite(
    request,
    parameters['organization'] ?? idText(item.attributes['organization_id']),
  );
  const read = readFields(request, item, locationFields, ['organization_id']);
  const name = requiredText(read.name, { request, pointer: '/data/attributes/name' });
  return () =>
    put(request, {
      ...blankLocation(store.nextId(), organizationId),
      ...read,
      name,
      createdAtMs: clock.nowMs(),
    });
}

function seen({ store, credential, parameters }: ItglueRequest, rows: Location[]): Location[] {
  const organization = parameters['organization'];
  return rows.filter(
    ({ organizationId }) =>
      (organization === undefined || organization === organizationId) &&
      maySeeOrganization(store, credential, organizationId),
  );
}

function ofPath(request: ItglueRequest, id: string): Location {
  const found = request.store.locations.get(id);
  const organization = request.parameters['organization'] ?? found?.organizationId;
  if (found === undefined || found.organizationId !== organization) {
    throw missing(request, 'location');
  }
  return found;
}

function put({ store, clock }: ItglueRequest, location: Location): Location {
  const row = { ...location, updatedAtMs: clock.nowMs() };
  store.locations.put(row);
  return row;
}
