import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, ApiClient } from '../../api/client.ts';
import { companyTree, type TreeNode } from '../../rules/gravityzone/company-tree.ts';
import type { CompanyId } from '../../rules/identity.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { companyId, rootId, siteUid, storeInventory, type TestInventory } from './inventory.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from './start-api.ts';

let api: TestApi;
let sandbox: Sandbox;
let v1: ApiClient['v1'];

const [folder, inner, partner, theirFolder, ring1, ring2] = [50, 51, 52, 53, 54, 55].map(
  companyId,
) as [string, string, string, string, string, string];

const companies: TestInventory['companies'] = [
  { id: companyId(10), name: 'Acme' },
  { id: folder, name: 'North', kind: 'folder' },
  { id: inner, name: 'Coast', kind: 'folder', parentId: folder },
  { id: companyId(11), name: 'bolt', parentId: inner },
  { id: partner, name: 'Reseller', partnerId: rootId },
  { id: theirFolder, name: 'Theirs', kind: 'folder', parentId: partner, partnerId: partner },
  { id: companyId(12), name: 'Cedar', parentId: theirFolder, partnerId: partner },
  { id: companyId(13), name: 'Dune', parentId: companyId(99) },
  { id: companyId(14), name: 'Ember', partnerId: partner },
  { id: ring1, name: 'Ring', kind: 'folder', parentId: ring2 },
  { id: ring2, name: 'Gnir', kind: 'folder', parentId: ring1 },
  { id: companyId(15), name: 'Fern', parentId: ring1 },
];

beforeAll(async () => {
  [api, sandbox] = await Promise.all([startTestApi(), startVendors()]);
  v1 = api.client(await connectBoth(api, sandbox)).v1;
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

type Query = Parameters<ApiClient['v1']['companies']['$get']>[0]['query'];
type Page = Answer<ApiClient['v1']['companies']['$get']>;
const list = async (query: Query = {}): Promise<Page> => {
  const answer = await v1.companies.$get({ query });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};
const names = async (query: Query) => (await list(query)).companies.map(({ name }) => name);

describe('the companies', () => {
  test('are none, never read, before the first whole reading', async () => {
    expect(await list()).toEqual({ companies: [], total: 0, readAt: null });
  });

  test('are all of the newest whole reading, without folders and without the root', async () => {
    const [row] = await api.owner`select id from tenant`;
    const tenantId = String(row?.['id']);
    await storeInventory(api, tenantId, {
      sites: [{ uid: siteUid(1), name: 'Acme of today' }],
      companies,
      details: [{ id: companyId(11), type: 'partner' }],
    });
    await api.owner`insert into association (tenant_id, site_uid, site_name, company_id,
        company_name, expected_parent_id, company_created, state, created_by)
      values (${tenantId}, ${siteUid(1)}, 'Acme', ${companyId(10)}, 'Acme', ${rootId}, false,
        'complete', '{"kind":"install"}')`;
    const { companies: listed, total, readAt } = await list();
    const expected = ['Acme', 'bolt', 'Cedar', 'Dune', 'Ember', 'Fern', 'Reseller'];
    expect(listed.map(({ name }) => name)).toEqual(expected);
    expect(total).toBe(expected.length);
    expect(Date.now() - Date.parse(readAt ?? '')).toBeLessThan(60_000);
  });

  test('show their partner, folders left out, and whether they are directly under the root', async () => {
    const nodes = companies.map((one) => ({
      kind: 'company',
      parentId: rootId,
      partnerId: rootId,
      ...one,
    })) as TreeNode[];
    const tree = companyTree({ id: rootId as CompanyId, name: 'MSP' }, nodes);
    const { companies: listed } = await list();
    for (const { id, name, partnerName, directlyUnderRoot } of listed) {
      const above = tree.partnerOf(id as CompanyId);
      const title = above === rootId ? 'MSP' : above && tree.company(above)?.name;
      expect([name, partnerName]).toEqual([name, title ?? null]);
      expect([name, directlyUnderRoot]).toEqual([name, tree.isDirectlyUnderRoot(id as CompanyId)]);
    }
    const byName = Object.fromEntries(listed.map((one) => [one.name, one.directlyUnderRoot]));
    expect(byName).toMatchObject({ bolt: true, Cedar: false, Ember: false, Fern: false });
  });

  test('show the site that is associated with them, by its present name', async () => {
    const [acme, bolt] = (await list()).companies;
    expect(acme?.site).toEqual({ uid: siteUid(1), name: 'Acme of today' });
    expect(bolt?.site).toBeNull();
  });

  test('show their type as last read; what has companies below it is a partner', async () => {
    const types = Object.fromEntries(
      (await list()).companies.map(({ name, type }) => [name, type]),
    );
    expect(types).toMatchObject({ Acme: 'customer', bolt: 'partner', Reseller: 'partner' });
  });

  test('are free if a site can be mapped to them', async () => {
    expect(await names({ filter: 'free' })).toEqual(['Cedar', 'Dune', 'Ember', 'Fern']);
    expect(await names({ filter: 'associated' })).toEqual(['Acme']);
  });

  test('are searched, sorted and paged', async () => {
    expect(await names({ search: 'ED' })).toEqual(['Cedar']);
    expect(await names({ search: 'of today' })).toEqual(['Acme']);
    expect(await names({ search: companyId(13) })).toEqual(['Dune']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ sort: '-name', limit: '2' })).toEqual(['Reseller', 'Fern']);
    expect(await names({ limit: '2', offset: '2' })).toEqual(['Cedar', 'Dune']);
    expect(await names({ sort: 'site', limit: '1' })).toEqual(['Acme']);
    expect(await names({ sort: '-partner', limit: '2' })).toEqual(['Cedar', 'Acme']);
  });

  test('are for those who are signed in', async () => {
    expect((await api.client().v1.companies.$get({ query: {} })).status).toBe(401);
  });
});
