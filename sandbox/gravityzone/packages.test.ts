import { describe, expect, it } from 'vitest';
import { column, openSandbox, openStoppedSandbox, pick } from '../client-for-tests.ts';

const name = 'Hartley & Co Solicitors LLP';

describe('GravityZone packages', () => {
  it('answer their creation with an array of records, and are listed for their company', async () => {
    const client = await openSandbox();
    const { id: companyId } = await client.company(name);
    const result = await client.result('packages.createPackage', {
      packageName: 'Sitesync one',
      companyId,
    });
    expect(result).toEqual([{ records: [expect.stringMatching(/^[0-9a-f]{24}$/)], success: true }]);
    const id = pick(result, 0, 'records', 0);
    expect(await client.result('packages.getPackagesList', { companyId })).toEqual({
      page: 1,
      pagesCount: 1,
      perPage: 30,
      total: 1,
      items: [{ id, name: 'Sitesync one', type: 4 }],
    });
    expect(await client.result('packages.deletePackage', { packageId: id })).toBe(null);
    expect(await client.error('packages.getPackageDetails', { packageId: id })).toMatch(
      /not exist/,
    );
  });

  it('are not listed for the own company of a partner', async () => {
    const client = await openSandbox();
    const { rootCompanyId } = (await client.state()).gravityzone;
    for (const params of [{}, { companyId: rootCompanyId }]) {
      expect(await client.error('packages.getPackagesList', params)).toBe(
        '-32602: Id of a managed company is expected',
      );
    }
    expect(
      await client.result('packages.getPackagesList', {}, { label: 'customer' }),
    ).toMatchObject({ total: 0, pagesCount: 0, items: [] });
  });

  it('have kits that are built for a while: status 1, then 2', async () => {
    const { client, clock } = await openStoppedSandbox();
    const { id: companyId } = await client.company(name);
    const wanted = { companyId, packageName: 'Slow' };
    await client.result('packages.createPackage', wanted);
    const status = async () =>
      pick(await client.result('packages.getInstallationLinks', wanted), 0, 'status', 'windows');
    expect(await status()).toBe(1);
    clock.advance(300);
    expect(await status()).toBe(2);
  });

  it('have links with literal brackets around the token', async () => {
    const client = await openSandbox();
    const links = await client.result('packages.getInstallationLinks');
    expect(links).toHaveLength(1);
    expect(pick(links, 0)).toMatchObject({
      packageName: 'Workstations',
      companyName: 'Old Mill Antiques',
      status: { windows: 2 },
    });
    expect(pick(links, 0, 'installLinkWindows')).toMatch(
      /^https:\/\/[\w.]+\/Packages\/BSTWIN\/0\/setupdownloader_\[[\w+/=]+\]\.exe$/,
    );
    expect(
      await client.result('packages.getInstallationLinks', { packageName: 'No such' }),
    ).toEqual([]);
  });

  it('refuse a module that the subscription lacks, and name it', async () => {
    const client = await openSandbox();
    const { id: companyId } = await client.company(name);
    await client.change('gravityzone.setLicense', {
      companyId,
      license: { flags: { managePatchManagement: false } },
    });
    const wanted = { companyId, packageName: 'Patched', modules: { patchManagement: 1 } };
    expect(await client.error('packages.createPackage', wanted)).toMatch(
      /^-32001: .*valid license.*patchManagement/,
    );
  });

  it('copy contentControl to its three modules and refuse one that differs', async () => {
    const client = await openSandbox();
    const { id: companyId } = await client.company(name);
    const create = { companyId, packageName: 'Content' };
    expect(
      await client.error('packages.createPackage', {
        ...create,
        modules: { contentControl: 1, antiphishing: 0 },
      }),
    ).toMatch(/differs from contentControl/);
    const made = await client.result('packages.createPackage', {
      ...create,
      modules: { contentControl: 1, atc: 1 },
    });
    const packageId = pick(made, 0, 'records', 0);
    expect(await client.result('packages.getPackageDetails', { packageId })).toMatchObject({
      packageName: 'Content',
      modules: {
        antimalware: 1,
        contentControl: 1,
        userControl: 1,
        antiphishing: 1,
        trafficScan: 1,
        advancedThreatControl: 1,
        atc: 1,
        firewall: 0,
      },
    });
  });

  it.each([
    ['a truth value for a module', { modules: { firewall: true } }],
    ['a module that does not exist', { modules: { exploit: 1 } }],
    ['an unknown language', { language: 'xx_XX' }],
    ['a weak uninstall password', { settings: { uninstallPassword: 'abcdef' } }],
    ['a report-only package with another module', { productType: 3, modules: { firewall: 1 } }],
    ['a custom scan mode without engines', { scanMode: { type: 2 } }],
  ])('refuse %s', async (_, more) => {
    const client = await openSandbox();
    const { id: companyId } = await client.company(name);
    const wanted = { companyId, packageName: 'Refused', ...more };
    expect(await client.error('packages.createPackage', wanted)).toMatch(/^-32602: Invalid value/);
  });

  it('have names that are unique in their company only', async () => {
    const client = await openSandbox();
    const first = await client.company(name);
    const second = await client.company('Old Mill Antiques');
    const wanted = { packageName: 'Workstations' };
    await client.result('packages.createPackage', { ...wanted, companyId: first.id });
    expect(
      await client.error('packages.createPackage', { ...wanted, companyId: second.id }),
    ).toMatch(/already exists/);
    const links = await client.result('packages.getInstallationLinks', wanted);
    expect(column(links, 'companyId')).toEqual([second.id, first.id]);
  });

  it('are replaced by updatePackage under the same id', async () => {
    const client = await openSandbox();
    const [before] = (await client.state()).gravityzone.packages;
    const wanted = { packageId: before?.id, packageName: 'Servers', modules: { firewall: 1 } };
    expect(await client.result('packages.updatePackage', wanted)).toBe(null);
    const [after] = (await client.state()).gravityzone.packages;
    expect(after).toMatchObject({ id: before?.id, name: 'Servers', links: before?.links });
  });
});
