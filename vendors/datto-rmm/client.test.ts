import { describe, expect, it } from 'vitest';
import type { CallReport } from '../http/call.ts';
import { createRateLimits } from '../http/limits.ts';
import { failureOf } from '../http/loopback-server.ts';
import type { Reply } from '../http/loopback-server.ts';
import { client, page, startDatto } from './loopback-datto.ts';

describe('a listing', () => {
  it('counts its pages itself and stops where no next page is named', async () => {
    await using server = await startDatto(({ path }) =>
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
    await using server = await startDatto(() => page('users', []));
    await all(client(server.url).listUsers({ fromPage: 3, pageSize: 10 }));
    expect(server.requests.at(-1)?.path).toBe('/api/v2/account/users?page=3&max=10');
  });

  it('shows a total that changed between its pages', async () => {
    await using server = await startDatto(({ path }) =>
      path.includes('page=0')
        ? page('sites', [{ uid: 'a', name: 'A' }], { totalCount: 2, nextPageUrl: 'more' })
        : page('sites', [{ uid: 'b', name: 'B' }], { totalCount: 3 }),
    );
    const pages = await all(client(server.url).listSites());
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([2, 3]);
  });

  it('whose empty page names a next one is broken', async () => {
    await using server = await startDatto(() => page('sites', [], { nextPageUrl: 'more' }));
    const error = await failureOf(all(client(server.url).listSites()));
    expect(error).toMatchObject({ code: 'contract-broken' });
  });

  it('of variables is whole or fails', async () => {
    await using server = await startDatto(() =>
      page('variables', [{ id: 1, name: 'A', value: 'x', masked: false }], { totalCount: 2 }),
    );
    const error = await failureOf(client(server.url).siteVariables('site'));
    expect(error).toMatchObject({ code: 'contract-broken' });
    expect(error.message).toContain('1 of 2');
  });
});

describe('a site', () => {
  it('may have nothing but uid and name, and a uid that is no GUID', async () => {
    await using server = await startDatto(() => ({
      body: { uid: 'deleted devices/1', name: 'Deleted Devices', onDemand: null, id: 'odd' },
    }));
    const site = await client(server.url).site('deleted devices/1');
    expect(site).toMatchObject({ uid: 'deleted devices/1', onDemand: null, id: null });
    expect(site.devicesStatus).toBeNull();
    expect(server.requests.at(-1)?.path).toBe('/api/v2/site/deleted%20devices%2F1');
  });

  it.each(['', '.', '..'])('is not asked for by the uid "%s"', async (uid) => {
    await using server = await startDatto(() => ({ body: {} }));
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
    await using server = await startDatto(() => reply);
    expect(await failureOf(client(server.url).site('a'))).toMatchObject({ code });
  });
});

describe('too many calls', () => {
  it('are waited out as long as Retry-After says', async () => {
    let refused = false;
    await using server = await startDatto(() => {
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
    await using server = await startDatto((_request, { length }) =>
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

describe('a run', () => {
  it('can count its calls', async () => {
    const calls: CallReport[] = [];
    await using server = await startDatto(() => page('variables', []));
    await client(server.url, { onCall: (call) => calls.push(call) }).siteVariables('s');
    expect(calls.map(({ operation, status }) => [operation, status])).toEqual([
      ['POST /auth/oauth/token', 200],
      ['GET /v2/site/{siteUid}/variables', 200],
    ]);
  });
});

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
