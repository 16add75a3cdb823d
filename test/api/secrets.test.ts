import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from '../../api/client.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { vendorKeys } from './vendor-keys.ts';

let api: TestApi;
let sandbox: Sandbox;
let v1: ApiClient['v1'];
let token: string;
/** Every secret that was typed, by what it is. */
let secrets: Record<string, string>;
const answers: string[] = [];

beforeAll(async () => {
  [api, sandbox] = await Promise.all([startTestApi(), startVendors()]);
  token = await connectBoth(api, sandbox);
  v1 = api.client(token).v1;
  const keys = await vendorKeys(sandbox);
  const uninstallPassword = `Canary-9${randomBytes(12).toString('hex')}`;
  const wrongSecret = `canary${randomBytes(12).toString('hex')}`;
  await keep(await v1.settings.$put({ json: { uninstallPassword } }));
  await keep(
    await v1.connections['datto-rmm'].$put({
      json: { ...keys.dattoRmm('main'), secret: wrongSecret },
    }),
  );
  await keep(
    await v1.connections.gravityzone.$put({ json: { url: 'https://x.example', key: wrongSecret } }),
  );
  secrets = {
    'Datto RMM key': keys.dattoRmm('main').key,
    'Datto RMM secret': keys.dattoRmm('main').secret,
    'GravityZone key': keys.gravityzone('main').key,
    'uninstall password': uninstallPassword,
    'a wrong secret': wrongSecret,
  };
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

async function keep(answer: { text(): Promise<string> }): Promise<void> {
  answers.push(await answer.text());
}

/** A secret in clear, hex, URL-encoded, and base64 at its three offsets. */
function forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    return whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  });
  return [secret, encodeURIComponent(secret), bytes.toString('hex'), ...base64];
}

function expectNone(text: string): void {
  for (const [name, secret] of Object.entries(secrets)) {
    const found = forms(secret).filter((form) => text.toLowerCase().includes(form.toLowerCase()));
    expect(found.length, `${name} is there`).toBe(0);
  }
}

async function dump(): Promise<string> {
  const tables = await api.owner`select table_name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const rows: string[] = [];
  for (const { table_name: name } of tables) {
    const all = await api.owner.unsafe(`select t::text as row from "${String(name)}" t`);
    rows.push(...all.map(({ row }) => String(row)));
  }
  return rows.join('\n');
}

describe('secrets are write-only', () => {
  test('no answer holds one', async () => {
    const path = { query: {} };
    for (const answer of [
      await v1.whoami.$get(),
      await v1.connections.$get(),
      await v1.settings.$get(),
      await v1.audit.$get(path),
      await v1.sites.$get(path),
      await v1.runs.$get(path),
      await v1.tokens.$get(),
    ]) {
      await keep(answer);
    }
    expect(answers.join('').length).toBeGreaterThan(1_000);
    expectNone(answers.join('\n'));
  });

  test('the database holds them encrypted, and the signing-in key not at all', async () => {
    const stored = await dump();
    expect(stored).toContain('connection/gravityzone/key');
    expectNone(stored);
  });

  test('the log at debug holds none, and no token either', () => {
    expect(api.logged()).toContain('/v1/connections/gravityzone');
    expectNone(api.logged());
    expect(api.logged()).not.toContain(token);
  });

  test('an API token is shown once and kept as a hash', async () => {
    const made = await v1.tokens.$post({
      json: { name: 'x', role: 'viewer', scope: 'read', expiresInDays: 1 },
    });
    const { token: shown } = (await made.json()) as { token: string };
    expect(shown).toMatch(/^sst_/);
    expect(await (await v1.tokens.$get()).text()).not.toContain(shown);
    expect(await dump()).not.toContain(shown.slice(4));
  });
});
