import { CompletePages } from '../complete-pages.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { SitePayload } from '../../db/readings/payloads.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';

/** All sites of the account, whatever their kind. */
export function readSites(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'sites',
    vendor: 'datto-rmm',
    name: 'sites',
    resume: false,
    async read({ calls, signal, add }) {
      const client = await deps.vendors.dattoRmm(run.tenantId, calls);
      const account = await client.account({ signal });
      const pages = new CompletePages();
      for await (const page of client.listSites({ signal })) {
        pages.add(
          page,
          page.items.map(({ uid }) => uid),
        );
        await add(
          page.items.map((site) => ({
            key: site.uid,
            payload: {
              uid: site.uid,
              name: site.name,
              // Unknown is not managed: nothing is ever done to such a site.
              onDemand: site.onDemand ?? true,
              deviceCount: site.devicesStatus?.numberOfDevices ?? null,
              autotaskCompanyId: site.autotaskCompanyId,
              autotaskCompanyName: site.autotaskCompanyName,
            } satisfies SitePayload,
          })),
        );
      }
      return { complete: pages.areComplete(), identity: account.uid };
    },
  });
}
