import { describe, expect, it } from 'vitest';
import { column, openSandbox, pick, type SandboxClient } from '../client-for-tests.ts';

async function list(client: SandboxClient, params: unknown = {}): Promise<unknown[]> {
  return column(await client.result('network.getCompaniesList', params), 'name');
}

const wholeTree = {
  filters: {
    type: { companies: true, companyFolders: true },
    depth: { allItemsRecursively: true },
  },
};

describe('getCompaniesList', () => {
  it('gives direct children only, as id and name, without the own company', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const names = await list(client);
    expect(names).toContain('Northgate IT Services Ltd');
    expect(names).toContain('Hartley & Co Solicitors LLP');
    expect(names).not.toContain('Harbourline IT Ltd');
    expect(names).not.toContain('Pelican Crossing Nurseries');
    expect(names).not.toContain('Lighthouse Community Theatre CIO');
    expect(names).not.toContain('Castle Hill Dental Practice');
    const rows = await client.result('network.getCompaniesList');
    expect(Object.keys(pick(rows, 0) as object)).toEqual(['id', 'name']);
  });

  it('takes a partner or a folder as parent, and filters by type and licence', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const nested = await client.company('Northgate IT Services Ltd');
    expect(await list(client, { parentId: nested.id })).toContain('Pelican Crossing Nurseries');
    const folder = (await client.state()).gravityzone.folders[0];
    expect(await list(client, { parentId: folder?.id })).toContain('Oakfield Surgery');
    expect(await list(client, { filters: { companyType: 0 } })).toEqual([
      'Northgate IT Services Ltd',
    ]);
    expect(await list(client, { filters: { licenseType: 1 } })).toEqual([]);
    const customer = await client.company('Hartley & Co Solicitors LLP');
    expect(await client.error('network.getCompaniesList', { parentId: customer.id })).toMatch(
      /^-32602: .*partner/,
    );
  });

  it('does not exist for the key of a company that is no partner', async () => {
    const client = await openSandbox();
    expect(await client.error('network.getCompaniesList', {}, { label: 'customer' })).toMatch(
      /^-32601/,
    );
  });
});

describe('Company folders', () => {
  it('are created, listed, filled and deleted once they are empty', async () => {
    const client = await openSandbox();
    const id = await client.result('network.createCompanyFolder', { folderName: 'Schools' });
    const inner = await client.result('network.createCompanyFolder', {
      folderName: 'Primary',
      parentId: id,
    });
    expect(await client.result('network.getCompanyFoldersList', { parentId: id })).toEqual([
      { id: inner, name: 'Primary' },
    ]);
    const company = await client.company('Old Mill Antiques');
    await client.result('network.moveCompanyOrCompanyFolder', {
      id: company.id,
      newParentId: inner,
    });
    expect(await list(client, { parentId: inner })).toEqual(['Old Mill Antiques']);
    expect(await client.error('network.deleteCompanyFolder', { folderId: inner })).toMatch(/empty/);
    await client.result('network.moveCompanyOrCompanyFolder', {
      id: company.id,
      newParentId: (await client.state()).gravityzone.rootCompanyId,
    });
    expect(await client.result('network.deleteCompanyFolder', { folderId: inner })).toBe(null);
  });
});

describe('moveCompanyOrCompanyFolder', () => {
  it('moves a company under another partner, and a folder with what is in it', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const nested = await client.company('Northgate IT Services Ltd');
    const company = await client.company('Old Mill Antiques');
    const move = { id: company.id, newParentId: nested.id };
    expect(await client.result('network.moveCompanyOrCompanyFolder', move)).toBe(null);
    expect((await client.company('Old Mill Antiques')).parentId).toBe(nested.id);
    expect((await client.log()).at(-1)?.effect).toMatchObject({ verb: 'move', kind: 'company' });
    const folder = (await client.state()).gravityzone.folders[0];
    await client.result('network.moveCompanyOrCompanyFolder', {
      id: folder?.id,
      newParentId: nested.id,
    });
    expect(await client.company('Lighthouse Community Theatre CIO')).toMatchObject({
      parentId: nested.id,
      folderId: folder?.id,
    });
  });

  it('moves a company back out of a folder or partner to where it was, and only it', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const before = (await client.state()).gravityzone.companies;
    const nested = await client.company('Northgate IT Services Ltd');
    const { id, parentId } = await client.company('Old Mill Antiques');
    const inFolder = await client.company('Harbour Lights Hostel');
    for (const [moved, newParentId] of [
      [id, nested.id],
      [id, parentId],
      [inFolder.id, parentId],
      [inFolder.id, inFolder.folderId],
    ]) {
      await client.result('network.moveCompanyOrCompanyFolder', { id: moved, newParentId });
    }
    expect((await client.state()).gravityzone.companies).toEqual(before);
  });

  it('refuses a place below the company itself, a hidden one and one that is gone', async () => {
    const client = await openSandbox();
    const nested = await client.company('Northgate IT Services Ltd');
    const customer = await client.company('Old Mill Antiques');
    const below = await client.result('companies.createCompany', {
      type: 0,
      name: 'Deeper Ltd',
      parentId: nested.id,
    });
    const move = async (id: string, newParentId: unknown) =>
      client.error('network.moveCompanyOrCompanyFolder', { id, newParentId });
    expect(await move(nested.id, below)).toMatch(/^-32602: .*own companies/);
    expect(await move(customer.id, 'f'.repeat(24))).toMatch(/^-32002/);
    expect(await move('f'.repeat(24), nested.id)).toMatch(/^-32002/);
    expect(await move(customer.id, 'short')).toMatch(/^-32602/);
    await client.change('hide', { vendor: 'gravityzone', id: nested.id });
    expect(await move(customer.id, nested.id)).toMatch(/^-32001/);
    expect((await client.company('Old Mill Antiques')).parentId).toBe(customer.parentId);
    expect((await client.company('Northgate IT Services Ltd')).parentId).toBe(nested.parentId);
    expect((await client.log()).every(({ effect }) => effect?.verb !== 'move')).toBe(true);
  });

  it('refuses a customer as parent, itself or below, the own company and another tree', async () => {
    const client = await openSandbox();
    const id = async (name: string) => (await client.company(name)).id;
    const root = (await client.state()).gravityzone.rootCompanyId;
    const nested = await id('Northgate IT Services Ltd');
    const customer = await id('Old Mill Antiques');
    const move = async (from: string, to: string) =>
      client.error('network.moveCompanyOrCompanyFolder', { id: from, newParentId: to });
    expect(await move(await id('Hartley & Co Solicitors LLP'), customer)).toMatch(/not a partner/);
    expect(await move(nested, nested)).toMatch(/itself/);
    expect(await move(root, nested)).toMatch(/own company/);
    expect(await move(customer, await id('Cobalt Managed Services Ltd'))).toMatch(/^-32001/);
  });
});

