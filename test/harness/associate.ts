import { association } from '../../db/schema/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { control } from './control.ts';
import type { TestTenant } from './tenant.ts';

export interface AssociatedSite {
  siteUid: string;
  companyId: string;
}

/**
 * Associates every managed site with a company of its own, as if runs had done so long ago: a large
 * tenant without the minutes that its first run takes. Companies are made under the root for sites
 * that have none of their name there; package and variable are on record only.
 */
export async function associateEverySite(
  sandbox: Sandbox,
  tenant: TestTenant,
): Promise<AssociatedSite[]> {
  const vendors = control(sandbox);
  const { dattoRmm, gravityzone } = await vendors.state();
  const { rootCompanyId } = gravityzone;
  const free = new Map(
    gravityzone.companies
      .filter(({ parentId, type }) => parentId === rootCompanyId && type === 1)
      .map(({ id, name }) => [name, id]),
  );
  const sites = dattoRmm.sites.filter(({ onDemand, system }) => !onDemand && system === null);
  const tied: AssociatedSite[] = [];
  for (const { uid, name } of sites) {
    const companyId = free.get(name) ?? (await newCompany(vendors, name));
    free.delete(name);
    tied.push({ siteUid: uid, companyId });
  }
  const nameOf = new Map(sites.map((site) => [site.uid, site.name]));
  await tenant.read((tx) =>
    tx.insert(association).values(
      tied.map(({ siteUid, companyId }, position) => ({
        tenantId: tenant.id,
        siteUid,
        siteName: nameOf.get(siteUid) ?? siteUid,
        companyId,
        companyName: nameOf.get(siteUid) ?? siteUid,
        expectedParentId: rootCompanyId,
        companyCreated: false,
        state: 'complete' as const,
        packageId: position.toString(16).padStart(24, 'f'),
        packageName: `Sitesync ${siteUid.slice(0, 8)}`,
        installLink: `link of ${siteUid}`,
        createdBy: tenant.acting.actor,
      })),
    ),
  );
  return tied;
}

async function newCompany(vendors: ReturnType<typeof control>, name: string): Promise<string> {
  const { id } = await vendors.change({ do: 'gravityzone.createCompany', name });
  return String(id);
}
