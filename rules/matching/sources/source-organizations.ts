import type { OrganizationSource } from '../../itglue/settings.ts';

/** A managed site with at least one device. */
export interface SourceSite {
  uid: string;
  name: string;
  devices: number;
  autotaskCompanyId: string | null;
  autotaskCompanyName: string | null;
}

/** What is matched to an organization of IT Glue: a site, or an Autotask company with its sites. */
export interface SourceOrganization {
  /** Site uid, or `autotask/<company id>`. */
  id: string;
  name: string;
  /** Its sites, by name; the first stands for it where one is needed. */
  sites: readonly SourceSite[];
  devices: number;
  autotaskCompanyId: string | null;
  /** A site that has no Autotask company where those are matched: listed, and never matched by itself. */
  withoutCompany: boolean;
}

/**
 * The source organizations of an account (spec 2.4, 4.1), by id. Several sites may share an Autotask
 * company; its name is that which the first of its sites tells.
 */
export function sourceOrganizations(
  sites: readonly SourceSite[],
  source: OrganizationSource,
): SourceOrganization[] {
  const byId = new Map<string, SourceSite[]>();
  for (const site of sites.toSorted(byName)) {
    if (site.devices === 0) continue;
    const id = sourceIdOf(site, source);
    byId.set(id, [...(byId.get(id) ?? []), site]);
  }
  return [...byId]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([id, itsSites]) => sourceOrganization(id, itsSites, source));
}

/** The source organization that a site belongs to. */
export function sourceIdOf(
  { uid, autotaskCompanyId }: Pick<SourceSite, 'uid' | 'autotaskCompanyId'>,
  source: OrganizationSource,
): string {
  const ofCompany = source === 'autotask-companies' && autotaskCompanyId !== null;
  return ofCompany ? `autotask/${autotaskCompanyId}` : uid;
}

function sourceOrganization(
  id: string,
  sites: readonly SourceSite[],
  source: OrganizationSource,
): SourceOrganization {
  const devices = sites.reduce((sum, site) => sum + site.devices, 0);
  const autotaskCompanyId = sites[0]?.autotaskCompanyId ?? null;
  const ofCompany = source === 'autotask-companies' && autotaskCompanyId !== null;
  const siteName = sites[0]?.name ?? id;
  const told = sites.find(({ autotaskCompanyName: name }) => name !== null && name.trim() !== '');
  return {
    id,
    name: ofCompany ? (told?.autotaskCompanyName ?? siteName) : siteName,
    sites,
    devices,
    autotaskCompanyId,
    withoutCompany: source === 'autotask-companies' && !ofCompany,
  };
}

function byName(a: SourceSite, b: SourceSite): number {
  return compare(a.name, b.name) || compare(a.uid, b.uid);
}

/** By code unit: the same everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
