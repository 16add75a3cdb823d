import { isSiteUid } from '../../identity.ts';
import type { SiteUid } from '../../identity.ts';
import type { InventoryIndex } from '../inventory-index.ts';

/** How a site stands in the raw listing, on-demand sites included. */
export type SiteStanding = 'managed' | 'on-demand' | 'unclear' | 'unlisted';

/** Whether the listing has a site as managed, as on-demand, not at all, or in no clear way. */
export function siteStandings({
  inventory,
  siteOf,
}: Pick<InventoryIndex, 'inventory' | 'siteOf'>): (uid: SiteUid) => SiteStanding {
  const rows = new Map<SiteUid, (boolean | null)[]>();
  for (const { uid, onDemand } of inventory.sites) {
    if (isSiteUid(uid)) rows.set(uid, [...(rows.get(uid) ?? []), onDemand]);
  }
  return (uid) => {
    const seen = rows.get(uid);
    if (seen === undefined) return 'unlisted';
    if (siteOf.get(uid)?.settled === true) return 'managed';
    return seen.every((onDemand) => onDemand === true) ? 'on-demand' : 'unclear';
  };
}
