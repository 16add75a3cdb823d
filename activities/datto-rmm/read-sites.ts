import type { ActivityDependencies } from '../dependencies.ts';
import type { SitePayload } from '../../db/readings/payloads.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';

/**
 * All sites of the account, whatever their kind. A total that differs between the first and the
 * last page means that the listing moved under the reader: it is then not complete.
 */
export function readSites(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'sites',
    vendor: 'datto-rmm',
    name: 'sites',
    resume: false,
    async read({ calls, signal, add }) {
      const client = await deps.vendors.dattoRmm(run.tenantId, calls);
      const account = await client.account({ signal });
      const totals = new Set<number>();
      const uids = new Set<string>();
      for await (const page of client.listSites({ signal })) {
        if (page.totalCount !== null) totals.add(page.totalCount);
        for (const { uid } of page.items) uids.add(uid);
        await add(
          page.items.map((site) => ({
            key: site.uid,
            payload: {
              uid: site.uid,
              name: site.name,
              // Unknown is not managed: nothing is ever done to such a site.
              onDemand: site.onDemand ?? true,
              deviceCount: site.devicesStatus?.numberOfDevices ?? null,
            } satisfies SitePayload,
          })),
        );
      }
      const [total, ...others] = totals;
      const complete = others.length === 0 && (total === undefined || uids.size >= total);
      return { complete, identity: account.uid };
    },
  });
}
