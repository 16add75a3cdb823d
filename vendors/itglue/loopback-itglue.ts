import { createRateLimits } from '../http/limits.ts';
import { loopbackPolicy, startServer } from '../http/loopback-server.ts';
import type { Reply, SeenRequest } from '../http/loopback-server.ts';
import { createItglueClient } from './client.ts';

/** A call as a test's server got it. */
export interface SeenCall {
  /** `GET /organizations`. */
  name: string;
  query: URLSearchParams;
  /** The document that was sent. */
  body: unknown;
  request: SeenRequest;
}

/** An IT Glue for tests, and a client of it whose limits don't make a test wait. */
export async function startItglue(answer: (call: SeenCall, calls: SeenCall[]) => Reply) {
  const calls: SeenCall[] = [];
  const server = await startServer((request) => {
    const url = new URL(request.path, 'http://itglue');
    const call: SeenCall = {
      name: `${request.method} ${url.pathname}`,
      query: url.searchParams,
      body: request.body === '' ? null : JSON.parse(request.body),
      request,
    };
    calls.push(call);
    return answer(call, calls);
  });
  const connection = {
    url: server.url,
    apiKey: 'ITG.loopback-key',
    policy: loopbackPolicy,
    limits: createRateLimits({ store: 'memory', scale: 1000 }),
  };
  return {
    calls,
    connection,
    client: createItglueClient(connection),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export const soon = () => ({ sendBefore: performance.now() + 4000 });

/** Whether a call is the question whether the key itself is good. */
export const isKeyProbe = ({ name, request }: SeenCall) =>
  name === 'GET /organizations' && request.path.endsWith('?page[size]=1');

/** A refusal in IT Glue's form. */
export const refusal = (status: number, ...errors: object[]): Reply => ({
  status,
  body: { errors: errors.map((error) => ({ status, title: 'Unprocessable Entity', ...error })) },
});

export const outOfSight = refusal(401, {
  title: 'Unauthorized',
  detail: 'Unauthorized resource access',
  source: { pointer: 'id' },
});

/** One page of resources, as the call asked for it. */
export function pageFor({ query }: SeenCall, all: object[], included?: object[]): Reply {
  const size = Number(query.get('page[size]') ?? 50);
  const page = Number(query.get('page[number]') ?? 1);
  const totalPages = Math.max(1, Math.ceil(all.length / size));
  return {
    body: {
      data: all.slice((page - 1) * size, page * size),
      meta: {
        'current-page': page,
        'next-page': page < totalPages ? page + 1 : null,
        'prev-page': page > 1 ? page - 1 : null,
        'total-pages': totalPages,
        'total-count': all.length,
        filters: {},
      },
      links: {},
      ...(included === undefined ? {} : { included }),
    },
  };
}

export const organization = (id: string, attributes: object = {}) => ({
  id,
  type: 'organizations',
  attributes: { name: `Organization ${id}`, primary: false, ...attributes },
});

export const organizations = (count: number) =>
  Array.from({ length: count }, (_, n) => organization(String(n + 1)));

export const configuration = (id: string, attributes: object = {}, more: object = {}) => ({
  id,
  type: 'configurations',
  attributes: {
    'organization-id': 7,
    name: `Configuration ${id}`,
    hostname: null,
    'primary-ip': null,
    'mac-address': null,
    'serial-number': null,
    'installed-by': null,
    archived: false,
    ...attributes,
  },
  ...more,
});

export const networkInterface = (id: string, attributes: object = {}) => ({
  id,
  type: 'configuration-interfaces',
  attributes: {
    name: null,
    'ip-address': null,
    'mac-address': null,
    primary: false,
    ...attributes,
  },
});

/** All items of all pages. */
export async function allOf<Item>(pages: AsyncIterable<{ items: Item[] }>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...page.items);
  return found;
}
