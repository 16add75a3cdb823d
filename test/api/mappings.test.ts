import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, ApiClient } from '../../api/client.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { companyId, siteUid, storeInventory, type TestInventory } from './inventory.ts';
import { errorOf } from './vendor-keys.ts';

let api: TestApi;
let sandbox: Sandbox;
let tenantId: string;
let v1: ApiClient['v1'];

const inventory: TestInventory = {
  sites: [
    { uid: siteUid(1), name: 'Acme' },
    { uid: siteUid(2), name: 'Bolt' },
    { uid: siteUid(3), name: 'Cedar' },
    { uid: siteUid(4), name: 'Cedar' },
    { uid: siteUid(5), name: 'Managed' },
    { uid: siteUid(6), name: 'On demand', onDemand: true },
  ],
  companies: [
    { id: companyId(10), name: 'Acme' },
    { id: companyId(11), name: 'Partner', type: 'partner' },
  ],
  variables: [{ siteUid: siteUid(1), value: 'something else' }],
};

beforeAll(async () => {
  [api, sandbox] = await Promise.all([
    startTestApi({ workflowUrl: (id) => `https://temporal.example/${id}` }),
    startVendors(),
  ]);
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});
beforeEach(async () => {
  await api.owner`delete from tenant`;
  v1 = api.client(await connectBoth(api, sandbox)).v1;
  const [row] = await api.owner`select id from tenant`;
  tenantId = String(row?.['id']);
});

type Rows = Parameters<ApiClient['v1']['mappings']['$post']>[0]['json']['rows'];
type Mapping = Answer<ApiClient['v1']['mappings']['$post']>;
const stage = async (...rows: Rows): Promise<Mapping> => {
  const answer = await v1.mappings.$post({ json: { rows } });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};
const confirm = (id: string) => v1.mappings[':id'].confirm.$post({ param: { id }, json: {} });
const actions = () =>
  api.owner`select verb, site_uid, details, state from action order by position`;
const acmeToCompany = { site: 'Acme', do: 'company', companyId: companyId(10) } as const;

describe('staging', () => {
  test('before the inventories were read says to sync first', async () => {
    const answer = await v1.mappings.$post({ json: { rows: [acmeToCompany] } });
    expect(await errorOf(answer)).toMatchObject({
      status: 409,
      message: expect.stringMatching(/sitesync sync/),
    });
  });

  test('answers a confirmation that lists exactly what will be done', async () => {
    await storeInventory(api, tenantId, inventory);
    const staged = await stage(acmeToCompany, { site: siteUid(2), do: 'new' });
    expect(staged).toMatchObject({ state: 'staged', accepted: 2, refused: 0, progress: null });
    const [acme, bolt] = staged.rows;
    expect(acme?.lines[0]).toMatch(/^Associate site “Acme” with company “Acme”/);
    expect(acme?.lines.join(' ')).toMatch(/holds another value, “something else”: it is replaced/);
    expect(bolt?.lines[0]).toMatch(/^Create company “Bolt” under “MSP”/);
    expect(await actions()).toHaveLength(0);
  });

  test('refuses rows one by one, and one bad row never stops the others', async () => {
    await storeInventory(api, tenantId, inventory);
    const staged = await stage(
      { site: 'Nowhere', do: 'exclude' },
      { site: 'Cedar', do: 'exclude' },
      { site: siteUid(6), do: 'exclude' },
      { site: 'Bolt', do: 'company', companyId: 'not an id' },
      { site: siteUid(3), do: 'company', companyId: companyId(11) },
      { site: 'Acme', do: 'new' },
      { site: siteUid(4), do: 'remove' },
      { site: 'Bolt', do: 'exclude' },
    );
    expect(staged).toMatchObject({ accepted: 1, refused: 7 });
    expect(staged.rows.map(({ lines }) => lines[0])).toEqual([
      expect.stringMatching(/No managed site “Nowhere” is in view/),
      expect.stringMatching(/2 sites are named “Cedar”: give the uid/),
      expect.stringMatching(/not among the managed sites/),
      expect.stringMatching(/24 hexadecimal characters/),
      expect.stringMatching(/is a partner/),
      expect.stringMatching(/A company named “Acme” is in view/),
      expect.stringMatching(/no association to delete/),
      expect.stringMatching(/Exclude site “Bolt” from automatic sync/),
    ]);
    expect((await confirm(staged.id)).status).toBe(200);
    expect(await actions()).toMatchObject([{ verb: 'exclude', site_uid: siteUid(2) }]);
  });
});

