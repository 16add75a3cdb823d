import type { CompanyId, SiteUid } from '../identity.ts';
import type { Association } from './associations.ts';
import { companyTree } from './company-tree.ts';
import type { CompanyTree } from './company-tree.ts';
import { nameKey } from './names.ts';
import type { Inventory } from './plan-types.ts';
import { listedSites } from './scope.ts';
import type { ListedSite } from './scope.ts';

/** A tenant's inventory with the indexes that rules look things up in. */
export interface InventoryIndex {
  inventory: Inventory;
  tree: CompanyTree;
  /** The managed sites, ordered by uid. */
  sites: readonly ListedSite[];
  siteOf: ReadonlyMap<SiteUid, ListedSite>;
  associationOf: ReadonlyMap<SiteUid, Association>;
  /** The site that has each associated company. */
  associatedWith: ReadonlyMap<CompanyId, SiteUid>;
  /** The managed sites that bear a name key, by uid. */
  bearers: (key: string) => ReadonlySet<SiteUid>;
}

export function inventoryIndex(inventory: Inventory): InventoryIndex {
  const sites = listedSites(inventory.sites);
  const bearers = new Map<string, Set<SiteUid>>();
  for (const site of sites) {
    for (const name of site.names) {
      const key = nameKey(name);
      bearers.set(key, (bearers.get(key) ?? new Set()).add(site.uid));
    }
  }
  const none: ReadonlySet<SiteUid> = new Set();
  const { associations } = inventory;
  return {
    inventory,
    tree: companyTree(inventory.root, inventory.tree),
    sites,
    siteOf: new Map(sites.map((site) => [site.uid, site])),
    associationOf: new Map(associations.map((entry) => [entry.siteUid, entry])),
    associatedWith: new Map(associations.map((entry) => [entry.companyId, entry.siteUid])),
    bearers: (key) => bearers.get(key) ?? none,
  };
}
