import type { ActivityDependencies } from '../dependencies.ts';
import type { LinkPayload } from '../../db/readings/payloads.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';

const pageSize = 500;

/** The install links of all managed companies, in one call (gravityzone.md 5.6). */
export function readLinks(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'links',
    vendor: 'gravityzone',
    name: 'installation links',
    resume: false,
    async read({ calls, signal, add, boundTo }) {
      const client = await deps.vendors.gravityzone(run.tenantId, calls);
      const links = await client.installationLinks({}, { signal });
      const rows: LinkPayload[] = links.flatMap((link) =>
        link.companyId === null
          ? []
          : [
              {
                companyId: link.companyId,
                packageName: link.packageName,
                link: link.installLinkWindows,
                ready: link.windowsKit !== 'building',
              },
            ],
      );
      for (let start = 0; start < rows.length; start += pageSize) {
        const page = rows.slice(start, start + pageSize);
        await add(
          page.map((row) => ({ key: `${row.companyId}/${row.packageName}`, payload: row })),
        );
      }
      return { complete: true, identity: boundTo };
    },
  });
}
