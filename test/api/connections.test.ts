import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiClient } from '../../api/client.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { signIn, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { errorOf, vendorKeys, type GravityzoneKey } from './vendor-keys.ts';

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

const connectDatto = (json = keys.dattoRmm('main')) => v1.connections['datto-rmm'].$put({ json });
const connectGravityzone = (label: GravityzoneKey = 'main') =>
  v1.connections.gravityzone.$put({ json: keys.gravityzone(label) });
const listed = async () => {
  const answer = await v1.connections.$get();
  if (!answer.ok) throw new Error('not listed');
  return (await answer.json()).connections;
};

describe('saving a connection tests it', () => {
  test('good keys are saved, and once both sides are connected a run reads the inventories', async () => {
    const first = await connectDatto();
    expect(await first.json()).toMatchObject({ connection: { state: 'ok' }, requestId: null });
    const second = await connectGravityzone();
    expect(await second.json()).toMatchObject({
      connection: { state: 'ok', missing: [] },
      requestId: expect.any(String),
    });
    const outbox = await api.owner`select kind from outbox order by id`;
    expect(outbox.map(({ kind }) => kind as string)).toEqual(['reconcile-schedule', 'trigger-run']);
  });

  test('a refused key is not saved', async () => {
    const refused = await v1.connections.gravityzone.$put({
      json: { ...keys.gravityzone('main'), key: 'wrong' },
    });
    expect(await errorOf(refused)).toMatchObject({ status: 422, code: 'auth-refused' });
    expect(await listed()).toEqual([]);
  });

  test('a GravityZone key that lacks APIs is saved as incomplete and names them', async () => {
    const answer = await connectGravityzone('withoutPackages');
    expect(await answer.json()).toMatchObject({
      connection: {
        state: 'incomplete',
        missing: ['packages'],
        note: expect.stringMatching(/lacks Packages\. Tick Companies, Licensing/),
      },
      requestId: null,
    });
  });

  test('a key that lacks APIs never replaces a good one', async () => {
    await connectGravityzone();
    expect(await errorOf(await connectGravityzone('withoutPackages'))).toMatchObject({
      status: 409,
      message: expect.stringMatching(/lacks Packages.*The key in use stays/),
    });
    expect(await listed()).toMatchObject([{ state: 'ok' }]);
  });

  test('an incomplete key is tested again without typing it anew', async () => {
    await connectGravityzone('withoutPackages');
    const change = (apis: string[]) =>
      fetch(`${sandbox.control}/change`, {
        method: 'POST',
        body: JSON.stringify({
          do: 'gravityzone.setKeyApis',
          credential: 'withoutPackages',
          apis,
        }),
      });
    await change(['companies', 'licensing', 'packages', 'network']);
    const again = await v1.connections.gravityzone.$put({ json: {} });
    await change(['companies', 'licensing', 'network']);
    expect(await again.json()).toMatchObject({ connection: { state: 'ok', missing: [] } });
  });

  test('a customer’s GravityZone key is refused, since it can create no companies', async () => {
    expect(await errorOf(await connectGravityzone('customer'))).toMatchObject({
      status: 422,
      code: 'not-a-partner',
    });
  });

  test('other hosts are refused with what is right', async () => {
    const refused = await v1.connections.gravityzone.$put({
      json: { url: 'https://gravityzone.example', key: 'x'.repeat(64) },
    });
    expect(await errorOf(refused)).toMatchObject({
      status: 400,
      code: 'address-refused',
      message: expect.stringMatching(/Use the Access URL/),
    });
  });
});

describe('the first good key binds the tenant', () => {
  test('another Datto RMM account’s key is refused with "use Reset tenant"', async () => {
    const refused = await connectDatto(keys.dattoRmm('otherAccount'));
    expect(await errorOf(refused)).toMatchObject({
      status: 409,
      message: expect.stringMatching(/another Datto RMM account.*use Reset tenant/),
    });
  });

  test('another root company’s key is refused with "use Reset tenant", also after disconnecting', async () => {
    await connectGravityzone();
    await v1.connections[':vendor'].$delete({
      param: { vendor: 'gravityzone' },
      query: { data: 'drop' },
    });
    expect(await listed()).toEqual([]);
    expect(await errorOf(await connectGravityzone('otherPartner'))).toMatchObject({
      status: 409,
      message: expect.stringMatching(/another GravityZone root company.*use Reset tenant/),
    });
  });

  test('a root company serves one tenant in an install', async () => {
    await connectGravityzone();
    const answer = await api.client().v1.auth['sign-in']['datto-rmm'].$post({
      json: keys.dattoRmm('otherAccount'),
    });
    if (!answer.ok) throw new Error('not signed in');
    const other = api.client((await answer.json()).token).v1;
    const taken = await other.connections.gravityzone.$put({ json: keys.gravityzone('main') });
    expect(await errorOf(taken)).toMatchObject({
      status: 409,
      message: expect.stringMatching(/connected to another tenant of this install/),
    });
  });
});

describe('changing a URL voids the stored secret', () => {
  test('without a key the stored one goes to its own URL only', async () => {
    await connectGravityzone();
    const elsewhere = await startSandbox();
    const moved = await v1.connections.gravityzone.$put({
      json: { url: elsewhere.ready.gravityzone.url },
    });
    expect(await errorOf(moved)).toMatchObject({ status: 400, code: 'key-needed' });
    const { entries } = (await (await fetch(`${elsewhere.control}/log`)).json()) as {
      entries: unknown[];
    };
    expect(entries).toEqual([]);
    await elsewhere.close();
  });

  test('a secret moved to another URL in the database does not open', async () => {
    await connectGravityzone();
    await api.owner`update connection set url = 'http://127.0.0.1:9/api'`;
    const again = await v1.connections.gravityzone.$put({ json: {} });
    expect(await errorOf(again)).toMatchObject({ status: 400, code: 'key-needed' });
  });
});

describe('disconnecting', () => {
  test('removes the secrets, and keeps or drops the data by choice', async () => {
    await connectGravityzone();
    await v1.connections[':vendor'].$delete({
      param: { vendor: 'gravityzone' },
      query: { data: 'keep' },
    });
    expect(await api.owner`select * from secret`).toHaveLength(0);
    const again = await v1.connections[':vendor'].$delete({
      param: { vendor: 'gravityzone' },
      query: { data: 'keep' },
    });
    expect(await errorOf(again)).toMatchObject({ status: 404 });
  });
});
