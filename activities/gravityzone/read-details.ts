import type { CompanyDetailsPayload } from '../../db/readings/payloads.ts';
import { planGravityzone } from '../../rules/gravityzone/plan.ts';
import type { CompanyId } from '../../vendors/gravityzone/schemas.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';
import { loadPlanInput, NothingToPlanFrom } from './load-plan-input.ts';

/**
 * Type, suspension and manageability of the companies that the run means to associate: no listing
 * tells them (gravityzone.md 4.1, 4.5), so each is read by its id.
 */
export function readDetails(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'details',
    vendor: 'gravityzone',
    name: 'company details',
    resume: true,
    async read({ calls, signal, seen, add, boundTo }) {
      const client = await deps.vendors.gravityzone(run.tenantId, calls);
      for (const id of (await candidates(deps, run)).filter((one) => !seen.has(one))) {
        const company = await client
          .companyDetails(id as CompanyId, { signal })
          .catch((error: unknown) => {
            // Out of sight by now: it stays unknown, and nothing is done with it.
            if (isVendorError(error, 'not-found', 'forbidden')) return null;
            throw error;
          });
        if (!company) continue;
        const payload: CompanyDetailsPayload = {
          id,
          ...(company.type === null
            ? {}
            : { type: company.type === 0 ? ('partner' as const) : ('customer' as const) }),
          suspended: company.isSuspended === true,
          manageable: company.canBeManagedByAbove !== false,
        };
        await add([{ key: id, payload }]);
      }
      return { complete: true, identity: boundTo };
    },
  });
}

async function candidates(deps: ActivityDependencies, run: RunInput): Promise<string[]> {
  try {
    return planGravityzone(await loadPlanInput(deps, run)).needs.detailsOf;
  } catch (error) {
    if (error instanceof NothingToPlanFrom) return [];
    throw error;
  }
}
