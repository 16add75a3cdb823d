import { describe, expect, it } from 'vitest';
import type { CallReport } from '../http/call.ts';
import { createRateLimits } from '../http/limits.ts';
import { failureOf, faults, loopbackPolicy, startServer } from '../http/loopback-server.ts';
import type { Reply, SeenRequest } from '../http/loopback-server.ts';
import { createDattoRmmClient } from './client.ts';

const token = (n = 1): Reply => ({
  body: { access_token: `token-${n}`, token_type: 'bearer', expires_in: 360_000 },
});
const isToken = (request: SeenRequest) => request.path === '/auth/oauth/token';
const page = (name: string, items: unknown[], details: object = {}): Reply => ({
  body: { pageDetails: { count: items.length, nextPageUrl: null, ...details }, [name]: items },
});

describe('signing in', () => {
  it('sends key and secret URL-encoded to the token call and only the token elsewhere', async () => {
    await using server = await datto(() => ({ body: { uid: 'pin1' } }));
    await client(server.url, { key: 'k+ey&1', secret: 's%cret=' }).account();
    const [first, second] = server.requests;
    expect(first?.body).toBe('grant_type=password&username=k%2Bey%261&password=s%25cret%3D');
    expect(first?.headers.authorization).toBe('Basic cHVibGljLWNsaWVudDpwdWJsaWM=');
    expect(second?.headers.authorization).toBe('Bearer token-1');
  });

  it('makes one token call, however many calls need it', async () => {
    await using server = await datto(() => ({ body: { uid: 'pin1' } }));
    const api = client(server.url);
    await Promise.all([api.account(), api.account(), client(server.url).account()]);
    expect(server.requests.filter(isToken)).toHaveLength(1);
  });

  it('never gives one key the token of another', async () => {
    await using server = await startServer((request, { length }) =>
      isToken(request) ? token(length) : { body: { uid: 'pin1' } },
    );
    await client(server.url, { secret: 'one-secret' }).account();
    await client(server.url, { secret: 'another-secret' }).account();
    const bearers = server.requests.map(({ headers }) => headers.authorization);
    expect(bearers[1]).not.toBe(bearers[3]);
    expect(server.requests.filter(isToken)).toHaveLength(2);
  });

  it('renews a token before it expires', async () => {
    await using server = await startServer((request) =>
      isToken(request)
        ? { body: { access_token: 'short', expires_in: 0.000_001 } }
        : { body: { uid: 'pin1' } },
    );
    await client(server.url).account();
    await client(server.url).account();
    expect(server.requests.filter(isToken)).toHaveLength(2);
  });

  it.each([
    ['400', { status: 400, body: { error: 'invalid_grant' } }, 'auth-refused'],
    ['401', { status: 401, body: '' }, 'auth-refused'],
    ['403 in JSON', { status: 403, body: { status: 403 } }, 'auth-refused'],
    ['a firewall page', { status: 403, body: '<html>Blocked</html>' }, 'blocked'],
    ['500', { status: 500, body: '' }, 'transient'],
    ['429', { status: 429, headers: { 'retry-after': '7' }, body: '' }, 'rate-limited'],
    ['the page of a console', faults.htmlPage, 'contract-broken'],
    ['a page that is not there', { status: 404, body: '<html></html>' }, 'contract-broken'],
    ['no token', { body: { token_type: 'bearer' } }, 'contract-broken'],
  ] satisfies [string, Reply, string][])(
    'answered with %s is told apart',
    async (_w, reply, code) => {
      await using server = await startServer(() => reply);
      expect(await failureOf(client(server.url).account())).toMatchObject({ code });
      expect(server.requests).toHaveLength(1);
    },
  );
});

describe('a token that is refused', () => {
  it('in the middle of a listing is renewed once, and the listing goes on', async () => {
    let issued = 0;
    await using server = await startServer((request) => {
      if (isToken(request)) return token((issued += 1));
      const isSecondPage = request.path.includes('page=1');
      if (isSecondPage && request.headers.authorization === 'Bearer token-1') {
        return { status: 401, body: { status: 401, error: 'Unauthorized' } };
      }
      return page('sites', [{ uid: isSecondPage ? 'b' : 'a', name: 'Site' }], {
        nextPageUrl: isSecondPage ? null : 'https://x/?page=1',
      });
    });
    const uids: string[] = [];
    for await (const found of client(server.url).listSites()) {
      uids.push(...found.items.map(({ uid }) => uid));
    }
    expect(uids).toEqual(['a', 'b']);
    expect(issued).toBe(2);
  });

  it('twice means a refused key', async () => {
    await using server = await datto(() => ({ status: 401, body: '' }));
    expect(await failureOf(client(server.url).account())).toMatchObject({ code: 'auth-refused' });
    expect(server.requests.filter(isToken)).toHaveLength(2);
    expect(server.requests).toHaveLength(4);
  });
});

