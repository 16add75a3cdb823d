import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { column, found, pick } from './client-for-tests.ts';
import { startSandbox, type Sandbox } from './index.ts';

const run = promisify(execFile);

/** What curl prints, with the status on a line of its own at the end. */
async function curl(
  ...options: string[]
): Promise<{ status: number; text: string; json: unknown }> {
  const { stdout } = await run('curl', ['-sS', '-g', '-w', '\n%{http_code}', ...options]);
  const cut = stdout.lastIndexOf('\n');
  const text = stdout.slice(0, cut);
  return {
    status: Number(stdout.slice(cut + 1)),
    text,
    json: text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as unknown) : undefined,
  };
}

/** These tell one story each, so their steps share a sandbox and run in order. */
describe('curl, following gravityzone.md', () => {
  let sandbox: Sandbox;
  let companyId = '';
  let partnerId = '';
  beforeAll(async () => {
    sandbox = await startSandbox({ msp: 'demo' });
  });
  afterAll(async () => sandbox.close());

  async function rpc(service: string, method: string, params: unknown): Promise<unknown> {
    const { url, key } = sandbox.ready.gravityzone;
    const { status, json } = await curl(
      '-X',
      'POST',
      '-u',
      `${key}:`,
      '-H',
      'Content-Type: application/json',
      '-d',
      JSON.stringify({ id: '7c1', jsonrpc: '2.0', method, params }),
      `${url}/v1.0/jsonrpc/${service}`,
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: '7c1', jsonrpc: '2.0' });
    return pick(json, 'result') ?? pick(json, 'error') ?? null;
  }

  it('asks what the key may do, and which company it is of', async () => {
    expect(pick(await rpc('general', 'getApiKeyDetails', {}), 'enabledApis')).toEqual(
      expect.arrayContaining(['companies', 'licensing', 'packages', 'network']),
    );
    expect(await rpc('companies', 'getCompanyDetails', {})).toMatchObject({ type: 0 });
  });

  it('creates a company', async () => {
    companyId = String(
      await rpc('companies', 'createCompany', {
        type: 1,
        name: 'Contoso',
        licenseSubscription: { type: 3, managePatchManagement: true },
      }),
    );
    expect(companyId).toMatch(/^[0-9a-f]{24}$/);
    expect(await rpc('licensing', 'getLicenseInfo', { companyId })).toMatchObject({
      subscriptionType: 3,
    });
  });

  it('is refused the same name again', async () => {
    const error = await rpc('companies', 'createCompany', { type: 1, name: 'Contoso' });
    expect(error).toMatchObject({ code: -32602, message: 'Invalid params' });
    expect(pick(error, 'data', 'details')).toMatch(/exists/);
  });

  it('lists it and finds it by its name', async () => {
    const companies = await rpc('network', 'getCompaniesList', { filters: { companyType: 1 } });
    expect(companies).toContainEqual({ id: companyId, name: 'Contoso' });
    const hits = await rpc('companies', 'findCompaniesByName', { nameFilter: 'conto' });
    expect(column(hits, 'id')).toEqual([companyId]);
  });

  it('makes a package and reads its link, brackets and all', async () => {
    const made = await rpc('packages', 'createPackage', {
      companyId,
      packageName: 'Contoso - Datto',
      modules: { advancedThreatControl: 1, firewall: 1, patchManagement: 1 },
      settings: { removeCompetitors: 1 },
    });
    expect(pick(made, 0, 'success')).toBe(true);
    const packages = await rpc('packages', 'getPackagesList', { companyId, perPage: 100 });
    expect(column(pick(packages, 'items'), 'id')).toEqual(pick(made, 0, 'records'));
    const readLink = async () =>
      pick(
        await rpc('packages', 'getInstallationLinks', {
          companyId,
          packageName: 'Contoso - Datto',
        }),
        0,
      );
    let link = await readLink();
    for (let attempt = 0; pick(link, 'status', 'windows') !== 2 && attempt < 100; attempt += 1) {
      await pause(20);
      link = await readLink();
    }
    expect(link).toMatchObject({ companyId, status: { windows: 2 } });
    expect(pick(link, 'installLinkWindows')).toMatch(/setupdownloader_\[[^\]]+\]\.exe$/);
  });

  it('moves it under another partner', async () => {
    const partners = await rpc('network', 'getCompaniesList', { filters: { companyType: 0 } });
    partnerId = String(pick(partners, 0, 'id'));
    expect(
      await rpc('network', 'moveCompanyOrCompanyFolder', { id: companyId, newParentId: partnerId }),
    ).toBe(null);
    const children = await rpc('network', 'getCompaniesList', { parentId: partnerId });
    expect(column(children, 'id')).toContain(companyId);
  });

  it('suspends and activates it', async () => {
    await rpc('companies', 'suspendCompany', { companyId, recursive: false });
    expect(await rpc('companies', 'getCompanyDetails', { companyId })).toMatchObject({
      isSuspended: true,
    });
    await rpc('companies', 'activateCompany', { companyId, recursive: false });
    expect(await rpc('companies', 'getCompanyDetails', { companyId })).toMatchObject({
      isSuspended: false,
    });
  });

  it('renames and deletes it', async () => {
    expect(
      await rpc('companies', 'updateCompanyDetails', { id: companyId, name: 'Contoso Ltd' }),
    ).toBe(null);
    expect(await rpc('companies', 'deleteCompany', { companyId })).toBe(null);
    expect(await rpc('companies', 'getCompanyDetails', { companyId })).toMatchObject({
      code: -32002,
    });
  });
});

