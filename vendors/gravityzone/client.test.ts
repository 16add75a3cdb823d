import { describe, expect, it } from 'vitest';
import { checkGravityzoneKey } from './check.ts';
import { failureOf } from '../http/loopback-server.ts';
import { companyId } from './ids.ts';
import type { RpcReply, SeenCall } from './loopback-gravityzone.ts';
import { soon, startGravityzone, testId } from './loopback-gravityzone.ts';
import type { CompanyId, PackageId } from './schemas.ts';

const root = companyId(testId('1'));
const company = companyId(testId('a1'));

describe('a call', () => {
  it('carries the key as user name with an empty password', async () => {
    await using gravityzone = await startGravityzone(() => ({ result: [] }));
    await gravityzone.client.installationLinks();
    const { authorization } = gravityzone.calls[0]?.request.headers ?? {};
    expect(authorization).toBe(`Basic ${Buffer.from('gravityzone-key:').toString('base64')}`);
  });

  it.each(['', 'abc', undefined, null])(
    'that names a company is not sent with the id %j, which would mean the partner itself',
    async (id) => {
      await using gravityzone = await startGravityzone(() => ({ result: null }));
      const { client } = gravityzone;
      const bad = id as unknown as CompanyId;
      const errors = [
        await failureOf(client.companyDetails(bad)),
        await failureOf(client.packages(bad)),
        await failureOf(client.licenseInfo(bad)),
        await failureOf(client.endpointsCount(bad)),
        await failureOf(client.deleteCompany(bad, await client.turn('deleteCompany'), soon())),
        await failureOf(
          client.moveCompany(
            { companyId: company, newParentId: bad },
            await client.turn('moveCompany'),
            soon(),
          ),
        ),
      ];
      expect(errors.map(({ code }) => code)).toEqual(errors.map(() => 'not-sent'));
      expect(gravityzone.calls).toHaveLength(0);
    },
  );
});

describe('searching by name', () => {
  it('asks for as many as can be had and says when there may be more', async () => {
    const found = Array.from({ length: 100 }, (_, n) => ({ id: testId(`${n}`), name: `Abc ${n}` }));
    await using gravityzone = await startGravityzone(() => ({ result: found }));
    const { companies, isCapped } = await gravityzone.client.findCompaniesByName('Abc');
    expect(gravityzone.calls[0]?.params).toEqual({ nameFilter: 'Abc', maxResults: 100 });
    expect([companies.length, isCapped]).toEqual([100, true]);
  });
});

describe('a licence', () => {
  it.each([
    ['an object', { subscriptionType: 3, managePatchManagement: true }],
    ['an array', [{ subscriptionType: 3, managePatchManagement: true, totalSlots: null }]],
  ])('is read from %s, and a missing switch is unknown', async (_what, result) => {
    await using gravityzone = await startGravityzone(() => ({ result }));
    expect(await gravityzone.client.licenseInfo(company)).toMatchObject([
      { subscriptionType: 3, managePatchManagement: true, manageExchange: null, totalSlots: null },
    ]);
  });
});

