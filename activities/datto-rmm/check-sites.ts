import type { SiteCheckPayload } from '../../db/readings/payloads.ts';
import { planGravityzone } from '../../rules/gravityzone/plan.ts';
import type { DattoRmmClient } from '../../vendors/datto-rmm/client.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { loadPlanSources } from '../gravityzone/load-plan-input.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';

/**
 * What Datto RMM says by uid of associated sites that its listing lacks: gone needs more than an
 * absence (spec 3.6.1).
 */
export function checkSites(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'site-checks',
    vendor: 'datto-rmm',
    name: 'missing sites',
    resume: true,
    async read({ calls, signal, seen, add, boundTo }) {
      const client = await deps.vendors.dattoRmm(run.tenantId, calls);
      const sources = await loadPlanSources(deps, run);
      const uids = sources ? planGravityzone(sources.input).needs.siteChecksOf : [];
      for (const uid of uids.filter((one) => !seen.has(one))) {
        const payload: SiteCheckPayload = { uid, sight: await seeSite(client, uid, signal) };
        await add([{ key: uid, payload }]);
      }
      return { complete: true, identity: boundTo };
    },
  });
}

/** What Datto RMM says of a site by its uid. */
export async function seeSite(
  client: DattoRmmClient,
  uid: string,
  signal: AbortSignal,
): Promise<SiteCheckPayload['sight']> {
  try {
    await client.site(uid, { signal });
    return 'there';
  } catch (error) {
    if (isVendorError(error, 'not-found')) return 'gone';
    if (isVendorError(error, 'forbidden')) return 'not-authorized';
    throw error;
  }
}
