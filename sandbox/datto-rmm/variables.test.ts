import { describe, expect, it } from 'vitest';
import { openSandbox, pick, type SandboxClient } from '../client-for-tests.ts';

async function variable(client: SandboxClient, path: string, name: string): Promise<unknown> {
  const { json } = await client.datto('GET', path);
  return (pick(json, 'variables') as { name: string }[]).find((one) => one.name === name);
}

describe('Datto variables', () => {
  it.each([
    [
      'of a site',
      async (client: SandboxClient) => `/v2/site/${(await client.site('Home Users')).uid}`,
    ],
    ['of the account', async () => '/v2/account'],
  ])('%s are created, updated and deleted with empty answers', async (_, scopeOf) => {
    const client = await openSandbox();
    const scope = await scopeOf(client);
    const created = await client.datto('PUT', `${scope}/variable`, {
      name: 'GravityZonePackageLink',
      value: 'https://example.test/setup_[abc=].exe',
      masked: false,
    });
    expect(created).toMatchObject({ status: 200, text: '' });
    const listed = await variable(client, `${scope}/variables`, 'GravityZonePackageLink');
    expect(listed).toMatchObject({
      value: 'https://example.test/setup_[abc=].exe',
      masked: false,
    });
    const path = `${scope}/variable/${String(pick(listed, 'id'))}`;
    const update = { name: 'GravityZonePackageLink', value: 'other' };
    expect(await client.datto('POST', path, update)).toMatchObject({ status: 200, text: '' });
    expect(await variable(client, `${scope}/variables`, 'GravityZonePackageLink')).toMatchObject({
      value: 'other',
    });
    expect(await client.datto('DELETE', path)).toMatchObject({ status: 200, text: '' });
    expect((await client.datto('DELETE', path)).status).toBe(404);
    const effects = (await client.log()).flatMap(({ effect }) => effect?.verb ?? []);
    expect(effects).toEqual(['create', 'update', 'delete']);
  });

  it('have int64 ids and names that are unique in their scope', async () => {
    const client = await openSandbox();
    const again = await client.datto('PUT', '/v2/account/variable', {
      name: 'MSPName',
      value: 'x',
    });
    expect(again.json).toMatchObject({ status: 409, error: 'Conflict' });
    expect((await client.datto('DELETE', '/v2/account/variable/abc')).status).toBe(400);
    expect((await client.datto('PUT', '/v2/account/variable', { value: 'x' })).status).toBe(400);
  });

  it('show masked text for a masked one, which an update cannot unmask', async () => {
    const client = await openSandbox();
    const before = await variable(client, '/v2/account/variables', 'LocalAdminPassword');
    expect(before).toMatchObject({ value: '********', masked: true });
    await client.datto('POST', `/v2/account/variable/${String(pick(before, 'id'))}`, {
      name: 'LocalAdminPassword',
      value: 'new',
      masked: false,
    });
    expect(await variable(client, '/v2/account/variables', 'LocalAdminPassword')).toMatchObject({
      masked: true,
    });
  });

  it('belong to their site only', async () => {
    const client = await openSandbox();
    const owner = await client.site('Hartley & Co Solicitors LLP');
    const other = await client.site('Home Users');
    const id = String(owner.variables[0]?.id);
    const path = `/v2/site/${other.uid}/variable/${id}`;
    expect((await client.datto('DELETE', path)).status).toBe(404);
  });
});
