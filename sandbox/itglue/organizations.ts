import type { Item } from './body.ts';
import { refusal, unauthorized } from './errors.ts';
import { readFields } from './fields.ts';
import { requiredText } from './field-kinds.ts';
import { removeOrganization } from './removals.ts';
import { blankOrganization, openWhenSynced, organizationFields } from './organization-fields.ts';
import { organizationResource } from './organization-resource.ts';
import { list, show } from './pages.ts';
import { refuseSynced } from './psa.ts';
import type { ItglueRequest, Route } from './route.ts';
import type { Organization } from './rows.ts';
import { maySeeOrganization, missing, organizationOfPath } from './sight.ts';
import { create, destroyMany, update, updateMany, type Writing } from './writes.ts';

/** How long a deletion only marks (itglue.md 3.1: asynchronous). */
const deletionMs = 2000;

const writable = Object.keys(organizationFields);

const writing: Writing<Organization> = {
  resource: organizationResource,
  kind: 'organization',
  nameOf: ({ name }) => name,
  all: seen,
  find: (request, id) => {
    const found = request.store.organizations.get(id);
    if (found === undefined) throw missing(request, 'organization');
    if (!maySeeOrganization(request.store, request.credential, id)) throw unauthorized();
    return found;
  },
  create: (request, item) => {
    if (request.credential.organizationIds !== null) throw unauthorized();
    const read = membersOf(request, item);
    const name = requiredText(read.name, { request, pointer: '/data/attributes/name' });
    return () => {
      const organization = { ...blankOrganization(request.store.nextId()), ...read, name };
      return put(request, { ...organization, createdAtMs: request.clock.nowMs() });
    };
  },
  update: (request, { id, psa }, item) => {
    refuseSynced(request, psa, item, writable, openWhenSynced);
    const read = membersOf(request, item);
    // What another item of the same call changed stays.
    return () =>
      put(request, { ...(request.store.organizations.get(id) as Organization), ...read });
  },
  remove: (request, organization) => {
    if (organization.primary)
      throw refusal(422, 'The primary organization cannot be deleted', 'id');
    return () => {
      const remove = () => {
        removeOrganization(request.store, organization.id);
      };
      if (request.switches.get('itglue.organizationDelete') === 'atOnce') remove();
      else request.clock.after(deletionMs, remove);
      return organization;
    };
  },
};

export const organizationRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/organizations',
    handle: (request) => list(request, organizationResource, seen(request, 'listed')),
  },
  {
    method: 'GET',
    template: '/organizations/:organization',
    handle: (request) => show(request, organizationResource, organizationOfPath(request)),
  },
  {
    method: 'POST',
    template: '/organizations',
    handle: (request) => create(request, writing),
  },
  {
    method: 'PATCH',
    template: '/organizations/:organization',
    handle: (request) =>
      update(request, writing, writing.find(request, request.parameters['organization'] ?? '')),
  },
  {
    method: 'PATCH',
    template: '/organizations',
    handle: (request) => updateMany(request, writing),
  },
  {
    method: 'DELETE',
    template: '/organizations',
    handle: (request) => destroyMany(request, writing),
  },
];

function seen(
  { store, credential }: ItglueRequest,
  from: 'all' | 'listed' = 'all',
): Organization[] {
  const rows = from === 'all' ? store.organizations.all() : store.organizations.listed();
  return rows.filter(({ id }) => maySeeOrganization(store, credential, id));
}

function membersOf(request: ItglueRequest, item: Item): Partial<Organization> {
  const { parentId, ...read } = readFields(request, item, organizationFields);
  if (parentId === undefined || request.switches.get('itglue.parentOnWrite') === 'ignored') {
    return read;
  }
  return { ...read, parentId };
}

function put({ store, clock }: ItglueRequest, organization: Organization): Organization {
  const row = { ...organization, updatedAtMs: clock.nowMs() };
  store.organizations.put(row);
  return row;
}
