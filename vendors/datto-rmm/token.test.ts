import { describe, expect, it } from 'vitest';
import { failureOf, faults, startServer } from '../http/loopback-server.ts';
import type { Reply } from '../http/loopback-server.ts';
import { client, isToken, page, startDatto, token } from './loopback-datto.ts';

describe('signing in', () => {
  it('sends key and secret URL-encoded to the token call and only the token elsewhere', async () => {
    await using server = await startDatto(() => ({ body: { uid: 'pin1' } }));
    await client(server.url, { key: 'k+ey&1', secret: 's%cret=' }).account();
    const [first, second] = server.requests;
    expect(first?.body).toBe('grant_type=password&username=k%2Bey%261&password=s%25cret%3D');
    expect(first?.headers.authorization).toBe('Basic cHVibGljLWNsaWVudDpwdWJsaWM=');
    expect(second?.headers.authorization).toBe('Bearer token-1');
  });

  it('makes one token call, however many calls need it', async () => {
    await using server = await startDatto(() => ({ body: { uid: 'pin1' } }));
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
    await using server = await startDatto(() => ({ status: 401, body: '' }));
    expect(await failureOf(client(server.url).account())).toMatchObject({ code: 'auth-refused' });
    expect(server.requests.filter(isToken)).toHaveLength(2);
    expect(server.requests).toHaveLength(4);
  });
});