describe('curl, following datto-rmm.md', () => {
  let sandbox: Sandbox;
  let token = '';
  beforeAll(async () => {
    sandbox = await startSandbox({ msp: 'demo' });
  });
  afterAll(async () => sandbox.close());

  async function api(method: string, path: string, body?: unknown) {
    return curl(
      '-X',
      method,
      '-H',
      `Authorization: Bearer ${token}`,
      ...(body === undefined
        ? []
        : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)]),
      path.startsWith('http') ? path : `${sandbox.ready.dattoRmm.url}/api${path}`,
    );
  }

  it('gets a token', async () => {
    const { url, key, secret } = sandbox.ready.dattoRmm;
    const { status, json } = await curl(
      '-u',
      'public-client:public',
      '-d',
      'grant_type=password',
      '--data-urlencode',
      `username=${key}`,
      '--data-urlencode',
      `password=${secret}`,
      `${url}/auth/oauth/token`,
    );
    expect({ status, expires: pick(json, 'expires_in') }).toEqual({
      status: 200,
      expires: 360_000,
    });
    token = String(pick(json, 'access_token'));
  });

  it('reads the account, its limits and the status', async () => {
    expect((await api('GET', '/v2/account')).json).toMatchObject({ uid: 'pin4dcc0001' });
    expect((await api('GET', '/v2/system/request_rate')).json).toMatchObject({
      accountRateLimit: 600,
    });
    const { url } = sandbox.ready.dattoRmm;
    expect((await curl(`${url}/api/v2/system/status`)).status).toBe(200);
    expect((await curl(`${url}/api/v2/account`)).status).toBe(401);
  });

  it('pages through the sites by their own addresses', async () => {
    const names: unknown[] = [];
    let next: unknown = '/v2/account/sites?page=0&max=25';
    while (typeof next === 'string') {
      const { json } = await api('GET', next);
      names.push(...column(pick(json, 'sites'), 'name'));
      next = pick(json, 'pageDetails', 'nextPageUrl');
    }
    expect(names).toHaveLength(60);
    expect(names).toContain('Deleted Devices');
  });

  it('creates, reads, changes and deletes a site variable', async () => {
    const { json } = await api('GET', '/v2/account/sites?siteName=Abbotsford');
    const scope = `/v2/site/${String(pick(json, 'sites', 0, 'uid'))}`;
    const name = 'GravityZonePackageLink';
    const link = 'https://cloud.example/setupdownloader_[dG9rZW4=].exe';
    const read = async () => {
      const listed = await api('GET', `${scope}/variables`);
      const rows = pick(listed.json, 'variables') as { id: number; name: string; value: string }[];
      return rows.find((row) => row.name === name);
    };
    const created = await api('PUT', `${scope}/variable`, { name, value: link, masked: false });
    expect(created).toMatchObject({ status: 200, text: '' });
    const variable = found(await read());
    expect(variable.value).toBe(link);
    const path = `${scope}/variable/${String(variable.id)}`;
    expect((await api('POST', path, { name, value: 'other' })).status).toBe(200);
    expect((await read())?.value).toBe('other');
    expect((await api('DELETE', path)).status).toBe(200);
    expect(await read()).toBeUndefined();
  });
});
