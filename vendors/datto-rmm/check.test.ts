import { describe, expect, it } from 'vitest';
import { createRateLimits } from '../http/limits.ts';
import { loopbackPolicy, startServer } from '../http/loopback-server.ts';
import type { Reply } from '../http/loopback-server.ts';
import { checkDattoRmmKey } from './check.ts';

const account = (managed: number | null): Reply => ({
  body: { uid: 'pin1', name: 'Acme MSP', devicesStatus: { numberOfManagedDevices: managed } },
});
const sites = (...items: object[]): Reply => page('sites', items);
const site = (name: string, devices: number, onDemand = false) => ({
  uid: name,
  name,
  onDemand,
  devicesStatus: { numberOfDevices: devices },
});
const page = (name: string, items: unknown[]): Reply => ({
  body: { pageDetails: { nextPageUrl: null, totalCount: items.length }, [name]: items },
});
const forbidden: Reply = { status: 403, body: { status: 403, error: 'Forbidden' } };
const good = {
  account: account(12),
  sites: sites(
    site('Abc', 10),
    site('Managed', 2),
    site('OnDemand', 5, true),
    site('Deleted Devices', 7),
  ),
  users: page('users', [{ email: 'a@example.com' }]),
  variables: page('variables', []),
};

describe('a Datto RMM key', () => {
  it('of an administrator is good: the managed devices of the account are those of its sites', async () => {
    expect(await check(good)).toMatchObject({
      ok: true,
      accountUid: 'pin1',
      accountName: 'Acme MSP',
      origin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      siteCount: 4,
      managedDeviceCount: 12,
    });
  });

  it.each(['account', 'sites', 'users', 'variables'] as const)(
    'that may not read %s is refused by that name',
    async (right) => {
      const result = await check({ ...good, [right]: forbidden });
      expect(result).toMatchObject({ ok: false, code: 'missing-rights', missing: [right] });
      expect(result).toHaveProperty('message', expect.stringContaining(right));
    },
  );

  it('that sees a part of the sites is refused', async () => {
    const result = await check({ ...good, sites: sites(site('Abc', 10)) });
    expect(result).toMatchObject({ ok: false, code: 'sites-hidden' });
    expect(result).toHaveProperty('message', expect.stringMatching(/12 .* have 10/));
  });

  it('of an account that does not tell its devices is refused', async () => {
    expect(await check({ ...good, account: account(null) })).toMatchObject({
      ok: false,
      code: 'sites-hidden',
    });
  });

  it('that is wrong, and a foreign address, are told apart', async () => {
    expect(await check({ ...good, token: { status: 400, body: {} } })).toMatchObject({
      ok: false,
      code: 'auth-refused',
    });
    expect(await checkAt('https://evil.example')).toMatchObject({
      ok: false,
      code: 'address-refused',
    });
  });
});

async function check(replies: typeof good & { token?: Reply }) {
  await using server = await startServer(({ path }) => {
    if (path.startsWith('/auth')) {
      return replies.token ?? { body: { access_token: 'token', expires_in: 100 } };
    }
    const name = /^\/api\/v2\/account(?:\/(\w+))?/.exec(path)?.[1] ?? 'account';
    return replies[name as keyof typeof good];
  });
  return await checkAt(server.url);
}

function checkAt(url: string) {
  const limits = createRateLimits({ store: 'memory', scale: 100 });
  return checkDattoRmmKey({ url, key: 'key', secret: 'secret', policy: loopbackPolicy, limits });
}
