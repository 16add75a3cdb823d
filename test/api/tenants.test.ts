import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { Answer, ApiClient } from '../../api/client.ts';
import { withTenant } from '../../db/connect.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { companyId, siteUid, storeInventory } from './inventory.ts';
import { errorOf, vendorKeys } from './vendor-keys.ts';

let api: TestApi;
let sandbox: Sandbox;
/** Two tenants of one install. */
let a: { id: string; token: string };
let b: { id: string; token: string };

beforeAll(async () => {
  [api, sandbox] = await Promise.all([startTestApi(), startVendors()]);
  const keys = await vendorKeys(sandbox);
  const tokenA = await connectBoth(api, sandbox);
  const other = await api.client().v1.auth['sign-in']['datto-rmm'].$post({
    json: keys.dattoRmm('otherAccount'),
  });
  if (!other.ok) throw new Error(await other.text());
  a = { id: await tenantOf(tokenA), token: tokenA };
  const signedIn = await other.json();
  b = { id: signedIn.tenant.id, token: signedIn.token };
  await storeInventory(api, a.id, {
    sites: [{ uid: siteUid(1), name: 'Acme' }],
    companies: [{ id: companyId(10), name: 'Acme' }],
  });
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

async function tenantOf(token: string): Promise<string> {
  const answer = await api.client(token).v1.whoami.$get();
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()).tenant.id;
}

async function makeToken(
  role: 'administrator' | 'viewer',
  scope: 'read' | 'write',
): Promise<Answer<ApiClient['v1']['tokens']['$post']>> {
  const answer = await api.client(a.token).v1.tokens.$post({
    json: { name: `${role} ${scope}`, role, scope, expiresInDays: 1 },
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

describe('a tenant’s session never sees another tenant’s rows', () => {
  test('by the API: not in lists, not by id', async () => {
    const [mine, theirs] = [api.client(a.token).v1, api.client(b.token).v1];
    const staged = await mine.mappings.$post({
      json: { rows: [{ site: siteUid(1), do: 'company', companyId: companyId(10) }] },
    });
    if (!staged.ok) throw new Error(await staged.text());
    const { id } = await staged.json();
    const asked = await mine.runs.$post({ json: { kind: 'plan' } });
    const { requestId } = (await asked.json()) as { requestId: string };

    expect(await (await theirs.sites.$get({ query: {} })).json()).toMatchObject({ total: 0 });
    expect(await (await theirs.connections.$get()).json()).toEqual({ connections: [] });
    const audit = (await (await theirs.audit.$get({ query: {} })).json()) as {
      rows: { verb: string }[];
    };
    expect(audit.rows.map(({ verb }) => verb)).toEqual(['person.sign-in', 'tenant.create']);
    for (const answer of [
      await theirs.mappings[':id'].$get({ param: { id } }),
      await theirs.mappings[':id'].confirm.$post({ param: { id }, json: {} }),
      await theirs.mappings[':id'].cancel.$post({ param: { id }, json: {} }),
      await theirs['run-requests'][':id'].$get({ param: { id: requestId } }),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect((await mine.mappings[':id'].$get({ param: { id } })).status).toBe(200);
  });

  test('by the database: every tenant’s table shows the rows of one tenant, or none', async () => {
    const tables = await api.owner`select table_name from information_schema.columns
      where table_schema = 'public' and column_name = 'tenant_id' and table_name <> 'session'`;
    expect(tables.length).toBeGreaterThan(15);
    for (const { table_name: name } of tables) {
      const seen = await withTenant(api.db, b.id, (tx) =>
        tx.execute<{ tenant_id: string }>(
          sql`select distinct tenant_id from ${sql.identifier(String(name))}`,
        ),
      );
      expect(seen.filter((row) => row.tenant_id !== b.id)).toEqual([]);
      const outside = await api.db.execute(sql`select 1 from ${sql.identifier(String(name))}`);
      expect(outside).toHaveLength(0);
    }
  });

  test('by the database: nothing is written into another tenant', async () => {
    const write = withTenant(api.db, b.id, (tx) =>
      tx.execute(sql`insert into exclusion (tenant_id, site_uid, excluded, by)
        values (${a.id}, 'x', true, '{"kind":"install"}')`),
    );
    await expect(write).rejects.toThrow();
    const changed = await withTenant(api.db, b.id, (tx) =>
      tx.execute(sql`update tenant set name = 'taken' where id = ${a.id} returning id`),
    );
    expect(changed).toHaveLength(0);
  });
});

describe('API tokens carry a role, a scope and an expiry', () => {
  test('a viewer reads and is refused every change with a sentence', async () => {
    const { token } = await makeToken('viewer', 'write');
    const { v1 } = api.client(token);
    expect((await v1.sites.$get({ query: {} })).status).toBe(200);
    for (const answer of [
      await v1.pause.$post({ json: {} }),
      await v1.runs.$post({ json: { kind: 'sync' } }),
      await v1.settings.$put({ json: { values: { 'gravityzone.prefix': 'New' } } }),
      await v1.mappings.$post({ json: { rows: [{ site: 'Acme', do: 'exclude' }] } }),
      await v1.tokens.$post({
        json: { name: 'x', role: 'administrator', scope: 'write', expiresInDays: 1 },
      }),
    ]) {
      expect(await errorOf(answer)).toMatchObject({
        status: 403,
        code: 'not-allowed',
        message: expect.stringMatching(/Viewer, which only reads. Ask an Administrator/),
      });
    }
  });

  test('a token with the scope to read only reads, whatever its role', async () => {
    const { token } = await makeToken('administrator', 'read');
    const refused = await api.client(token).v1.pause.$post({ json: {} });
    expect(await errorOf(refused)).toMatchObject({
      status: 403,
      message: expect.stringMatching(/only reads/),
    });
  });

  test('a token ends when it is revoked, and when it expires', async () => {
    const { id, token } = await makeToken('administrator', 'write');
    const { v1 } = api.client(token);
    expect(await (await v1.whoami.$get()).json()).toMatchObject({
      actor: { kind: 'token', name: 'administrator write' },
      role: 'administrator',
    });
    await api.client(a.token).v1.tokens[':id'].$delete({ param: { id } });
    expect((await v1.whoami.$get()).status).toBe(401);

    const second = await makeToken('viewer', 'read');
    await api.owner`update api_token set expires_at = now() where id = ${second.id}`;
    expect((await api.client(second.token).v1.whoami.$get()).status).toBe(401);
  });

  test('nobody gets in with a token that was never made, or with none', async () => {
    for (const token of ['sst_never', 'something.else', undefined]) {
      const answer = await api.client(token).v1.whoami.$get();
      expect(await errorOf(answer)).toMatchObject({ status: 401, code: 'not-signed-in' });
    }
  });
});

describe('pausing and freezing', () => {
  test('are shown, audited once, and taken back', async () => {
    const { v1 } = api.client(a.token);
    await v1.pause.$post({ json: { why: 'maintenance' } });
    await v1.pause.$post({ json: {} });
    await v1.freeze.$post({ json: {} });
    expect(await (await v1.whoami.$get()).json()).toMatchObject({
      tenant: { pausedAt: expect.any(String), frozenAt: expect.any(String) },
    });
    await v1.resume.$post({ json: {} });
    await v1.unfreeze.$post({ json: {} });
    expect(await (await v1.whoami.$get()).json()).toMatchObject({
      tenant: { pausedAt: null, frozenAt: null },
    });
    const audit = (await (await v1.audit.$get({ query: { limit: '4' } })).json()) as {
      rows: { verb: string; why: string | null }[];
    };
    expect(audit.rows.map(({ verb, why }) => [verb, why])).toEqual([
      ['tenant.unfreeze', null],
      ['tenant.resume', null],
      ['tenant.freeze', null],
      ['tenant.pause', 'maintenance'],
    ]);
    expect(await (await v1.audit.verify.$get()).json()).toMatchObject({ whole: true });
  });
});