describe('confirming', () => {
  test('starts a durable task with one action a row, in one transaction with its audit', async () => {
    await storeInventory(api, tenantId, inventory);
    const { id } = await stage(acmeToCompany, { site: 'Bolt', do: 'new', name: 'Bolt Ltd' });
    const confirmed = await confirm(id);
    expect(await confirmed.json()).toMatchObject({
      state: 'confirmed',
      progress: { total: 2, done: 0 },
      rows: [{ state: 'waiting' }, { state: 'waiting' }],
    });
    expect(await actions()).toMatchObject([
      {
        verb: 'associate',
        details: { siteName: 'Acme', companyId: companyId(10), replaceVariable: true },
      },
      { verb: 'create', details: { siteName: 'Bolt', companyName: 'Bolt Ltd' } },
    ]);
    const outbox = await api.owner`select subject_id from outbox where kind = 'save-mapping'`;
    expect(outbox).toMatchObject([{ subject_id: id }]);
    const [audited] = await api.owner`select after from audit where verb = 'mapping.confirm'
      and subject = ${`mapping/${id}`}`;
    expect(JSON.stringify(audited?.['after'])).toContain('Create company “Bolt Ltd”');
  });

  test('twice, and at once, answers the same and does nothing more', async () => {
    await storeInventory(api, tenantId, inventory);
    const { id } = await stage(acmeToCompany);
    const answers = await Promise.all([confirm(id), confirm(id), confirm(id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [first, ...others] = await Promise.all(answers.map((answer) => answer.json()));
    for (const other of others) expect(other).toEqual(first);
    expect(await actions()).toHaveLength(1);
    expect(await api.owner`select 1 from outbox where kind = 'save-mapping'`).toHaveLength(1);
  });

  test('gives it a task, with the link to it', async () => {
    await storeInventory(api, tenantId, inventory);
    const staged = await stage(acmeToCompany);
    expect(staged).toMatchObject({ workflowId: null, workflowUrl: null });
    expect(await (await confirm(staged.id)).json()).toMatchObject({
      workflowId: `mapping/${staged.id}`,
      workflowUrl: `https://temporal.example/mapping/${staged.id}`,
    });
  });

  test('is refused with what changed when the facts are not those that were shown', async () => {
    await storeInventory(api, tenantId, inventory);
    const { id } = await stage(acmeToCompany);
    await storeInventory(api, tenantId, {
      ...inventory,
      variables: [{ siteUid: siteUid(1), value: 'a third value' }],
    });
    expect(await errorOf(await confirm(id))).toMatchObject({
      status: 409,
      code: 'changed',
      message: expect.stringMatching(/has changed since.*Acme: .*“a third value”/),
    });
    expect(await actions()).toHaveLength(0);
  });

  test('is refused for a site that another confirmed mapping is about to change', async () => {
    await storeInventory(api, tenantId, inventory);
    const [one, two] = [await stage(acmeToCompany), await stage(acmeToCompany)];
    await confirm(one.id);
    expect(await errorOf(await confirm(two.id))).toMatchObject({
      status: 409,
      message: expect.stringMatching(/action under way/),
    });
  });

  test('is refused an hour after staging', async () => {
    await storeInventory(api, tenantId, inventory);
    const { id } = await stage(acmeToCompany);
    await api.owner`update mapping set created_at = now() - interval '61 minutes'`;
    expect(await errorOf(await confirm(id))).toMatchObject({ status: 409, code: 'changed' });
  });

  test('is refused if every row was', async () => {
    await storeInventory(api, tenantId, inventory);
    const { id } = await stage({ site: 'Nowhere', do: 'exclude' });
    expect(await errorOf(await confirm(id))).toMatchObject({ status: 409, code: 'conflict' });
  });
});

describe('cancelling', () => {
  const cancel = (id: string) => v1.mappings[':id'].cancel.$post({ param: { id }, json: {} });

  test('a staged mapping ends it; it can’t be confirmed any more', async () => {
    await storeInventory(api, tenantId, inventory);
    const { id } = await stage(acmeToCompany);
    expect(await (await cancel(id)).json()).toMatchObject({ state: 'cancelled' });
    expect(await errorOf(await confirm(id))).toMatchObject({ status: 409 });
  });

  test('a confirmed one tells its task, once', async () => {
    await storeInventory(api, tenantId, inventory);
    const { id } = await stage(acmeToCompany);
    await confirm(id);
    await cancel(id);
    await cancel(id);
    expect(await api.owner`select 1 from outbox where kind = 'cancel-mapping'`).toHaveLength(1);
  });
});