describe('a listing', () => {
  it('counts its pages itself and stops where no next page is named', async () => {
    await using server = await datto(({ path }) =>
      page('sites', [{ uid: path, name: 'Site' }], {
        totalCount: 2,
        nextPageUrl: path.includes('page=0') ? 'https://evil.example/?page=7' : '',
      }),
    );
    const pages = await all(client(server.url).listSites());
    expect(pages.map((found) => [found.page, found.totalCount])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(server.requests.slice(1).map(({ path }) => path)).toEqual([
      '/api/v2/account/sites?page=0&max=250',
      '/api/v2/account/sites?page=1&max=250',
    ]);
  });

  it('goes on from a page', async () => {
    await using server = await datto(() => page('users', []));
    await all(client(server.url).listUsers({ fromPage: 3, pageSize: 10 }));
    expect(server.requests.at(-1)?.path).toBe('/api/v2/account/users?page=3&max=10');
  });

  it('shows a total that changed between its pages', async () => {
    await using server = await datto(({ path }) =>
      path.includes('page=0')
        ? page('sites', [{ uid: 'a', name: 'A' }], { totalCount: 2, nextPageUrl: 'more' })
        : page('sites', [{ uid: 'b', name: 'B' }], { totalCount: 3 }),
    );
    const pages = await all(client(server.url).listSites());
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([2, 3]);
  });

  it('whose empty page names a next one is broken', async () => {
    await using server = await datto(() => page('sites', [], { nextPageUrl: 'more' }));
    const error = await failureOf(all(client(server.url).listSites()));
    expect(error).toMatchObject({ code: 'contract-broken' });
  });

  it('of variables is whole or fails', async () => {
    await using server = await datto(() =>
      page('variables', [{ id: 1, name: 'A', value: 'x', masked: false }], { totalCount: 2 }),
    );
    const error = await failureOf(client(server.url).siteVariables('site'));
    expect(error).toMatchObject({ code: 'contract-broken' });
    expect(error.message).toContain('1 of 2');
  });
});

describe('a site', () => {
  it('may have nothing but uid and name, and a uid that is no GUID', async () => {
    await using server = await datto(() => ({
      body: { uid: 'deleted devices/1', name: 'Deleted Devices', onDemand: null, id: 'odd' },
    }));
    const site = await client(server.url).site('deleted devices/1');
    expect(site).toMatchObject({ uid: 'deleted devices/1', onDemand: null, id: null });
    expect(site.devicesStatus).toBeNull();
    expect(server.requests.at(-1)?.path).toBe('/api/v2/site/deleted%20devices%2F1');
  });

  it.each(['', '.', '..'])('is not asked for by the uid "%s"', async (uid) => {
    await using server = await datto(() => ({ body: {} }));
    expect(await failureOf(client(server.url).site(uid))).toMatchObject({ code: 'not-sent' });
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    [{ status: 404, body: { status: 404, error: 'Not Found' } }, 'not-found'],
    [{ status: 404, body: '' }, 'not-found'],
    [{ status: 404, body: '<html>Not Found</html>' }, 'contract-broken'],
    [{ status: 403, body: { status: 403, error: 'Forbidden' } }, 'forbidden'],
    [{ status: 403, body: '<html>Request blocked</html>' }, 'blocked'],
    [{ status: 400, body: { status: 400, error: 'Bad Request' } }, 'refused'],
    [{ status: 504, body: '<html>Gateway Time-out</html>' }, 'transient'],
  ] satisfies [Reply, string][])('answered with %j is %s', async (reply, code) => {
    await using server = await datto(() => reply);
    expect(await failureOf(client(server.url).site('a'))).toMatchObject({ code });
  });
});

describe('too many calls', () => {
  it('are waited out as long as Retry-After says', async () => {
    let refused = false;
    await using server = await datto(() => {
      if (refused) return { body: { uid: 'pin1' } };
      refused = true;
      return { status: 429, headers: { 'retry-after': '0.3' }, body: '' };
    });
    const api = client(server.url);
    expect(await failureOf(api.account())).toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 300,
    });
    const startedAt = performance.now();
    await api.account();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(280);
  });

  it('followed by a 403 block the host for the whole install for five minutes', async () => {
    await using server = await datto((_request, { length }) =>
      length === 2
        ? { status: 429, headers: { 'retry-after': '0' }, body: '' }
        : { status: 403, body: { status: 403, error: 'Forbidden' } },
    );
    const limits = createRateLimits({ store: 'memory', scale: 100 });
    await failureOf(client(server.url, { limits }).account());
    const blocked = await failureOf(client(server.url, { limits }).account());
    expect(blocked).toMatchObject({ code: 'blocked', retryAfterMs: 300_000 });
    const other = client(server.url, { limits, key: 'another-key' });
    expect(await failureOf(other.account())).toMatchObject({ code: 'blocked' });
    expect(server.requests).toHaveLength(3);
  });
});