describe('packages', () => {
  const pages = (counts: number[], total: number) => (call: SeenCall) => {
    const page = call.params['page'] as number;
    const items = Array.from({ length: counts[page - 1] ?? 0 }, (_, n) => ({
      id: testId(`${page}${n}`),
      name: `Package ${page}-${n}`,
      type: 4,
    }));
    return { result: { page, pagesCount: counts.length, perPage: 100, total, items } };
  };

  it('are read page by page to the end', async () => {
    await using gravityzone = await startGravityzone(pages([100, 100, 7], 207));
    expect(await gravityzone.client.packages(company)).toHaveLength(207);
    expect(gravityzone.calls.map(({ params }) => params['page'])).toEqual([1, 2, 3]);
  });

  it('are whole or fail', async () => {
    await using gravityzone = await startGravityzone(pages([100, 7], 200));
    expect(await failureOf(gravityzone.client.packages(company))).toMatchObject({
      code: 'contract-broken',
    });
  });

  it('may be none', async () => {
    await using gravityzone = await startGravityzone(pages([], 0));
    expect(await gravityzone.client.packages(company)).toEqual([]);
  });

  it('keep their link to the letter, and tell whether the kit is ready', async () => {
    const link = 'https://cloudgz.example/Packages/BSTWIN/0/setupdownloader_[aHR0/+==].exe';
    const item = { packageName: 'P', companyId: company, installLinkWindows: link };
    await using gravityzone = await startGravityzone(() => ({
      result: [
        item,
        { ...item, status: { windows: 2 } },
        { ...item, status: { windows: 1 } },
        { packageName: 'Other' },
      ],
    }));
    const links = await gravityzone.client.installationLinks({ packageName: 'P' });
    expect(links.map((found) => found.windowsKit)).toEqual([
      'unknown',
      'ready',
      'building',
      'unknown',
    ]);
    expect(links[0]?.installLinkWindows).toBe(link);
    expect(gravityzone.calls[0]?.params).toEqual({ packageName: 'P' });
  });

  it.each([
    ['an array', [{ records: ['p1'], success: true }], 'p1'],
    ['an object', { records: ['p1'], success: true }, 'p1'],
    ['a refusal', [{ records: [], success: false }], 'refused'],
    ['no id', [{ records: [], success: true }], 'unknown-outcome'],
    ['nothing', null, 'unknown-outcome'],
  ])('are created, and the answer is %s', async (_what, result, expected) => {
    await using gravityzone = await startGravityzone(() => ({ result }));
    const made = createPackage(gravityzone.client);
    if (expected === 'p1') expect(await made).toBe('p1');
    else expect(await failureOf(made)).toMatchObject({ code: expected });
  });

  it('are created with exactly the modules chosen', async () => {
    await using gravityzone = await startGravityzone(() => ({ result: { records: ['p1'] } }));
    await createPackage(gravityzone.client);
    expect(gravityzone.calls[0]?.params).toEqual({
      companyId: company,
      packageName: 'Sitesync 12345678 Abc',
      language: 'de_DE',
      modules: {
        advancedThreatControl: 1,
        userControl: 1,
        antiphishing: 1,
        trafficScan: 1,
        edrSensor: 1,
        encryption: 1,
      },
      roles: { exchange: 1 },
      settings: { removeCompetitors: 1, uninstallPassword: 'Abc-123' },
    });
  });

  it('are not read by an empty id', async () => {
    await using gravityzone = await startGravityzone(() => ({ result: {} }));
    expect(await failureOf(gravityzone.client.packageDetails('' as PackageId))).toMatchObject({
      code: 'not-sent',
    });
  });
});

describe('a new company', () => {
  it.each([
    [
      { kind: 'monthly', addOns: ['edrSensor'] },
      { type: 3, manageEventCorrelator: true },
    ],
    [
      { kind: 'fixed-seats', seats: 5, addOns: ['exchangeProtection', 'fullDiskEncryption'] },
      { type: 3, reservedSlots: 5, manageExchange: true, manageEncryption: true },
    ],
    [{ kind: 'trial' }, { type: 1 }],
  ] as const)('with the licence %j', async (licence, licenseSubscription) => {
    await using gravityzone = await startGravityzone(() => ({ result: company }));
    const { client } = gravityzone;
    const turn = await client.turn('createCompany');
    const made = await client.createCompany({ name: 'Abc', parentId: root, licence }, turn, soon());
    expect(made).toBe(company);
    expect(gravityzone.calls[0]?.params).toEqual({
      type: 1,
      name: 'Abc',
      parentId: root,
      licenseSubscription,
    });
  });
});