describe('getRootContainers', () => {
  it('gives containers whose ids are not the company’s', async () => {
    const client = await openSandbox();
    const containers = await client.result('network.getRootContainers', { companyId: null });
    expect(column(containers, 'name')).toEqual([
      'Companies',
      'Network',
      'Computers and Groups',
      'Deleted',
    ]);
    expect(column(containers, 'id')).not.toContain(
      (await client.state()).gravityzone.rootCompanyId,
    );
  });
});

describe('getNetworkInventoryItems', () => {
  it('gives the whole tree below the own company, parents by container or folder', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const { rootCompanyId, folders } = (await client.state()).gravityzone;
    const page = await client.result(
      'network.getNetworkInventoryItems',
      { ...wholeTree, perPage: 1000 },
      { version: 'v1.1' },
    );
    const items = pick(page, 'items') as Record<string, unknown>[];
    const visible = (await client.state()).gravityzone.companies.filter(
      (company) => company.visible && company.id !== rootCompanyId,
    );
    expect(items.filter(({ type }) => type === 1)).toHaveLength(visible.length);
    expect(items.find(({ type }) => type === 3)).toMatchObject({ companyId: rootCompanyId });
    const containers = await client.result('network.getRootContainers');
    expect(items.find(({ name }) => name === 'Old Mill Antiques')).toMatchObject({
      parentId: pick(containers, 0, 'id'),
      companyId: rootCompanyId,
    });
    expect(items.find(({ name }) => name === 'Harbour Lights Hostel')).toMatchObject({
      parentId: folders[0]?.id,
      companyId: rootCompanyId,
    });
  });

  it('tells totals on the first page only in v1.1, and on every page in v1.0', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const pageOf = async (page: number, version: string) =>
      Object.keys(
        (await client.result(
          'network.getNetworkInventoryItems',
          { ...wholeTree, page, perPage: 10 },
          { version },
        )) as object,
      );
    expect(await pageOf(1, 'v1.1')).toEqual(expect.arrayContaining(['total', 'hasMoreRecords']));
    expect(await pageOf(2, 'v1.1')).toEqual(['page', 'perPage', 'hasMoreRecords', 'items']);
    expect(await pageOf(2, 'v1.0')).toEqual(['page', 'perPage', 'pagesCount', 'total', 'items']);
    const tooMany = { ...wholeTree, perPage: 1001 };
    const options = { version: 'v1.1' };
    expect(await client.error('network.getNetworkInventoryItems', tooMany, options)).toMatch(
      /^-32602/,
    );
  });

  it('gives one level without depth, of a folder too, and finds names by their start', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const names = async (params: unknown) =>
      column(
        pick(await client.result('network.getNetworkInventoryItems', params), 'items'),
        'name',
      );
    const folder = (await client.state()).gravityzone.folders[0];
    const companies = { type: { companies: true } };
    expect(await names({ parentId: folder?.id, filters: companies })).toContain('Oakfield Surgery');
    expect(
      await names({ filters: { ...companies, details: { name: 'penrose' } }, perPage: 100 }),
    ).toEqual(['PENROSE Architects Ltd']);
    expect(await names({ filters: { type: { companyFolders: true } } })).toEqual([
      'Charities and surgeries',
    ]);
  });
});