describe('a write', () => {
  const variable = { name: 'GravityZonePackageLink', value: 'https://x/[a].exe', masked: false };
  const soon = () => ({ sendBefore: performance.now() + 4000 });

  it('takes an empty answer for done', async () => {
    await using server = await datto((_request, { length }) =>
      length === 2 ? { body: '' } : { status: 204 },
    );
    const api = client(server.url);
    await api.createSiteVariable('s', variable, await api.turn('createSiteVariable'), soon());
    await api.updateSiteVariable('s', 7, variable, await api.turn('updateSiteVariable'), soon());
    await api.deleteSiteVariable('s', 7, await api.turn('deleteSiteVariable'), soon());
    expect(server.requests.slice(1).map(({ method, path, body }) => [method, path, body])).toEqual([
      ['PUT', '/api/v2/site/s/variable', JSON.stringify(variable)],
      [
        'POST',
        '/api/v2/site/s/variable/7',
        JSON.stringify({ name: variable.name, value: variable.value }),
      ],
      ['DELETE', '/api/v2/site/s/variable/7', ''],
    ]);
  });

  it.each([
    [{ status: 400, body: { status: 400, error: 'Bad Request' } }, 'refused'],
    [{ status: 404, body: { status: 404, error: 'Not Found' } }, 'not-found'],
    [{ status: 409, body: { status: 409, error: 'Conflict' } }, 'conflict'],
    [{ status: 429, body: '' }, 'rate-limited'],
    [{ status: 500, body: { status: 500, error: 'Internal' } }, 'unknown-outcome'],
    [{ status: 504, body: '<html></html>' }, 'unknown-outcome'],
    [faults.htmlPage, 'unknown-outcome'],
    [faults.reset, 'unknown-outcome'],
    [faults.truncated, 'unknown-outcome'],
  ] satisfies [Reply, string][])('answered with %j is %s', async (reply, code) => {
    await using server = await datto(() => reply);
    const api = client(server.url);
    const turn = await api.turn('createSiteVariable');
    const error = await failureOf(api.createSiteVariable('s', variable, turn, soon()));
    expect(error).toMatchObject({ code });
    expect(server.requests).toHaveLength(2);
  });

  it('uses its turn up', async () => {
    await using server = await datto(() => ({ body: '' }));
    const api = client(server.url);
    const turn = await api.turn('deleteSiteVariable');
    await api.deleteSiteVariable('s', 7, turn, soon());
    expect(await failureOf(api.deleteSiteVariable('s', 7, turn, soon()))).toMatchObject({
      code: 'not-sent',
    });
    expect(server.requests).toHaveLength(2);
  });

  it('past its moment is not sent', async () => {
    await using server = await datto(() => ({ body: '' }));
    const api = client(server.url);
    const turn = await api.turn('deleteSiteVariable');
    const late = { sendBefore: performance.now() };
    expect(await failureOf(api.deleteSiteVariable('s', 7, turn, late))).toMatchObject({
      code: 'not-sent',
    });
    expect(server.requests.filter((request) => !isToken(request))).toHaveLength(0);
  });

  it('refused for an expired token goes again with a new one', async () => {
    await using server = await startServer((request, { length }) =>
      isToken(request) ? token(length) : { status: length === 2 ? 401 : 200, body: '' },
    );
    const api = client(server.url);
    await api.deleteSiteVariable('s', 7, await api.turn('deleteSiteVariable'), soon());
    expect(server.requests.map(({ method }) => method)).toEqual([
      'POST',
      'DELETE',
      'POST',
      'DELETE',
    ]);
  });
});

describe('a run', () => {
  it('can count its calls', async () => {
    const calls: CallReport[] = [];
    await using server = await datto(() => page('variables', []));
    await client(server.url, { onCall: (call) => calls.push(call) }).siteVariables('s');
    expect(calls.map(({ operation, status }) => [operation, status])).toEqual([
      ['POST /auth/oauth/token', 200],
      ['GET /v2/site/{siteUid}/variables', 200],
    ]);
  });
});

/** A Datto RMM that always signs in. */
function datto(answer: (request: SeenRequest, requests: SeenRequest[]) => Reply) {
  return startServer((request, requests) =>
    isToken(request) ? token() : answer(request, requests),
  );
}

function client(url: string, more: Partial<Parameters<typeof createDattoRmmClient>[0]> = {}) {
  return createDattoRmmClient({
    url,
    key: 'api-key',
    secret: 'api-secret',
    policy: loopbackPolicy,
    limits: createRateLimits({ store: 'memory', scale: 100 }),
    ...more,
  });
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
