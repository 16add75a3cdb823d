import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiClient } from '../../api/client.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { signIn, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { errorOf, vendorKeys, type ItglueKey } from './vendor-keys.ts';

let api: TestApi;
let sandbox: Sandbox;
let keys: Awaited<ReturnType<typeof vendorKeys>>;
let v1: ApiClient['v1'];

beforeAll(async () => {
  [api, sandbox] = await Promise.all([startTestApi(), startVendors()]);
  keys = await vendorKeys(sandbox);
});
beforeEach(async () => {
  await api.owner`delete from tenant`;
  v1 = api.client(await signIn(api, sandbox)).v1;
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

const connect = (label: ItglueKey = 'main') =>
  v1.connections.itglue.$put({
    json: { ...keys.itglue(label), organizationSource: 'datto-rmm-sites' },
  });
const disconnect = (data: 'keep' | 'drop') =>
  v1.connections[':vendor'].$delete({ param: { vendor: 'itglue' }, query: { data } });
const listed = async () => {
  const answer = await v1.connections.$get();
  if (!answer.ok) throw new Error('not listed');
  return (await answer.json()).connections;
};
const settings = async () => {
  const [row] = await api.owner`select itglue_settings as settings from tenant`;
  return row?.settings as { organizationSource?: string };
};

describe('connecting IT Glue', () => {
  test('with Datto RMM it is destination enough for a run', async () => {
    await v1.connections['datto-rmm'].$put({ json: keys.dattoRmm('main') });
    const saved = await connect();
    expect(await saved.json()).toMatchObject({
      connection: { vendor: 'itglue', state: 'ok', missing: [] },
      requestId: expect.any(String),
    });
    expect(JSON.stringify(await listed())).not.toContain(keys.itglue('main').key);
  });

  test('asks for the source of organizations', async () => {
    const unsaid = await v1.connections.itglue.$put({ json: keys.itglue('main') });
    expect(await errorOf(unsaid)).toMatchObject({
      status: 400,
      code: 'source-needed',
      message: expect.stringMatching(/datto-rmm-sites or autotask-companies/),
    });
    expect(await listed()).toEqual([]);
    const json = { ...keys.itglue('main'), organizationSource: 'autotask-companies' as const };
    expect((await v1.connections.itglue.$put({ json })).status).toBe(200);
    expect(await settings()).toMatchObject({ organizationSource: 'autotask-companies' });
    const again = await v1.connections.itglue.$put({ json: {} });
    expect(again.status).toBe(200);
    expect(await settings()).toMatchObject({ organizationSource: 'autotask-companies' });
  });

  test('changing the source later shows first what would happen to the matches', async () => {
    await connect();
    await api.owner`insert into match (tenant_id, kind, source_id, name, organization_source_id,
        site_uid, state, destination_id, verdict, facts_hash, details)
      select id, 'organization', 'a', 'Abc', 'a', 'a', 'matched', '1', '{}', '', '{}' from tenant`;
    const json = { organizationSource: 'autotask-companies' as const };
    expect(await errorOf(await v1.connections.itglue.$put({ json }))).toMatchObject({
      status: 409,
      message: expect.stringMatching(/has to be confirmed: 1 matched/),
    });
    expect(await settings()).not.toMatchObject(json);
  });

  test.each(['paused', 'wrong'] as const)(
    'a key that is %s is refused and not saved',
    async (label) => {
      const known =
        label === 'wrong' ? { ...keys.itglue('main'), key: 'ITG.wrong' } : keys.itglue(label);
      const json = { ...known, organizationSource: 'datto-rmm-sites' as const };
      expect(await errorOf(await v1.connections.itglue.$put({ json }))).toMatchObject({
        status: 422,
        code: 'auth-refused',
      });
      expect(await listed()).toEqual([]);
    },
  );

  test('other hosts are refused with what is right', async () => {
    const json = {
      url: 'https://itglue.example',
      key: 'ITG.any',
      organizationSource: 'datto-rmm-sites' as const,
    };
    expect(await errorOf(await v1.connections.itglue.$put({ json }))).toMatchObject({
      status: 400,
      code: 'address-refused',
      message: expect.stringMatching(/us, eu or au/),
    });
  });

  test('the first good key binds the tenant: another account’s is refused with "use Reset tenant"', async () => {
    await connect();
    expect((await disconnect('drop')).status).toBe(200);
    expect(await api.owner`select * from secret where field like 'connection/itglue/%'`).toEqual(
      [],
    );
    expect(await errorOf(await connect('otherAccount'))).toMatchObject({
      status: 409,
      message: expect.stringMatching(/another IT Glue account.*use Reset tenant/),
    });
  });
});

describe('disconnecting IT Glue', () => {
  const aMatch = () => api.owner`insert into match (tenant_id, kind, source_id, name,
      organization_source_id, site_uid, state, verdict, facts_hash, details)
    select id, 'organization', 'a', 'Abc', 'a', 'a', 'unmatched', '{}', '', '{}' from tenant`;

  test.each([
    ['keep', 1],
    ['drop', 0],
  ] as const)('to %s its data leaves %d matches', async (data, left) => {
    await connect();
    await aMatch();
    expect((await disconnect(data)).status).toBe(200);
    expect(await api.owner`select * from match`).toHaveLength(left);
    expect(await listed()).toEqual([]);
  });
});
