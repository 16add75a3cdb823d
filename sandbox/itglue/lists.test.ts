import { describe, expect, it } from 'vitest';
import { column, found, openSandbox, pick, type SandboxClient } from '../client-for-tests.ts';

async function names(client: SandboxClient, path: string): Promise<unknown[]> {
  const { json } = await client.itglue('GET', path);
  const data = pick(json, 'data');
  return column(column(data, 'attributes'), 'name');
}

describe('A list of IT Glue', () => {
  it('has 50 rows a page, 1000 at most, with meta and absolute links', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const { json } = await client.itglue('GET', '/configurations?sort=-name');
    const total = (await client.state()).itglue.configurations.length;
    expect(column(pick(json, 'data'), 'id')).toHaveLength(50);
    expect(pick(json, 'meta')).toEqual({
      'current-page': 1,
      'next-page': 2,
      'prev-page': null,
      'total-pages': Math.ceil(total / 50),
      'total-count': total,
      filters: {},
    });
    const whole = await client.itglue('GET', '/configurations?page[size]=5000');
    expect(column(pick(whole.json, 'data'), 'id')).toHaveLength(total);
  });

  it('is read to its end by following next, each row once', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const ids: unknown[] = [];
    let path: string | null = '/configurations?page[size]=90&filter[archived]=false';
    while (path !== null) {
      const { json }: { json: unknown } = await client.itglue('GET', path);
      ids.push(...column(pick(json, 'data'), 'id'));
      const next: unknown = pick(json, 'links', 'next');
      path = typeof next === 'string' ? next.slice(client.sandbox.ready.itglue.url.length) : null;
    }
    const { configurations } = (await client.state()).itglue;
    const active = configurations.filter(({ archived }) => !archived);
    expect(ids).toHaveLength(active.length);
    expect(new Set(ids)).toEqual(new Set(column(active, 'id')));
  });

  it('has text ids, numeric foreign keys, kebab case and nulls', async () => {
    const client = await openSandbox();
    const { json } = await client.itglue('GET', '/configurations?page[size]=1');
    const row = pick(json, 'data', 0);
    expect(typeof pick(row, 'id')).toBe('string');
    expect(pick(row, 'type')).toBe('configurations');
    const attributes = pick(row, 'attributes') as Record<string, unknown>;
    expect(typeof attributes['organization-id']).toBe('number');
    expect(Number.isSafeInteger(attributes['organization-id'])).toBe(true);
    expect(attributes['asset-tag']).toBeNull();
    expect(attributes['created-at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(pick(row, 'relationships', 'adapters-resources')).toEqual({ data: [] });
  });

  it('takes filters in either case, several values, and commas after a backslash', async () => {
    const client = await openSandbox();
    await client.change('itglue.createOrganization', { name: 'Ellery, Marsh and Partners' });
    const { id } = await client.organization('Brightwater Marine Ltd');
    const comma = encodeURIComponent(String.raw`Ellery\, Marsh and Partners,saxon way motors`);
    expect(await names(client, `/organizations?filter[name]=${comma}&sort=name`)).toEqual([
      'Ellery, Marsh and Partners',
      'Saxon Way Motors',
    ]);
    for (const key of ['organization_id', 'organization-id']) {
      const { json } = await client.itglue('GET', `/configurations?filter[${key}]=${id}`);
      const owners = column(column(pick(json, 'data'), 'attributes'), 'organization-name');
      expect(new Set(owners)).toEqual(new Set(['Brightwater Marine Ltd']));
    }
    const others = await names(client, `/organizations?filter[exclude][id]=${id}`);
    expect(others).not.toContain('Brightwater Marine Ltd');
    expect(others.length).toBeGreaterThan(5);
  });

  it('ignores a filter that it does not have', async () => {
    const client = await openSandbox();
    const all = await names(client, '/organizations');
    expect(await names(client, '/organizations?filter[nme]=Saxon')).toEqual(all);
  });

  it('sorts by several keys, downwards after a minus', async () => {
    const client = await openSandbox();
    const upwards = await names(client, '/organizations?sort=organization_status_name,name');
    const downwards = await names(client, '/organizations?sort=-name');
    expect(upwards[0]).toBe('Abbotsford Dairy Ltd');
    expect(downwards).toEqual(upwards.toReversed());
  });

  it('includes interfaces and RMM records, tied by relationships', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const { sample } = await client.state();
    const overlay = found(sample.matching.find((one) => one.case === 'rmmOverlay'));
    const id = found(overlay.configurationIds[0]);
    const path = `/configurations?filter[id]=${id}&include=configuration_interfaces,rmm-records`;
    const { json } = await client.itglue('GET', path);
    const relationships = pick(json, 'data', 0, 'relationships');
    const ties = [
      pick(relationships, 'configuration-interfaces', 'data', 0),
      pick(relationships, 'rmm-records', 'data', 0),
    ];
    const included = pick(json, 'included') as { id: string; type: string }[];
    expect(included.map(({ id: one, type }) => ({ id: one, type }))).toEqual(ties);
    expect(included.map(({ type }) => type)).toEqual(['configuration-interfaces', 'rmm-records']);
  });

  it('hides what the key may not see', async () => {
    const client = await openSandbox();
    const { id } = await client.organization('Saxon Way Motors');
    await client.change('hide', { vendor: 'itglue', id });
    expect(await names(client, '/organizations')).not.toContain('Saxon Way Motors');
    const { json } = await client.itglue('GET', '/configurations?page[size]=1000');
    const owners = column(column(pick(json, 'data'), 'attributes'), 'organization-name');
    expect(owners).not.toContain('Saxon Way Motors');
    expect((await client.itglue('GET', `/organizations/${id}`)).status).toBe(404);
    await client.change('reveal', { vendor: 'itglue', id });
    expect((await client.itglue('GET', `/organizations/${id}`)).status).toBe(200);
  });
});
