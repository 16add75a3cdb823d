import { describe, expect, it } from 'vitest';
import { column, found, openSandbox, pick, type SandboxClient } from '../client-for-tests.ts';

const withMachines = 'Hartley & Co Solicitors LLP';
const withoutMachines = 'Old Mill Antiques';
const nestedCustomer = 'Gable & Finch Surveyors';
const recursively = { filters: { depth: { allItemsRecursively: true } } };

async function list(client: SandboxClient, params: unknown = {}): Promise<unknown[]> {
  return pick(await client.result('network.getEndpointsList', params), 'items') as unknown[];
}

async function names(client: SandboxClient, params: unknown = {}): Promise<unknown[]> {
  return column(await list(client, params), 'name');
}

async function idOf(client: SandboxClient, name: string): Promise<string> {
  return (await client.company(name)).id;
}

/** The true names of a company's machines. */
async function machinesOf(client: SandboxClient, company: string): Promise<string[]> {
  const companyId = await idOf(client, company);
  const { endpoints } = (await client.state()).gravityzone;
  return endpoints.filter((one) => one.companyId === companyId).map(({ name }) => name);
}

describe('getEndpointsList', () => {
  it('gives a page of machines with the documented members', async () => {
    const client = await openSandbox();
    const parentId = await idOf(client, withMachines);
    const page = await client.result('network.getEndpointsList', { parentId, ...recursively });
    const total = (await machinesOf(client, withMachines)).length;
    expect(page).toMatchObject({ page: 1, pagesCount: 1, perPage: 30, total });
    const items = pick(page, 'items') as Record<string, unknown>[];
    expect(items).toHaveLength(total);
    for (const item of items) expect(item['companyId']).toBe(parentId);
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual([
      'companyId',
      'fqdn',
      'groupId',
      'id',
      'ip',
      'isManaged',
      'label',
      'machineType',
      'macs',
      'managedWithBest',
      'name',
      'operatingSystemVersion',
      'ssid',
    ]);
    expect((await client.log()).at(-1)).toMatchObject({ operation: 'network.getEndpointsList' });
  });

  it('misses machines in groups unless all items are asked for', async () => {
    const client = await openSandbox();
    const parentId = await idOf(client, withMachines);
    const all = await machinesOf(client, withMachines);
    expect(await names(client, { parentId, ...recursively })).toEqual(all);
    expect(await names(client, { parentId })).toEqual(all.filter((name) => name !== 'SRV-001'));
  });

  it('takes a group or a container as parent', async () => {
    const client = await openSandbox();
    const companyId = await idOf(client, withMachines);
    const { groups } = (await client.state()).gravityzone;
    const group = found(groups.find((one) => one.companyId === companyId));
    expect(await names(client, { parentId: group.id })).toEqual(['SRV-001']);
    const containers = await client.result('network.getRootContainers', { companyId });
    const counts: number[] = [];
    for (const parentId of column(containers, 'id')) {
      counts.push((await list(client, { parentId, ...recursively })).length);
    }
    const count = (await machinesOf(client, withMachines)).length;
    // Network, Computers and Groups, Deleted.
    expect(counts).toEqual([count, count, 0]);
  });

  it('ignores companyId without a word, and then means the own company', async () => {
    const client = await openSandbox();
    const companyId = await idOf(client, withMachines);
    expect(await names(client, { companyId })).toEqual(['NOC-01']);
    expect(await names(client, { options: { returnProductOutdated: true } })).toEqual(['NOC-01']);
  });

  it('gives the machines of every company below a partner when asked recursively', async () => {
    const client = await openSandbox();
    const parentId = await idOf(client, 'Northgate IT Services Ltd');
    expect(await list(client, { parentId })).toEqual([]);
    expect(await names(client, { parentId, ...recursively })).toEqual(
      await machinesOf(client, nestedCustomer),
    );
    expect(await names(client, recursively)).toEqual([
      'NOC-01',
      ...(await machinesOf(client, withMachines)),
      ...(await machinesOf(client, nestedCustomer)),
    ]);
  });

  it('filters by isManaged and by the agent', async () => {
    const client = await openSandbox();
    const companyId = await idOf(client, withoutMachines);
    await client.change('gravityzone.addEndpoint', { companyId, name: 'a' });
    await client.change('gravityzone.addEndpoint', { companyId, name: 'b', isManaged: false });
    await client.change('gravityzone.addEndpoint', {
      companyId,
      name: 'c',
      managedWithBest: false,
    });
    const parentId = companyId;
    expect(await names(client, { parentId, isManaged: true })).toEqual(['a', 'c']);
    expect(await names(client, { parentId, isManaged: false })).toEqual(['b']);
    const filters = { security: { management: { managedWithBest: true } } };
    expect(await names(client, { parentId, filters })).toEqual(['a', 'b']);
  });

  it('has pages of up to 100', async () => {
    const client = await openSandbox();
    const parentId = await idOf(client, withoutMachines);
    for (const name of ['a', 'b', 'c']) {
      await client.change('gravityzone.addEndpoint', { companyId: parentId, name });
    }
    expect(
      await client.result('network.getEndpointsList', { parentId, page: 2, perPage: 2 }),
    ).toMatchObject({ page: 2, pagesCount: 2, perPage: 2, total: 3, items: [{ name: 'c' }] });
    const tooMany = { parentId, perPage: 101 };
    expect(await client.error('network.getEndpointsList', tooMany)).toMatch(/^-32602/);
  });

  it('refuses companies that are gone, out of sight or closed to the partner', async () => {
    const client = await openSandbox();
    const parentId = await idOf(client, withMachines);
    const refusal = async (id: string) =>
      client.error('network.getEndpointsList', { parentId: id, ...recursively });
    await client.change('hide', { vendor: 'gravityzone', id: parentId });
    expect(await refusal(parentId)).toMatch(/^-32001/);
    expect(column(await list(client, recursively), 'companyId')).not.toContain(parentId);
    expect(await refusal('f'.repeat(24))).toMatch(/^-32002/);
    const closed = await client.change('gravityzone.createCompany', {
      name: 'Own Hands Ltd',
      canBeManagedByAbove: false,
    });
    await client.change('gravityzone.addEndpoint', { companyId: closed, name: 'shut' });
    expect(await refusal(closed)).toMatch(/^-32001/);
    expect(await names(client, recursively)).not.toContain('shut');
    await client.set({ 'gravityzone.unmanageableCompany': 'allowed' });
    expect(await names(client, { parentId: closed })).toEqual(['shut']);
  });
});

