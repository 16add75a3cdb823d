import { describe, expect, it } from 'vitest';
import { found, openSandbox, openStoppedSandbox, pick } from '../client-for-tests.ts';

const type = 'organizations';

describe('IT Glue organizations', () => {
  it('are created with 201, keys in either case, and may have a name that is taken', async () => {
    const client = await openSandbox();
    const typeId = await client.catalogueId('organization_types', 'Customer');
    const attributes = { name: 'Saxon Way Motors', 'organization-type-id': Number(typeId) };
    const { status, json } = await client.itglue('POST', '/organizations', { type, attributes });
    expect(status).toBe(201);
    expect(pick(json, 'data', 'attributes')).toMatchObject({
      name: 'Saxon Way Motors',
      'organization-type-id': Number(typeId),
      'organization-type-name': 'Customer',
      'organization-status-id': null,
      primary: false,
    });
    const id = String(pick(json, 'data', 'id'));
    const snake = { type, attributes: { quick_notes: 'x'.repeat(300) } };
    expect((await client.itglue('PATCH', `/organizations/${id}`, snake)).status).toBe(200);
    const [entry] = (await client.log()).filter(({ effect }) => effect?.verb === 'create');
    expect(entry?.effect).toEqual({
      verb: 'create',
      kind: 'organization',
      id,
      name: 'Saxon Way Motors',
    });
  });

  it('have their quick notes cut in lists and whole at their own address', async () => {
    const client = await openSandbox();
    const { id } = await client.organization('Saxon Way Motors');
    const quickNotes = 'x'.repeat(300);
    await client.change('itglue.setOrganization', { organizationId: id, quickNotes });
    const listed = await client.itglue('GET', `/organizations?filter[id]=${id}`);
    const shown = await client.itglue('GET', `/organizations/${id}`);
    expect(pick(listed.json, 'data', 0, 'attributes', 'quick-notes')).toHaveLength(250);
    expect(pick(shown.json, 'data', 'attributes', 'quick-notes')).toHaveLength(300);
  });

  it('need a name, and a type that exists', async () => {
    const client = await openSandbox();
    const errors = async (attributes: unknown) => {
      const { status, json } = await client.itglue('POST', '/organizations', { type, attributes });
      return [status, pick(json, 'errors', 0, 'source', 'pointer')];
    };
    expect(await errors({})).toEqual([422, '/data/attributes/name']);
    expect(await errors({ name: 'A', organization_type_id: 7 })).toEqual([
      422,
      '/data/attributes/organization-type',
    ]);
  });

  it('are not created in bulk', async () => {
    const client = await openSandbox();
    const data = [{ type, attributes: { name: 'A' } }];
    const { status, json } = await client.itglue('POST', '/organizations', data);
    expect(status).toBe(422);
    expect(pick(json, 'errors', 0, 'title')).toBe(
      'bulk action not allowed for Organization using this route',
    );
  });

  it('of a PSA are found by its id and its type, and keep what is the PSA’s', async () => {
    const client = await openSandbox();
    const { id } = await client.organization('Saxon Way Motors');
    const psa = { integration: 'autotask', id: '4711' };
    await client.change('itglue.setOrganization', { organizationId: id, psa });
    const search = (query: string) => client.itglue('GET', `/organizations?${query}`);
    const both = 'filter[psa_id]=4711&filter[psa_integration_type]=autotask';
    expect(pick((await search(both)).json, 'data', 0, 'id')).toBe(id);
    expect((await search('filter[psa_id]=4711')).status).toBe(422);
    const wrongType = 'filter[psa_id]=4711&filter[psa_integration_type]=nothing';
    expect((await search(wrongType)).status).toBe(422);
    const patch = (attributes: unknown) =>
      client.itglue('PATCH', `/organizations/${id}`, { type, attributes });
    expect((await patch({ name: 'Other' })).status).toBe(422);
    expect((await patch({ alert: 'Slow payer' })).status).toBe(200);
    expect((await client.organization('Saxon Way Motors')).psa).toEqual(psa);
  });

  it('are changed in bulk by the ids in their attributes', async () => {
    const client = await openSandbox();
    const { id } = await client.organization('Saxon Way Motors');
    const other = await client.organization('Lakeview Medical Centre');
    const data = [id, other.id].map((one) => ({
      type,
      attributes: { id: one, short_name: `s${one.slice(-2)}` },
    }));
    const { status, json } = await client.itglue('PATCH', '/organizations', data);
    expect(status).toBe(200);
    expect(pick(json, 'data', 1, 'attributes', 'short-name')).toBe(`s${other.id.slice(-2)}`);
    const [entry] = (await client.log()).filter(({ effect }) => effect !== null);
    expect(entry?.effect).toMatchObject({ verb: 'update', ids: [id, other.id] });
  });

  it('are marked by a deletion and go soon after, with all that is in them', async () => {
    const { client, clock } = await openStoppedSandbox();
    const { id } = await client.organization('Saxon Way Motors');
    const data = [{ type, attributes: { id } }];
    const deleted = await client.itglue('DELETE', '/organizations', data);
    expect([deleted.status, pick(deleted.json, 'data', 0, 'id')]).toEqual([200, id]);
    expect((await client.itglue('GET', `/organizations/${id}`)).status).toBe(200);
    clock.advance(2000);
    expect((await client.itglue('GET', `/organizations/${id}`)).status).toBe(404);
    const { configurations } = (await client.state()).itglue;
    expect(configurations.filter(({ organizationId }) => organizationId === id)).toEqual([]);
  });

  it('that are primary are not deleted', async () => {
    const client = await openSandbox();
    const { organizations } = (await client.state()).itglue;
    const { id } = found(organizations.find(({ primary }) => primary));
    const data = [{ type, attributes: { id } }];
    expect((await client.itglue('DELETE', '/organizations', data)).status).toBe(422);
  });

  it('out of sight cannot be written: 401 with the pointer id', async () => {
    const client = await openSandbox();
    const { id } = await client.organization('Saxon Way Motors');
    await client.change('hide', { vendor: 'itglue', id });
    const data = { type, attributes: { alert: 'x' } };
    const { status, json } = await client.itglue('PATCH', `/organizations/${id}`, data);
    expect(status).toBe(401);
    expect(pick(json, 'errors', 0)).toEqual({
      status: 401,
      title: 'Unauthorized',
      detail: 'Unauthorized resource access',
      source: { pointer: 'id' },
    });
  });
});
