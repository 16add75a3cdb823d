import type { CompanyDetailsPayload } from '../../db/readings/payloads.ts';
import type { GravityzoneClient } from '../../vendors/gravityzone/client.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';
import { detailsToRead, type CompanyToCheck } from './details-to-read.ts';
import { countEndpoints, isPackageReadable, seeCompany } from './see-company.ts';

/**
 * What no listing tells of a company (gravityzone.md 4.1, 4.5), read by its id: type, suspension and
 * manageability; of those that the tree lacks whether they are gone, with their package and
 * endpoints.
 */
export function readDetails(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'details',
    vendor: 'gravityzone',
    name: 'company details',
    resume: true,
    async read({ calls, signal, seen, add, boundTo }) {
      const client = await deps.vendors.gravityzone(run.tenantId, calls);
      const { toRead, carried } = await detailsToRead(deps, run);
      await add(carried.map((payload) => ({ key: payload.id, payload })));
      for (const check of toRead.filter(({ companyId }) => !seen.has(companyId))) {
        const payload = await readCompany(client, check, signal);
        if (payload) await add([{ key: payload.id, payload }]);
      }
      return { complete: true, identity: boundTo };
    },
  });
}

/** Null where GravityZone says nothing of it: it stays unknown, and nothing is done with it. */
async function readCompany(
  client: GravityzoneClient,
  { companyId: id, packageId, countEndpoints: counts }: CompanyToCheck,
  signal: AbortSignal,
): Promise<CompanyDetailsPayload | null> {
  const seen = await seeCompany(client, id, signal).catch((error: unknown) => {
    if (isVendorError(error, 'licence', 'refused')) return null;
    throw error;
  });
  if (!seen) return null;
  const packageReadable =
    packageId === null ? null : await isPackageReadable(client, packageId, signal);
  if (seen.sight !== 'there') {
    return { id, sight: seen.sight, packageReadable, endpoints: null };
  }
  const { type, isSuspended, canBeManagedByAbove } = seen.company;
  return {
    id,
    sight: 'there',
    ...(type === null ? {} : { type: type === 0 ? 'partner' : 'customer' }),
    suspended: isSuspended === true,
    manageable: canBeManagedByAbove !== false,
    packageReadable,
    endpoints: counts ? await countEndpoints(client, id, signal) : null,
  };
}
