import { describe, expect, it } from 'vitest';
import { column, openSandbox, type SandboxClient } from '../client-for-tests.ts';
import { branches } from './site-specification.ts';

async function stateText(client: SandboxClient): Promise<string> {
  return (await client.control('GET', '/state')).text;
}

/** Sites of the sample apart from the three that every account has. */
async function siteCount(client: SandboxClient): Promise<number> {
  const { sites } = (await client.state()).dattoRmm;
  return sites.filter(({ system }) => system === null).length;
}

describe('A sample MSP', () => {
  it('is the same for the same seed, ids and keys included, and another for another', async () => {
    const first = await openSandbox({ msp: 'demo', seed: 7 });
    const second = await openSandbox({ msp: 'demo', seed: 7 });
    const other = await openSandbox({ msp: 'demo', seed: 8 });
    expect(await stateText(second)).toBe(await stateText(first));
    expect(await stateText(other)).not.toBe(await stateText(first));
    const ids = await Promise.all(
      [first, second].map(async (client) => [
        await client.result('companies.createCompany', { type: 1, name: 'Next' }),
        (await client.datto('PUT', '/v2/site', { name: 'Next' })).text,
      ]),
    );
    expect(ids[1]).toEqual(ids[0]);
  });

  it('has 12, about 60 or 300 sites, or as many as asked for, and as many devices', async () => {
    expect(await siteCount(await openSandbox())).toBe(12);
    expect(await siteCount(await openSandbox({ msp: 'demo' }))).toBe(57);
    expect(await siteCount(await openSandbox({ msp: 'large' }))).toBe(300);
    const client = await openSandbox({ msp: 'large', sites: 100, devices: 777 });
    const { sites } = (await client.state()).dattoRmm;
    expect(await siteCount(client)).toBe(100);
    const devices = sites.flatMap((site) => site.devices).filter(({ deleted }) => !deleted);
    expect(devices).toHaveLength(777);
    expect(sites.some((site) => site.system === null && site.devices.length === 0)).toBe(true);
  });

  it('of 1000 sites has unique names beyond the branches that share one on purpose', async () => {
    const client = await openSandbox({ msp: 'demo', sites: 1000, devices: 0 });
    const names = column((await client.state()).dattoRmm.sites, 'name');
    expect(names).toHaveLength(1003);
    expect(new Set(names).size).toBe(1002);
  });

  it('called demo has every branch', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const { sample } = await client.state();
    expect(new Set(column(sample.branches, 'branch'))).toEqual(new Set(branches));
  });

  it('called demo has each branch as its name says', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const { dattoRmm, gravityzone, sample } = await client.state();
    const { rootCompanyId } = gravityzone;
    const of = (branch: string) => {
      const found = sample.branches.filter((one) => one.branch === branch);
      return {
        sites: dattoRmm.sites.filter((site) => found.some(({ siteUid }) => siteUid === site.uid)),
        companies: gravityzone.companies.filter((company) =>
          found.some(({ companyIds }) => companyIds.includes(company.id)),
        ),
      };
    };
    const equal = (name: string | undefined) => name?.trim().normalize('NFC').toLowerCase();
    const name = (branch: string) => of(branch).sites[0]?.name;
    const [existing] = of('existingCompany').companies;
    expect(existing).toMatchObject({ parentId: rootCompanyId, folderId: null, type: 1 });
    expect(of('noCompany').companies).toEqual([]);
    expect(name('excludedSite')).toBe('Internal Lab');
    expect(of('onDemandSite').sites.every((site) => site.onDemand)).toBe(true);
    expect(of('nameTakenOutOfSight').companies[0]).toMatchObject({
      name: name('nameTakenOutOfSight'),
      visible: false,
    });
    expect(name('nameTooLong')?.length).toBeGreaterThan(64);
    expect(name('nameWithAngleBrackets')).toMatch(/<.*>/);
    expect(new Set(column(of('namesakeSites').sites, 'name')).size).toBe(1);
    expect(of('namesakeSites').sites).toHaveLength(2);
    expect(new Set(column(of('namesakeCompanies').companies, 'name')).size).toBe(1);
    expect(of('namesakeCompanies').companies).toHaveLength(2);
    expect(of('companyInFolder').companies[0]).toMatchObject({
      parentId: rootCompanyId,
      folderId: gravityzone.folders[0]?.id,
    });
    const nested = of('companyUnderNestedPartner').companies[0];
    expect(gravityzone.companies.find(({ id }) => id === nested?.parentId)).toMatchObject({
      type: 0,
      parentId: rootCompanyId,
    });
    expect(
      gravityzone.companies.filter(({ parentId }) => parentId === nested?.parentId).length,
    ).toBeGreaterThan(1);
    expect(of('suspendedCompany').companies[0]?.isSuspended).toBe(true);
    expect(of('unmanageableCompany').companies[0]?.canBeManagedByAbove).toBe(false);
    for (const branch of ['differsByCase', 'differsByBlank', 'differsByUnicodeForm']) {
      const [company] = of(branch).companies;
      expect(company?.name).not.toBe(name(branch));
      expect(equal(company?.name)).toBe(equal(name(branch)));
    }
    expect(of('prefixedCompany').companies[0]?.name).toBe(`New ${String(name('prefixedCompany'))}`);
    const link = (branch: string) =>
      of(branch).sites[0]?.variables.find((one) => one.name === 'GravityZonePackageLink');
    expect(link('variableWithOtherValue')).toMatchObject({ masked: false });
    expect(link('variableMasked')).toMatchObject({ masked: true });
    expect(of('systemSite').sites).toHaveLength(3);
  });

  it('called demo has a company whose kits take long', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const { id: companyId } = await client.company('Merrow Engineering plc');
    await client.result('packages.createPackage', { companyId, packageName: 'One' });
    const links = await client.result('packages.getInstallationLinks', { companyId });
    expect(column(links, 'status')).toEqual([{ windows: 1 }]);
  });
});
