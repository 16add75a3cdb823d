import { createRateLimits } from '../http/limits.ts';
import { loopbackPolicy, startServer } from '../http/loopback-server.ts';
import type { Reply, SeenRequest } from '../http/loopback-server.ts';
import { createDattoRmmClient } from './client.ts';

export const token = (n = 1): Reply => ({
  body: { access_token: `token-${n}`, token_type: 'bearer', expires_in: 360_000 },
});
export const isToken = (request: SeenRequest) => request.path === '/auth/oauth/token';
export const page = (name: string, items: unknown[], details: object = {}): Reply => ({
  body: { pageDetails: { count: items.length, nextPageUrl: null, ...details }, [name]: items },
});

/** A Datto RMM that always signs in. */
export function startDatto(answer: (request: SeenRequest, requests: SeenRequest[]) => Reply) {
  return startServer((request, requests) =>
    isToken(request) ? token() : answer(request, requests),
  );
}

/** A client with a key of its own, whose limits don't make a test wait. */
export function client(
  url: string,
  more: Partial<Parameters<typeof createDattoRmmClient>[0]> = {},
) {
  return createDattoRmmClient({
    url,
    key: 'api-key',
    secret: 'api-secret',
    policy: loopbackPolicy,
    limits: createRateLimits({ store: 'memory', scale: 100 }),
    ...more,
  });
}
