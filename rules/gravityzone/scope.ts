import { isSiteUid } from '../identity.ts';
import type { SiteUid } from '../identity.ts';

/** A row of Datto's listing of sites, as far as the rules look at it. */
export interface SourceSite {
  /** No GUID for "Deleted Devices" (datto-rmm.md, 6). */
  uid: string;
  name: string;
  /** Not always sent; a site is managed only if it says so. */
  onDemand: boolean | null;
}

/** A managed site, once, however often the listing had it. */
export interface ListedSite {
  uid: SiteUid;
  name: string;
  /** Every name that the listing had for it. */
  names: readonly string[];
  /** False if the listing had it twice with different facts: nothing is decided about it then. */
  settled: boolean;
}

/** What a person decided about a site; without an entry the default holds. */
export type Exclusions = ReadonlyMap<SiteUid, 'excluded' | 'included'>;

/** Datto's group of deleted devices. System sites are known by exact name only (datto-rmm.md, 6). */
export const deletedDevices = 'Deleted Devices';
/** The system site that starts excluded: it holds devices that are no customer's (spec 3.1). */
export const systemManaged = 'Managed';

/** All managed sites; on-demand sites and "Deleted Devices" never (spec 3.1). Ordered by uid. */
export function listedSites(sites: readonly SourceSite[]): ListedSite[] {
  const rows = new Map<SiteUid, SourceSite[]>();
  for (const site of sites) {
    if (!isSiteUid(site.uid) || site.name === deletedDevices) continue;
    rows.set(site.uid, [...(rows.get(site.uid) ?? []), site]);
  }
  const listed: ListedSite[] = [];
  for (const [uid, seen] of rows) {
    const managed = seen.filter((site) => site.onDemand === false);
    const names = [...new Set(managed.map((site) => site.name))].toSorted();
    const [name] = names;
    if (name === undefined) continue;
    listed.push({
      uid,
      name,
      names,
      settled: names.length === 1 && managed.length === seen.length,
    });
  }
  return listed.toSorted((a, b) => compareText(a.uid, b.uid));
}

/**
 * Whether the site is excluded from automatic sync: by a person, or as the system site "Managed"
 * until a person includes it (spec 3.1, 3.2).
 */
export function isExcluded(site: ListedSite, exclusions: Exclusions): boolean {
  const decided = exclusions.get(site.uid);
  return decided === undefined ? site.names.includes(systemManaged) : decided === 'excluded';
}

/** An order that does not depend on a locale, for plans that must come out the same everywhere. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
