import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, ApiClient } from '../../api/client.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { associate, foundByRun, idOf, moved } from './event-rows.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { companyId, siteUid, storeInventory, type TestInventory } from './inventory.ts';

let api: TestApi;
let sandbox: Sandbox;
let tenantId: string;
let v1: ApiClient['v1'];

const link = (n: number) => `[http://link/${n}]`;
const packageName = (n: number) => `Sitesync ${n}`;

const inventory: TestInventory = {
  sites: [
    { uid: siteUid(1), name: 'Acme', deviceCount: 5 },
    { uid: siteUid(2), name: 'Bolt GmbH' },
    { uid: siteUid(3), name: 'Cedar' },
    { uid: siteUid(4), name: 'Managed' },
    { uid: siteUid(5), name: 'Deleted Devices' },
    { uid: siteUid(6), name: 'On demand', onDemand: true },
    { uid: siteUid(7), name: 'Was managed', onDemand: true },
  ],
  companies: [
    { id: companyId(11), name: 'Acme' },
    { id: companyId(12), name: 'Bolt renamed' },
    { id: companyId(17), name: 'Was managed' },
  ],
  details: [{ id: companyId(12), suspended: true, manageable: false }],
  links: [
    { companyId: companyId(11), packageName: packageName(1), link: link(1) },
    { companyId: companyId(12), packageName: packageName(2), link: link(2) },
  ],
  variables: [
    { siteUid: siteUid(1), value: link(1) },
    { siteUid: siteUid(2), value: 'changed by hand' },
  ],
};

beforeAll(async () => {
  [api, sandbox] = await Promise.all([startTestApi(), startVendors()]);
  v1 = api.client(await connectBoth(api, sandbox)).v1;
  const [row] = await api.owner`select id from tenant`;
  tenantId = String(row?.['id']);
  await storeInventory(api, tenantId, inventory);
  for (const [n, site] of [
    [1, 'Acme'],
    [2, 'Bolt'],
    [7, 'Was managed'],
  ] as const) {
    await associate(api, tenantId, n, site);
  }
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

type Query = Parameters<ApiClient['v1']['sites']['$get']>[0]['query'];
const sites = async (query: Query = {}): Promise<Answer<ApiClient['v1']['sites']['$get']>> => {
  const answer = await v1.sites.$get({ query });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};
const names = async (query: Query) => (await sites(query)).sites.map(({ name }) => name);

describe('the sites', () => {
  test('are all managed ones; on-demand sites and "Deleted Devices" never', async () => {
    const { sites: listed, total, readAt } = await sites();
    expect(listed.map(({ name }) => name)).toEqual([
      'Acme',
      'Bolt GmbH',
      'Cedar',
      'Managed',
      'Was managed',
    ]);
    expect(total).toBe(5);
    expect(Date.now() - Date.parse(readAt ?? '')).toBeLessThan(60_000);
  });

  test('show their association with its package and variable', async () => {
    const { sites: listed } = await sites({ search: 'acme' });
    expect(listed).toMatchObject([
      {
        devices: 5,
        excluded: false,
        outOfScope: false,
        association: { companyName: 'Acme', package: 'ok', variable: 'ok', drift: [] },
      },
    ]);
  });

  test('show drift in words: a changed variable, renamed names, a suspended or unmanageable company', async () => {
    const { sites: listed } = await sites({ search: 'bolt' });
    expect(listed[0]?.association).toMatchObject({
      companyName: 'Bolt renamed',
      package: 'ok',
      variable: 'different',
      drift: [
        'variable different',
        'company renamed from “Bolt”',
        'site renamed from “Bolt”',
        'company suspended',
        'company unmanageable',
      ],
    });
  });

  test('show their open events, and are found by them; an ignored one is no open event', async () => {
    const events = [moved(1, 'Acme'), moved(2, 'Bolt')];
    await foundByRun(api, tenantId, events);
    const ignored = idOf(tenantId, moved(2, 'Bolt'));
    await api.owner`update event set state = 'ignored' where id = ${ignored}`;
    const { sites: listed, total } = await sites({ filter: 'event' });
    expect(total).toBe(1);
    expect(listed).toMatchObject([
      {
        name: 'Acme',
        openEvents: [{ id: idOf(tenantId, moved(1, 'Acme')), type: 'destination-moved' }],
      },
    ]);
    expect((await sites({ search: 'bolt' })).sites).toMatchObject([{ openEvents: [] }]);
  });

  test('that became on-demand keep their association, shown as out of scope', async () => {
    const { sites: listed } = await sites({ search: 'was managed' });
    expect(listed).toMatchObject([
      { outOfScope: true, association: { companyName: 'Was managed' } },
    ]);
  });

  test('start excluded if it is the system site "Managed", until a person includes it', async () => {
    expect(await names({ filter: 'excluded' })).toEqual(['Managed']);
    await api.owner`insert into exclusion (tenant_id, site_uid, excluded, by)
      values (${tenantId}, ${siteUid(4)}, false, '{"kind":"install"}'),
        (${tenantId}, ${siteUid(3)}, true, '{"kind":"install"}')`;
    expect(await names({ filter: 'excluded' })).toEqual(['Cedar']);
  });

  test('are filtered, searched, sorted and paged', async () => {
    expect(await names({ filter: 'associated' })).toEqual(['Acme', 'Bolt GmbH', 'Was managed']);
    expect(await names({ filter: 'unassociated' })).toEqual(['Managed']);
    expect(await names({ search: 'RENAMED' })).toEqual(['Bolt GmbH']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ sort: '-name', limit: '2' })).toEqual(['Was managed', 'Managed']);
    expect(await names({ sort: 'name', limit: '2', offset: '2' })).toEqual(['Cedar', 'Managed']);
    expect(await names({ sort: '-devices', limit: '1' })).not.toEqual(['Cedar']);
  });
});
