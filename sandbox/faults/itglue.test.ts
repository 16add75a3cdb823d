import { describe, expect, it } from 'vitest';
import { column, openSandbox, openStoppedSandbox, pick } from '../client-for-tests.ts';
import type { SandboxClient } from '../client-for-tests.ts';

const vendor = 'itglue';
const list = 'GET /configurations';

async function ids(client: SandboxClient, path = '/configurations'): Promise<unknown[]> {
  const { json } = await client.itglue('GET', path);
  return column(pick(json, 'data'), 'id');
}

async function bulk(client: SandboxClient) {
  const { id } = await client.organization('Saxon Way Motors');
  const typeId = await client.catalogueId('configuration_types', 'UPS');
  const path = `/organizations/${id}/relationships/configurations`;
  const item = (name: string) => ({
    type: 'configurations',
    attributes: { name, configuration_type_id: typeId },
  });
  return {
    operation: 'POST /organizations/:id/relationships/configurations',
    send: () => client.itglue('POST', path, [item('A'), item('B')]),
  };
}

async function held(client: SandboxClient): Promise<number> {
  return (await client.state()).itglue.configurations.length;
}

describe('A fault on IT Glue', () => {
  it('empties a list, meta included', async () => {
    const client = await openSandbox();
    await client.fault({ vendor, operation: list, kind: 'empty-list' });
    const { json } = await client.itglue('GET', '/configurations');
    expect([pick(json, 'data'), pick(json, 'meta', 'total-count')]).toEqual([[], 0]);
    expect(await ids(client)).not.toEqual([]);
  });

  it('drops rows of every page, the same ones at every call', async () => {
    const client = await openSandbox();
    const all = await ids(client);
    await client.fault({ vendor, operation: list, kind: 'drop-rows', percent: 50, times: 0 });
    const left = await ids(client);
    expect(left).toHaveLength(Math.floor(all.length / 2));
    expect(await ids(client)).toEqual(left);
  });

  it('shows rows twice, and in another order', async () => {
    const client = await openSandbox();
    const all = await ids(client);
    await client.fault({ vendor, operation: list, kind: 'duplicate-rows', percent: 10 });
    const twice = await ids(client);
    expect(twice).toHaveLength(all.length + Math.ceil(all.length / 10));
    expect(new Set(twice)).toEqual(new Set(all));
    await client.fault({ vendor, operation: list, kind: 'reorder-pages' });
    const reordered = await ids(client);
    expect(reordered).not.toEqual(all);
    expect(new Set(reordered)).toEqual(new Set(all));
  });

  it('lets a bulk create happen after the client has given up', async () => {
    const { client, clock } = await openStoppedSandbox();
    const { operation, send } = await bulk(client);
    const before = await held(client);
    await client.fault({ vendor, operation, kind: 'late-effect', delayMs: 5000 });
    void send().catch(() => undefined);
    while ((await client.control('GET', '/faults')).text !== '{"faults":[]}') {
      await Promise.resolve();
    }
    expect(await held(client)).toBe(before);
    clock.advance(5000);
    expect(await held(client)).toBe(before + 2);
    expect((await client.log()).at(-1)).toMatchObject({ status: null, effect: { verb: 'create' } });
  });

  it('keeps what was created out of lists for a while, though it is there by id', async () => {
    const { client, clock } = await openStoppedSandbox();
    const { operation, send } = await bulk(client);
    await client.fault({ vendor, operation, kind: 'late-visible', delayMs: 5000 });
    const made = String(pick((await send()).json, 'data', 0, 'id'));
    expect(await ids(client)).not.toContain(made);
    expect((await client.itglue('GET', `/configurations/${made}`)).status).toBe(200);
    clock.advance(5000);
    expect(await ids(client)).toContain(made);
  });

  it('drops the connection after a bulk create took effect', async () => {
    const client = await openSandbox();
    const { operation, send } = await bulk(client);
    const before = await held(client);
    await client.fault({ vendor, operation, kind: 'applied-then-timeout', delayMs: 5 });
    await expect(send()).rejects.toThrow();
    expect(await held(client)).toBe(before + 2);
  });
});
