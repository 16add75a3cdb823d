import { describe, expect, it } from 'vitest';
import { openSandbox, pick } from '../client-for-tests.ts';

describe('The GravityZone transport', () => {
  it('serves v1.0 and v1.1, echoes the id and answers void methods with null', async () => {
    const client = await openSandbox();
    for (const version of ['v1.0', 'v1.1']) {
      const { status, json } = await client.rpc('general.getApiKeyDetails', {}, { version });
      expect(status).toBe(200);
      expect(json).toMatchObject({ id: 'test', jsonrpc: '2.0' });
      expect(pick(json, 'result', 'enabledApis')).toContain('packages');
      expect(pick(json, 'result', 'createdAt')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    }
    const company = await client.company('Old Mill Antiques');
    const { json } = await client.rpc('companies.suspendCompany', { companyId: company.id });
    expect(json).toEqual({ id: 'test', jsonrpc: '2.0', result: null });
  });

  it('accepts parameters as {}, [], null, left out, and optional ones as null', async () => {
    const client = await openSandbox();
    const { key } = client.sandbox.ready.gravityzone;
    for (const params of ['{}', '[]', 'null', '{"companyId":null}', undefined]) {
      const member = params === undefined ? '' : `,"params":${params}`;
      const body = `{"id":1,"jsonrpc":"2.0","method":"getCompanyDetails"${member}}`;
      const { json } = await client.rpcBody('/v1.0/jsonrpc/companies', body, key);
      expect(json).toMatchObject({ id: 1, result: { type: 0 } });
    }
  });

  it('answers 401 without a key, 405 to GET and 404 to an unknown service, none as JSON-RPC success', async () => {
    const client = await openSandbox();
    const { key } = client.sandbox.ready.gravityzone;
    const path = '/v1.0/jsonrpc/companies';
    const body = '{"id":1,"jsonrpc":"2.0","method":"getCompanyDetails"}';
    expect(await client.rpcBody(path, body)).toMatchObject({
      status: 401,
      json: { error: { code: -32001, data: { details: 'Invalid API key' } } },
    });
    expect((await client.rpcBody(path, body, 'wrong')).status).toBe(401);
    expect((await client.rpcBody(path, '', key, 'GET')).status).toBe(405);
    const bare = await client.rpcBody('/v1.0/jsonrpc/quarantine', body, key);
    expect(bare).toMatchObject({ status: 404, json: undefined });
  });

  it('answers 200 with an error member to broken JSON, a wrong envelope, a batch and an unknown method', async () => {
    const client = await openSandbox();
    const { key } = client.sandbox.ready.gravityzone;
    const codes: unknown[] = [];
    for (const body of [
      '{"id":',
      '{"id":1,"method":"x"}',
      '[{"id":1,"jsonrpc":"2.0","method":"x"}]',
      '{"id":1,"jsonrpc":"2.0","method":"getCompaniesList"}',
    ]) {
      const { status, json } = await client.rpcBody('/v1.0/jsonrpc/companies', body, key);
      expect(status).toBe(200);
      expect(typeof pick(json, 'error', 'data', 'details')).toBe('string');
      codes.push(pick(json, 'error', 'code'));
    }
    expect(codes).toEqual([-32700, -32600, -32600, -32601]);
  });

  it('answers 403 and -32000 for an API that is not ticked on the key', async () => {
    const client = await openSandbox();
    const reply = await client.rpc('packages.getPackagesList', {}, { label: 'withoutPackages' });
    expect(reply).toMatchObject({
      status: 403,
      json: {
        error: {
          code: -32000,
          data: { details: 'API Key is not allowed to access the selected API: Packages' },
        },
      },
    });
  });
});