describe('Endpoints', () => {
  const inventory = async (client: SandboxClient, params: object, type?: object) => {
    const filters = { ...recursively.filters, ...(type === undefined ? {} : { type }) };
    const wanted = { perPage: 1000, filters, ...params };
    const page = await client.result('network.getNetworkInventoryItems', wanted, {
      version: 'v1.1',
    });
    return pick(page, 'items') as Record<string, unknown>[];
  };

  it('are in the inventory of their company and of partners above, if asked for', async () => {
    const client = await openSandbox();
    const parentId = await idOf(client, nestedCustomer);
    const machines = { computers: true, virtualMachines: true };
    const items = await inventory(client, { parentId }, machines);
    expect(column(items, 'name')).toEqual(await machinesOf(client, nestedCustomer));
    expect(new Set(column(items, 'type'))).toEqual(new Set([5, 6]));
    expect(items[0]).toMatchObject({ companyId: parentId, details: { isManaged: true } });
    expect(column(await inventory(client, {}, { virtualMachines: true }), 'name')).toEqual([
      'SRV-001',
      'SRV-001',
    ]);
    const nested = await idOf(client, 'Northgate IT Services Ltd');
    expect(await inventory(client, { parentId: nested }, machines)).toEqual(items);
    expect(await inventory(client, { parentId, filters: { type: machines } })).toEqual(
      items.filter(({ name }) => name !== 'SRV-001'),
    );
    expect(await inventory(client, { parentId }, { groups: true })).toMatchObject([
      { type: 4, name: 'Servers', companyId: parentId },
    ]);
  });

  it('leave listings of companies and folders, and their counts, as they are', async () => {
    const client = await openSandbox();
    const tree = { companies: true, companyFolders: true };
    const before = await inventory(client, {}, tree);
    expect(new Set(column(before, 'type'))).toEqual(new Set([1, 3]));
    const companyId = await idOf(client, withoutMachines);
    await client.change('gravityzone.addEndpoint', { companyId, group: 'Servers' });
    expect(await inventory(client, {}, tree)).toEqual(before);
    expect(column(await inventory(client, {}), 'type')).toContain(5);
  });

  it('go with their company, and with it to another partner', async () => {
    const client = await openSandbox();
    const moved = await idOf(client, withMachines);
    const machines = await machinesOf(client, withMachines);
    const newParentId = await idOf(client, 'Northgate IT Services Ltd');
    await client.result('network.moveCompanyOrCompanyFolder', { id: moved, newParentId });
    expect(await names(client, { parentId: newParentId, ...recursively })).toEqual(
      expect.arrayContaining(machines),
    );
    await client.result('companies.deleteCompany', { companyId: moved });
    const { endpoints, groups } = (await client.state()).gravityzone;
    expect(column([...endpoints, ...groups], 'companyId')).not.toContain(moved);
    await client.change('gravityzone.deleteCompany', {
      companyId: newParentId,
      withChildren: true,
    });
    expect(column((await client.state()).gravityzone.endpoints, 'name')).toEqual(['NOC-01']);
  });

  it('take no ids that companies would get', async () => {
    const [first, second] = [await openSandbox(), await openSandbox()];
    const companyId = await idOf(first, withoutMachines);
    await first.change('gravityzone.addEndpoint', { companyId, group: 'New' });
    const create = async (client: SandboxClient) =>
      client.result('companies.createCompany', { type: 1, name: 'Next' });
    expect(await create(first)).toBe(await create(second));
  });
});
