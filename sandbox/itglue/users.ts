import { stampsView, timestamp } from './document.ts';
import { byId, byText } from './filter-kinds.ts';
import { field, readFields, type Fields } from './fields.ts';
import { requiredText } from './field-kinds.ts';
import { list, show } from './pages.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest, Route } from './route.ts';
import type { User } from './rows.ts';
import { rowOf, update, type Writing } from './writes.ts';

const fields: Fields<User> = {
  first_name: field('firstName', requiredText),
  last_name: field('lastName', requiredText),
};

const fullName = ({ firstName, lastName }: User) => `${firstName} ${lastName}`;

const resource: Resource<User> = {
  type: 'users',
  view: (request) => {
    const stamps = stampsView(request);
    const shown = timestamp(request);
    return (user) => ({
      id: user.id,
      type: 'users',
      attributes: {
        'first-name': user.firstName,
        'last-name': user.lastName,
        name: fullName(user),
        'role-name': user.roleName,
        email: user.email,
        avatar: user.avatar,
        'invitation-sent-at': shown(user.createdAtMs),
        'invitation-accepted-at': shown(user.createdAtMs),
        'current-sign-in-at': shown(user.lastSignInAtMs),
        'current-sign-in-ip': user.lastSignInAtMs === null ? null : '203.0.113.9',
        'last-sign-in-at': shown(user.lastSignInAtMs),
        'last-sign-in-ip': user.lastSignInAtMs === null ? null : '203.0.113.9',
        reputation: user.reputation,
        'my-glue': false,
        'my-glue-account-id': null,
        ...stamps(user),
      },
    });
  },
  filters: {
    id: byId(({ id }) => id),
    name: byText('exact', fullName),
    email: byText('exact', ({ email }) => email),
    role_name: byText('exact', ({ roleName }) => roleName),
    salesforce_id: () => () => false,
  },
  sorts: {
    name: fullName,
    email: ({ email }) => email,
    reputation: ({ reputation }) => reputation,
    id: ({ id }) => Number(id),
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
  },
};

const writing: Writing<User> = {
  resource,
  kind: 'user',
  nameOf: fullName,
  all: ({ store }) => store.users.all(),
  find: (request, id) => rowOf(request, request.store.users.get(id), 'user'),
  update: (request, user, item) => {
    const read = readFields(request, item, fields, ['avatar']);
    return () => {
      const changed = { ...user, ...read, updatedAtMs: request.clock.nowMs() };
      request.store.users.put(changed);
      return changed;
    };
  },
};

export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/users',
    handle: (request) => list(request, resource, request.store.users.listed()),
  },
  {
    method: 'GET',
    template: '/users/:user',
    handle: (request) => show(request, resource, ofPath(request)),
  },
  {
    method: 'PATCH',
    template: '/users/:user',
    handle: (request) => update(request, writing, ofPath(request)),
  },
];

function ofPath(request: ItglueRequest): User {
  return writing.find(request, request.parameters['user'] ?? '');
}
