import { describe, expect, it } from 'vitest';
import { openSandbox, pick, type SandboxClient } from '../client-for-tests.ts';

describe('GET /log', () => {
  it('has every request in order with vendor, credential, operation, path and status', async () => {
    const client = await openSandbox();
    const { uid } = await client.site('Home Users');
    await client.datto('PUT', `/v2/site/${uid}/variable`, { name: 'a', value: 'b' });
    await client.datto('GET', '/v2/account/sites?page=0&max=2');
    await client.rpc('network.getCompaniesList');
    await client.rpc('packages.getPackagesList', {}, { label: 'withoutPackages' });
    await client.itglue('GET', '/organizations?page[size]=1');
    const entries = await client.log();
    expect(
      entries.map(({ number, vendor, credential, operation, status }) => [
        number,
        vendor,
        credential,
        operation,
        status,
      ]),
    ).toEqual([
      [1, 'dattoRmm', 'main', 'POST /auth/oauth/token', 200],
      [2, 'dattoRmm', 'main', 'PUT /v2/site/{siteUid}/variable', 200],
      [3, 'dattoRmm', 'main', 'GET /v2/account/sites', 200],
      [4, 'gravityzone', 'main', 'network.getCompaniesList', 200],
      [5, 'gravityzone', 'withoutPackages', 'packages.getPackagesList', 403],
      [6, 'itglue', 'main', 'GET /organizations', 200],
    ]);
    expect(entries[1]).toMatchObject({
      path: `/api/v2/site/${uid}/variable`,
      effect: { verb: 'create', kind: 'variable', name: 'a' },
    });
    expect(entries[2]).toMatchObject({
      path: '/api/v2/account/sites?page=0&max=2',
      effect: null,
      effectAt: null,
    });
  });

  it('gives what comes after a number, and the last number', async () => {
    const client = await openSandbox();
    for (let call = 0; call < 3; call += 1) await client.rpc('general.getApiKeyDetails');
    const { json } = await client.control('GET', '/log?after=2');
    expect(json).toMatchObject({ entries: [{ number: 3 }], last: 3 });
    expect((await client.control('GET', '/log?after=x')).status).toBe(400);
  });

  it('never holds a secret, and does not list changes made through control', async () => {
    const client = await openSandbox();
    await client.datto('GET', '/v2/account');
    await client.rpc('general.getApiKeyDetails');
    await client.change('datto.createSite', { name: 'By a person' });
    const { text } = await client.control('GET', '/log');
    await client.itglue('GET', '/organizations');
    const { dattoRmm, gravityzone, itglue } = client.sandbox.ready;
    for (const secret of [dattoRmm.key, dattoRmm.secret, gravityzone.key, itglue.key]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toContain('By a person');
  });
});

describe('POST /reset', () => {
  it('starts data and log again, ids included, and keeps switches', async () => {
    const client = await openSandbox();
    const before = await client.control('GET', '/state');
    await client.set({ 'dattoRmm.maskedValue': 'clear' });
    await client.result('companies.createCompany', { type: 1, name: 'Gone again' });
    await client.change('datto.createSite', { name: 'Gone too' });
    expect((await client.control('POST', '/reset')).json).toEqual({ ok: true });
    const after = await client.control('GET', '/state');
    expect(after.text).toBe(before.text);
    expect(await client.log()).toEqual([]);
    const switches = pick((await client.control('GET', '/switches')).json, 'switches');
    expect(switches).toContainEqual(
      expect.objectContaining({ name: 'dattoRmm.maskedValue', value: 'clear' }),
    );
  });
});

describe('The control interface', () => {
  const refused: [string, string, unknown, RegExp][] = [
    ['an unknown verb', '/change', { do: 'datto.explode' }, /no change "datto.explode"/],
    ['no verb', '/change', {}, /needs a "do"/],
    ['an unknown field', '/change', { do: 'datto.createSite', name: 'a', nme: 1 }, /"nme" is not/],
    ['a missing field', '/change', { do: 'datto.createSite' }, /"name"/],
    ['a field of another type', '/change', { do: 'datto.createSite', name: 7 }, /"name"/],
    [
      'an unknown IT Glue change',
      '/change',
      { do: 'itglue.explode' },
      /no change "itglue.explode"/,
    ],
    ['an unknown switch', '/switches', { 'gravityzone.nope': '1' }, /no switch/],
    ['an unknown setting', '/switches', { 'gravityzone.kitBuild': 'soon' }, /no setting "soon"/],
    ['fields for a reset', '/reset', { all: true }, /"all" is not known/],
  ];

  it.each(refused)('refuses %s with 400 and a sentence', async (_, path, body, sentence) => {
    const client = await openSandbox();
    const { status, json } = await client.control('POST', path, body);
    expect(status).toBe(400);
    expect(pick(json, 'error')).toMatch(sentence);
  });

  it('refuses a body that is no JSON, an unknown address and a wrong method', async () => {
    const client = await openSandbox();
    const reply = await fetch(`${client.sandbox.control}/change`, { method: 'POST', body: '{' });
    expect(reply.status).toBe(400);
    expect((await client.control('GET', '/nothing')).status).toBe(404);
    expect((await client.control('POST', '/state', {})).status).toBe(405);
  });

  it('sets all switches of a request or none', async () => {
    const client = await openSandbox();
    const both = { 'gravityzone.findCase': 'sensitive', 'gravityzone.kitBuild': 'soon' };
    expect((await client.control('POST', '/switches', both)).status).toBe(400);
    expect(await settingOf(client, 'gravityzone.findCase')).toBe('insensitive');
    await client.set({ 'gravityzone.duplicateCompanyNameCode': -32_002 });
    expect(await settingOf(client, 'gravityzone.duplicateCompanyNameCode')).toBe('-32002');
  });
});

async function settingOf(client: SandboxClient, name: string): Promise<string | undefined> {
  const { json } = await client.control('GET', '/switches');
  const all = pick(json, 'switches') as { name: string; value: string }[];
  return all.find((one) => one.name === name)?.value;
}