describe('a company that is there', () => {
  it('is renamed, moved and deleted by its id', async () => {
    await using gravityzone = await startGravityzone(() => ({ result: null }));
    const { client } = gravityzone;
    const rename = await client.turn('updateCompany');
    await client.updateCompany({ companyId: company, name: 'Abd' }, rename, soon());
    const move = await client.turn('moveCompany');
    await client.moveCompany({ companyId: company, newParentId: root }, move, soon());
    await client.deleteCompany(company, await client.turn('deleteCompany'), soon());
    expect(gravityzone.calls.map(({ name, params }) => [name, params])).toEqual([
      ['companies.updateCompanyDetails', { id: company, name: 'Abd' }],
      ['network.moveCompanyOrCompanyFolder', { id: company, newParentId: root }],
      ['companies.deleteCompany', { companyId: company }],
    ]);
  });
});

describe('the endpoints of a company', () => {
  it('are counted with those in its groups, and without listing them', async () => {
    await using gravityzone = await startGravityzone(() => ({
      result: { page: 1, pagesCount: 37, perPage: 1, total: 37, items: [{ id: testId('e1') }] },
    }));
    expect(await gravityzone.client.endpointsCount(company)).toBe(37);
    expect(gravityzone.calls.map(({ name, params }) => [name, params])).toEqual([
      [
        'network.getEndpointsList',
        {
          parentId: company,
          filters: { depth: { allItemsRecursively: true } },
          page: 1,
          perPage: 1,
        },
      ],
    ]);
  });

  it('are never taken for none where GravityZone does not count them', async () => {
    await using gravityzone = await startGravityzone(() => ({ result: { items: [] } }));
    expect(await failureOf(gravityzone.client.endpointsCount(company))).toMatchObject({
      code: 'contract-broken',
    });
  });
});

describe('a GravityZone key', () => {
  const good = (call: SeenCall): RpcReply =>
    call.name === 'general.getApiKeyDetails'
      ? { result: { enabledApis: ['Companies', 'licensing', 'packages', 'network', 'push'] } }
      : { result: { id: root, name: 'Acme MSP', type: 0 } };

  it('of a partner with the four APIs is good', async () => {
    await using gravityzone = await startGravityzone(good);
    expect(await checkGravityzoneKey(gravityzone.connection)).toMatchObject({
      ok: true,
      rootId: root,
      rootName: 'Acme MSP',
    });
  });

  it('that lacks an API is refused with its name', async () => {
    await using gravityzone = await startGravityzone(() => ({
      result: { enabledApis: ['companies', 'network'] },
    }));
    const result = await checkGravityzoneKey(gravityzone.connection);
    expect(result).toMatchObject({ code: 'missing-rights', missing: ['licensing', 'packages'] });
    expect(result).toHaveProperty('message', expect.stringContaining('Licensing, Packages'));
  });

  it.each([1, null])('of a company of type %j is refused', async (type) => {
    await using gravityzone = await startGravityzone((call) =>
      call.name === 'general.getApiKeyDetails'
        ? good(call)
        : { result: { id: root, name: 'Abc', type } },
    );
    expect(await checkGravityzoneKey(gravityzone.connection)).toMatchObject({
      ok: false,
      code: 'not-a-partner',
    });
  });

  it('that is wrong is refused', async () => {
    await using gravityzone = await startGravityzone(() => ({ reply: { status: 401 } }));
    expect(await checkGravityzoneKey(gravityzone.connection)).toMatchObject({
      ok: false,
      code: 'auth-refused',
    });
  });
});

async function createPackage(
  client: Awaited<ReturnType<typeof startGravityzone>>['client'],
): Promise<PackageId> {
  return client.createPackage(
    {
      companyId: company,
      name: 'Sitesync 12345678 Abc',
      modules: ['advancedThreatControl', 'contentControl'],
      addOns: ['edrSensor', 'fullDiskEncryption', 'exchangeProtection'],
      removeCompetitors: true,
      language: 'de_DE',
      uninstallPassword: 'Abc-123',
    },
    await client.turn('createPackage'),
    soon(),
  );
}
