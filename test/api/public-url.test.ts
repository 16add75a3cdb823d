import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { signIn, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { errorOf } from './vendor-keys.ts';

const publicUrl = 'https://sitesync.example.com';

let api: TestApi;
let sandbox: Sandbox;
let setCookie: string;

beforeAll(async () => {
  [api, sandbox] = await Promise.all([startTestApi({ publicUrl }), startVendors()]);
  const answer = await fetch(`${api.url}/v1/auth/sign-in/datto-rmm`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sandbox.ready.dattoRmm),
  });
  setCookie = answer.headers.getSetCookie()[0] ?? '';
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

const whoami = (headers: Record<string, string>) => fetch(`${api.url}/v1/whoami`, { headers });
const cookie = () => setCookie.split(';')[0] ?? '';

describe('published under an https address', () => {
  test('the session cookie is Secure, by its name too', () => {
    expect(setCookie).toMatch(/^__Secure-sitesync\./);
    expect(setCookie).toMatch(/; *Secure/i);
    expect(setCookie).toMatch(/; *HttpOnly/i);
  });

  test('a session is known by its cookie and by its token', async () => {
    expect((await whoami({ cookie: cookie() })).status).toBe(200);
    const token = await signIn(api, sandbox);
    expect((await whoami({ authorization: `Bearer ${token}` })).status).toBe(200);
  });

  test('a page of that address may change something, one of another may not', async () => {
    const resume = (origin: string) =>
      fetch(`${api.url}/v1/resume`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: cookie(), origin },
        body: '{}',
      });
    expect((await resume(publicUrl)).status).toBe(200);
    for (const foreign of ['http://sitesync.example.com', 'https://evil.example']) {
      expect(await errorOf(await resume(foreign))).toMatchObject({ code: 'foreign-origin' });
    }
  });

  test('signing out ends it and takes the cookie away', async () => {
    const out = await fetch(`${api.url}/v1/auth/sign-out`, {
      method: 'POST',
      headers: { cookie: cookie(), origin: publicUrl },
    });
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Secure-sitesync\..*Max-Age=0/i);
    expect((await whoami({ cookie: cookie() })).status).toBe(401);
  });
});
