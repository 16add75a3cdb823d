import { describe, expect, it } from 'vitest';
import { column, openSandbox, pick } from '../client-for-tests.ts';

describe('GravityZone companies', () => {
  it('are a 30-day trial unless a licence is asked for', async () => {
    const client = await openSandbox();
    const trial = await client.result('companies.createCompany', { type: 1, name: 'Trial Co' });
    expect(trial).toMatch(/^[0-9a-f]{24}$/);
    expect(await client.result('licensing.getLicenseInfo', { companyId: trial })).toMatchObject({
      subscriptionType: 1,
      totalSlots: 50,
    });
    const monthly = await client.result('companies.createCompany', {
      type: 1,
      name: 'Monthly Co',
      licenseSubscription: { type: 3, managePatchManagement: true },
    });
    expect(await client.result('licensing.getLicenseInfo', { companyId: monthly })).toMatchObject({
      subscriptionType: 3,
      totalSlots: null,
      managePatchManagement: true,
      manageEncryption: false,
    });
  });

  it('show neither parent nor licence in their details', async () => {
    const client = await openSandbox();
    const { id } = await client.company('Hartley & Co Solicitors LLP');
    const details = await client.result('companies.getCompanyDetails', { companyId: id });
    expect(details).toMatchObject({ id, type: 1, isSuspended: false, state: 'N/A' });
    expect(details).not.toHaveProperty('parentId');
    expect(details).not.toHaveProperty('licenseSubscription');
    expect(await client.result('companies.getCompanyDetails')).toMatchObject({
      type: 0,
      name: 'Harbourline IT Ltd',
    });
  });

  it('are renamed with `id`, and changed only in what is passed', async () => {
    const client = await openSandbox();
    const { id } = await client.company('Old Mill Antiques');
    expect(await client.result('companies.updateCompanyDetails', { id, name: 'New Mill' })).toBe(
      null,
    );
    expect(await client.result('companies.getCompanyDetails', { companyId: id })).toMatchObject({
      name: 'New Mill',
      country: 'GB',
    });
  });

  it('are found by the start of their name, or anywhere after an asterisk', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const find = async (nameFilter: string, more = {}) =>
      column(await client.result('companies.findCompaniesByName', { nameFilter, ...more }), 'name');
    expect(await find('hartley')).toEqual(['Hartley & Co Solicitors LLP']);
    expect(await find('solicitors')).toEqual([]);
    expect(await find('*solicitors')).toEqual(['Hartley & Co Solicitors LLP']);
    expect(await find('Pelican')).toEqual(['Pelican Crossing Nurseries']);
    expect(await find('Castle Hill')).toEqual([]);
    expect(await find('Harbourline')).toEqual([]);
    expect(await find('*', { maxResults: 3 })).toHaveLength(3);
    expect(await client.error('companies.findCompaniesByName', {})).toBe(
      '-32602: The required parameter is missing: nameFilter',
    );
    expect(
      await client.error('companies.findCompaniesByName', { nameFilter: 'a', maxResults: 101 }),
    ).toMatch(/^-32602/);
  });

  it('give 25 by default when more are found', async () => {
    const client = await openSandbox({ msp: 'large' });
    const found = await client.result('companies.findCompaniesByName', { nameFilter: '*' });
    expect(found).toHaveLength(25);
  });

  it('are deleted with their packages, but not while a partner has companies', async () => {
    const client = await openSandbox();
    const { id } = await client.company('Old Mill Antiques');
    expect(await client.result('companies.deleteCompany', { companyId: id })).toBe(null);
    expect(await client.error('companies.getCompanyDetails', { companyId: id })).toBe(
      '-32002: The company does not exist',
    );
    expect((await client.state()).gravityzone.packages).toEqual([]);
    const nested = await client.company('Northgate IT Services Ltd');
    expect(await client.error('companies.deleteCompany', { companyId: nested.id })).toMatch(
      /^-32602: .*subordinate/,
    );
    const child = await client.company('Gable & Finch Surveyors');
    await client.change('hide', { vendor: 'gravityzone', id: child.id });
    expect(await client.error('companies.deleteCompany', { companyId: nested.id })).toMatch(
      /subordinate/,
    );
    await client.change('gravityzone.deleteCompany', { companyId: child.id });
    expect(await client.result('companies.deleteCompany', { companyId: nested.id })).toBe(null);
    const root = await client.company('Harbourline IT Ltd');
    expect(await client.error('companies.deleteCompany', { companyId: root.id })).toMatch(/own/);
  });

  it('are suspended and activated, those below too if asked', async () => {
    const client = await openSandbox();
    const nested = await client.company('Northgate IT Services Ltd');
    const suspended = async () =>
      (await client.state()).gravityzone.companies
        .filter((company) => company.isSuspended)
        .map((company) => company.name);
    await client.result('companies.suspendCompany', { companyId: nested.id });
    expect(await suspended()).toEqual(['Northgate IT Services Ltd']);
    await client.result('companies.suspendCompany', { companyId: nested.id, recursive: true });
    expect(await suspended()).toEqual(['Northgate IT Services Ltd', 'Gable & Finch Surveyors']);
    await client.result('companies.activateCompany', { companyId: nested.id, recursive: true });
    expect(await suspended()).toEqual([]);
  });

  it('out of sight, vanished and malformed ids are told apart', async () => {
    const client = await openSandbox();
    const foreign = await client.company('Bellweather Foods Ltd');
    const codes: string[] = [];
    for (const companyId of [foreign.id, 'f'.repeat(24), 'not-an-id']) {
      codes.push((await client.error('companies.getCompanyDetails', { companyId })).slice(0, 6));
    }
    expect(codes).toEqual(['-32001', '-32002', '-32602']);
  });

  it('may be taken out of the partner’s hands, which needs a first user', async () => {
    const client = await openSandbox();
    const wanted = { type: 1, name: 'Own Hands Ltd', canBeManagedByAbove: false };
    expect(await client.error('companies.createCompany', wanted)).toMatch(/accountEmail/);
    const id = await client.result('companies.createCompany', {
      ...wanted,
      accountEmail: 'owner@own-hands.example',
      accountFullName: 'An Owner',
    });
    expect(
      await client.result('companies.getCompanyDetailsByUser', {
        username: 'owner@own-hands.example',
      }),
    ).toMatchObject({ id, canBeManagedByAbove: false });
    const made = { companyId: id, packageName: 'One' };
    expect(await client.error('packages.createPackage', made)).toMatch(/rights to manage/);
  });

  it('take custom fields that were defined before', async () => {
    const client = await openSandbox();
    const wanted = { type: 1, name: 'Fielded Ltd', customFields: { Site: 'north' } };
    expect(await client.error('companies.createCompany', wanted)).toMatch(/not defined/);
    const id = await client.result('companies.createCustomFieldDefinition', { name: 'Site' });
    const companyId = await client.result('companies.createCompany', wanted);
    expect(await client.result('companies.getCompanyDetails', { companyId })).toMatchObject({
      customFields: { Site: 'north' },
    });
    await client.result('companies.updateCustomFieldDefinition', { id, name: 'Place' });
    expect(await client.result('companies.getCustomFieldsDefinitions')).toEqual([
      { id, name: 'Place' },
    ]);
    await client.result('companies.deleteCustomFieldDefinition', { id });
    expect(await client.result('companies.getCustomFieldsDefinitions')).toEqual([]);
  });

  it('are logged with what happened to them', async () => {
    const client = await openSandbox();
    const id = await client.result('companies.createCompany', { type: 1, name: 'Logged Ltd' });
    const [entry] = await client.log();
    expect(entry).toMatchObject({
      number: 1,
      vendor: 'gravityzone',
      credential: 'main',
      operation: 'companies.createCompany',
      path: '/api/v1.0/jsonrpc/companies',
      status: 200,
      effect: { verb: 'create', kind: 'company', id, name: 'Logged Ltd' },
    });
    expect(entry?.effectAt).toMatch(/^\d{4}-/);
    expect(pick(entry, 'fault')).toBeNull();
  });
});

