import { withTenant } from '../../db/connect.ts';
import { newestReading, readingItems } from '../../db/readings/load-reading.ts';
import { sitePayload } from '../../db/readings/payloads.ts';
import { listedSites } from '../../rules/gravityzone/scope.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';
import { sideBySide } from '../side-by-side.ts';
import { readSiteDevices } from './site-devices.ts';

/** Sites are asked for side by side, within the account's limit. */
const atOnce = 8;

/**
 * The devices of all managed sites with their network adapters, site by site: the account-wide list
 * can miss some (datto-rmm.md 7.1). A site that is read is marked, so that another attempt goes on
 * with the others.
 */
export function readDevices(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'devices',
    vendor: 'datto-rmm',
    name: 'devices',
    resume: true,
    async read({ calls, signal, seen, add, boundTo }) {
      const sites = await managedSites(deps, run);
      if (!sites) return { complete: false, identity: boundTo };
      const client = await deps.vendors.dattoRmm(run.tenantId, calls);
      let complete = true;
      await sideBySide(
        sites.filter((uid) => !seen.has(markOf(uid))),
        atOnce,
        async (uid) => {
          const site = { uid, mark: markOf(uid) };
          complete = (await readSiteDevices(client, site, signal, add)) && complete;
        },
      );
      return { complete, identity: boundTo };
    },
  });
}

const markOf = (siteUid: string) => `site/${siteUid}`;

/** Those that the run has listed; nothing where it could not list them. */
function managedSites(
  { db }: ActivityDependencies,
  { tenantId, runId }: RunInput,
): Promise<string[] | null> {
  return withTenant(db, tenantId, async (tx) => {
    const reading = await newestReading(tx, 'sites', runId);
    if (!reading) return null;
    const items = await readingItems(tx, reading.id);
    return listedSites(items.map(({ payload }) => sitePayload.parse(payload))).map(
      ({ uid }) => uid,
    );
  });
}
