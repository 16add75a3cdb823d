import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { signIn, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { errorOf, vendorKeys, type DattoKey } from './vendor-keys.ts';

let api: TestApi;
let sandbox: Sandbox;
let keys: Awaited<ReturnType<typeof vendorKeys>>;
beforeAll(async () => {
  [api, sandbox] = await Promise.all([startTestApi(), startVendors()]);
  keys = await vendorKeys(sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/v1/auth/sign-in/datto-rmm`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const signInWith = (label: DattoKey, name?: string) =>
  post({ ...keys.dattoRmm(label), ...(name === undefined ? {} : { name }) });
const whoami = (token: string) => api.client(token).v1.whoami.$get();

describe('signing in with Datto RMM credentials', () => {
  test('the first sign-in for an unknown account creates the tenant and welcomes with advice', async () => {
    const first = await (await signInWith('main', 'Ann')).json();
    expect(first).toMatchObject({ welcome: true, role: 'administrator', person: { name: 'Ann' } });
    expect((first as { advice: string[] }).advice.join(' ')).toMatch(/The secret is shown once/);
    const again = await (await signInWith('main')).json();
    expect(again).toMatchObject({ welcome: false, advice: [], person: { name: 'Ann' } });
  });

  test('several administrators share one tenant, each a person of their own', async () => {
    const ann = await whoami(await signIn(api, sandbox));
    const second = (await (await signInWith('secondAdmin')).json()) as { token: string };
    const other = await whoami(second.token);
    const [one, two] = [await ann.json(), await other.json()];
    expect(one).toMatchObject({ actor: { kind: 'person', name: 'Ann' } });
    expect(two).toMatchObject({
      actor: { kind: 'person', name: expect.stringMatching(/^Datto administrator [0-9a-f]{4}$/) },
    });
    expect(two).toHaveProperty('tenant.id', (one as { tenant: { id: string } }).tenant.id);
  });

  test('another account is another tenant', async () => {
    const mine = await (await whoami(await signIn(api, sandbox))).json();
    const { token } = (await (await signInWith('otherAccount')).json()) as { token: string };
    const other = await (await whoami(token)).json();
    expect(other).not.toHaveProperty('tenant.id', (mine as { tenant: { id: string } }).tenant.id);
  });

  test('a person whom an Administrator lowered stays lowered', async () => {
    const token = await signIn(api, sandbox);
    await api.owner`update membership set role = 'viewer' where user_id =
      (select id from "user" where name = 'Ann')`;
    expect(await (await whoami(token)).json()).toMatchObject({ role: 'viewer' });
    expect(await (await signInWith('main')).json()).toMatchObject({ role: 'viewer' });
    await api.owner`update membership set role = 'administrator'`;
  });

  test('only who administers the account gets in, and is told what is missing', async () => {
    const refused = await errorOf(await signInWith('restricted'));
    expect(refused).toMatchObject({ status: 403, code: 'missing-rights' });
    expect(refused.message).toMatch(/may not read users, variables/);
  });

  test('a key that sees only some of the sites is refused by the device counts', async () => {
    const state = (await (await fetch(`${sandbox.control}/state`)).json()) as {
      dattoRmm: { sites: { uid: string; onDemand: boolean; name: string; devices: unknown[] }[] };
    };
    const busy = state.dattoRmm.sites.find(
      ({ onDemand, name, devices }) =>
        !onDemand && name !== 'Deleted Devices' && devices.length > 0,
    );
    const change = (what: string) =>
      fetch(`${sandbox.control}/change`, {
        method: 'POST',
        body: JSON.stringify({ do: what, vendor: 'dattoRmm', id: busy?.uid, credential: 'main' }),
      });
    await change('hide');
    const refused = await errorOf(await signInWith('main'));
    await change('reveal');
    expect(refused).toMatchObject({ status: 403, code: 'sites-hidden' });
    expect(refused.message).toMatch(/has \d+ managed devices, but the sites that this key sees/);
  });

  test('a wrong key is refused with what to do', async () => {
    const refused = await errorOf(await post({ ...keys.dattoRmm('main'), secret: 'wrong' }));
    expect(refused).toMatchObject({ status: 401, code: 'auth-refused' });
    expect(refused.message).toMatch(/key or secret was refused/);
  });

  test.each([
    ['https://evil.example', /is not a host of this API/],
    ['https://merlot-api.centrastage.net.evil.example', /is not a host of this API/],
    ['https://169.254.169.254', /inner network/],
    ['no url at all', /this is not a URL|is not a host/],
  ])('no other host is ever called: %s', async (url, sentence) => {
    const refused = await errorOf(await post({ ...keys.dattoRmm('main'), url }));
    expect(refused).toMatchObject({ status: 400, code: 'address-refused' });
    expect(refused.message).toMatch(sentence);
  });

  test('a vendor that answers with a web page is named', async () => {
    await fetch(`${sandbox.control}/faults`, {
      method: 'POST',
      body: JSON.stringify({
        vendor: 'dattoRmm',
        operation: 'GET /v2/account',
        kind: 'html',
        times: 1,
      }),
    });
    const refused = await errorOf(await signInWith('main'));
    expect(refused).toMatchObject({ status: 502, code: 'contract-broken' });
    expect(refused.message).toMatch(/Check that the URL is the API/);
  });

  test('what is missing in the request is named field by field', async () => {
    const refused = await errorOf(await post({ url: 'merlot' }));
    expect(refused).toMatchObject({ status: 400, code: 'bad-input' });
    expect(refused.message).toMatch(/key: .*secret: /);
    const broken = await fetch(`${api.url}/v1/auth/sign-in/datto-rmm`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"url":',
    });
    expect(await errorOf(broken)).toMatchObject({ status: 400, code: 'bad-input' });
  });
});

describe('sessions', () => {
  test('end by signing out, whether by token or by cookie', async () => {
    const token = await signIn(api, sandbox);
    expect((await whoami(token)).status).toBe(200);
    await api.client(token).v1.auth['sign-out'].$post();
    expect((await whoami(token)).status).toBe(401);

    const cookie = (await signInWith('main')).headers.getSetCookie()[0] ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    // On loopback, without TLS, a Secure cookie would be lost.
    expect(cookie).not.toMatch(/Secure/i);
    const headers = { cookie: cookie.split(';')[0] ?? '', origin: api.url };
    expect((await fetch(`${api.url}/v1/whoami`, { headers })).status).toBe(200);
    await fetch(`${api.url}/v1/auth/sign-out`, { method: 'POST', headers });
    expect((await fetch(`${api.url}/v1/whoami`, { headers })).status).toBe(401);
  });

  test('expire', async () => {
    const token = await signIn(api, sandbox);
    await api.owner`update session set expires_at = now() - interval '1 second'`;
    expect(await errorOf(await whoami(token))).toMatchObject({ status: 401 });
  });

  test('can’t be made from what the database holds', async () => {
    await signIn(api, sandbox);
    const [row] = await api.owner`select token from session where expires_at > now() limit 1`;
    expect((await whoami(String(row?.['token']))).status).toBe(401);
  });

  test('a cookie is refused for a change that comes from another origin’s page', async () => {
    const cookie = (await signInWith('main')).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const pause = (headers: Record<string, string>) =>
      fetch(`${api.url}/v1/resume`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, ...headers },
        body: '{}',
      });
    expect(await errorOf(await pause({ origin: 'https://evil.example' }))).toMatchObject({
      status: 403,
      code: 'foreign-origin',
    });
    expect((await pause({})).status).toBe(403);
    expect((await pause({ origin: api.url })).status).toBe(200);
  });
});

describe('sign-in attempts are limited', () => {
  test('by address, whatever the client says of its address', async () => {
    const limited = await startTestApi({
      signInLimits: {
        perAddress: { max: 2, windowSeconds: 60 },
        perKey: { max: 100, windowSeconds: 60 },
      },
    });
    const attempt = (forged: string) =>
      fetch(`${limited.url}/v1/auth/sign-in/datto-rmm`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': forged,
          'x-sitesync-client-address': forged,
        },
        body: JSON.stringify({ ...keys.dattoRmm('main'), secret: 'wrong' }),
      });
    expect((await attempt('10.0.0.1')).status).toBe(401);
    expect((await attempt('10.0.0.2')).status).toBe(401);
    const refused = await attempt('10.0.0.3');
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await errorOf(refused)).toMatchObject({ status: 429, code: 'too-many-attempts' });
    await limited.close();
  });

  test('by key', async () => {
    const limited = await startTestApi({
      signInLimits: {
        perAddress: { max: 100, windowSeconds: 60 },
        perKey: { max: 1, windowSeconds: 60 },
      },
    });
    const attempt = (label: DattoKey) =>
      limited.client().v1.auth['sign-in']['datto-rmm'].$post({ json: keys.dattoRmm(label) });
    expect((await attempt('main')).status).toBe(200);
    expect(await errorOf(await attempt('main'))).toMatchObject({ status: 429 });
    expect((await attempt('secondAdmin')).status).toBe(200);
    await limited.close();
  });
});