describe('GravityZone company names', () => {
  it.each([
    ['taken in the own tree', 'Old Mill Antiques', /already exists/],
    ['taken in other letters', 'OLD MILL antiques', /already exists/],
    ['taken by another partner’s company out of sight', 'Bellweather Foods Ltd', /already exists/],
    ['longer than 64 characters', 'x'.repeat(65), /64/],
    ['with angle brackets', 'Smith <Holdings>', /HTML/],
    ['empty', ' ', /empty/],
  ])('%s are refused', async (_, name, details) => {
    const client = await openSandbox();
    expect(await client.error('companies.createCompany', { type: 1, name })).toMatch(details);
    const { id } = await client.company('Hartley & Co Solicitors LLP');
    expect(await client.error('companies.updateCompanyDetails', { id, name })).toMatch(details);
  });

  it('of 64 characters, and the own one in other letters, are accepted', async () => {
    const client = await openSandbox();
    const { id } = await client.company('Old Mill Antiques');
    await client.result('companies.updateCompanyDetails', { id, name: 'OLD MILL ANTIQUES' });
    await client.result('companies.createCompany', { type: 1, name: 'y'.repeat(64) });
  });

  it('are free again once their company is deleted', async () => {
    const client = await openSandbox();
    const { id } = await client.company('Old Mill Antiques');
    await client.result('companies.deleteCompany', { companyId: id });
    await client.result('companies.createCompany', { type: 1, name: 'Old Mill Antiques' });
  });
});
