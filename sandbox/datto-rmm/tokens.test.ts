import { describe, expect, it } from 'vitest';
import { found, openSandbox, openStoppedSandbox, pick } from '../client-for-tests.ts';

describe('The Datto token address', () => {
  it('gives a bearer token of 100 hours for the fixed client, a key and its secret', async () => {
    const client = await openSandbox();
    const { status, json } = await client.token();
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: 'bearer', expires_in: 360_000 });
    expect(json).toHaveProperty('refresh_token');
    expect(json).toHaveProperty('jti');
  });

  it('takes a secret whose characters a form has to encode', async () => {
    const client = await openSandbox();
    expect((await client.datto('GET', '/v2/account', undefined, 'secondAdmin')).status).toBe(200);
  });

  it('refuses a wrong secret, grant and client, and says nothing of the secret', async () => {
    const client = await openSandbox();
    const wrong = await client.token('main', { password: 'not-the-secret' });
    expect(wrong.status).toBe(400);
    expect(wrong.json).toEqual({ error: 'invalid_grant', error_description: 'Bad credentials' });
    expect((await client.token('main', { grant_type: 'client_credentials' })).json).toMatchObject({
      error: 'unsupported_grant_type',
    });
    const { key, secret } = found((await client.state()).credentials.dattoRmm[0]);
    const form = { grant_type: 'password', username: key, password: secret };
    expect((await client.tokenCall(form, 'other-client:public')).status).toBe(401);
  });

  it('lets several tokens of one key be good at once', async () => {
    const client = await openSandbox();
    const tokens = [await client.token(), await client.token()];
    for (const { json } of tokens) {
      const response = await fetch(`${client.sandbox.ready.dattoRmm.url}/api/v2/account`, {
        headers: { authorization: `Bearer ${String(pick(json, 'access_token'))}` },
      });
      expect(response.status).toBe(200);
    }
  });

  it('answers 401 to a missing, a made-up and a run-out token', async () => {
    const { client, clock } = await openStoppedSandbox();
    const url = `${client.sandbox.ready.dattoRmm.url}/api/v2/account`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { authorization: 'Bearer made-up' } })).status).toBe(401);
    expect((await client.datto('GET', '/v2/account')).status).toBe(200);
    clock.advance(360_000_000);
    expect((await client.datto('GET', '/v2/account')).json).toMatchObject({
      status: 401,
      error: 'Unauthorized',
      path: '/v2/account',
    });
  });

  it('needs a token for every other address under /api, and answers 404 outside it', async () => {
    const client = await openSandbox();
    const { url } = client.sandbox.ready.dattoRmm;
    const statuses: Record<string, number> = {};
    for (const path of ['/api/swagger.json', '/api/v2/nothing', '/v2/api-docs', '/']) {
      statuses[path] = (await fetch(`${url}${path}`)).status;
    }
    expect(statuses).toEqual({
      '/api/swagger.json': 401,
      '/api/v2/nothing': 401,
      '/v2/api-docs': 404,
      '/': 404,
    });
    expect((await fetch(`${url}/api/v2/system/status`)).status).toBe(200);
    expect((await fetch(`${url}/api/v3/api-docs`)).status).toBe(200);
    expect((await client.datto('GET', '/v2/nothing')).json).toMatchObject({ status: 404 });
    expect((await client.datto('GET', '/v2/audit/device/some-uid')).json).toMatchObject({
      status: 404,
      error: 'Not Found',
    });
  });
});
