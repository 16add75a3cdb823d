import type { OrganizationPayload } from '../../db/readings/payloads.ts';
import type { Organization } from '../../vendors/itglue/schemas.ts';
import { CompletePages } from '../complete-pages.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';
import { readAutotaskTies } from './autotask-ties.ts';

/** All organizations that the key sees. Whose they are is told by the primary one among them. */
export function readOrganizations(
  deps: ActivityDependencies,
  run: RunInput,
): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'organizations',
    vendor: 'itglue',
    name: 'organizations',
    resume: false,
    async read({ calls, signal, add, boundTo }) {
      const client = await deps.vendors.itglue(run.tenantId, calls);
      const ties = await readAutotaskTies(deps, run, client, signal);
      await add([], ties.marks);
      const pages = new CompletePages();
      const primary = new Set<string>();
      for await (const page of client.listOrganizations({ signal })) {
        pages.add(
          page,
          page.items.map(({ id }) => id),
        );
        for (const one of page.items) if (one.primary === true) primary.add(one.id);
        await add(page.items.map((one) => ({ key: one.id, payload: payloadOf(one, ties) })));
      }
      const [identity = ''] = primary;
      return {
        complete: pages.areComplete(),
        identity: primary.has(boundTo) ? boundTo : identity,
      };
    },
  });
}

function payloadOf(
  organization: Organization,
  { companiesOf }: { companiesOf: ReadonlyMap<string, string[]> },
): OrganizationPayload {
  const { id, name, shortName, primary, psaIntegration } = organization;
  return {
    id,
    name,
    shortName,
    typeName: organization.organizationTypeName,
    statusName: organization.organizationStatusName,
    primary: primary === true,
    psa: psaIntegration,
    autotaskCompanyIds: companiesOf.get(id) ?? [],
  };
}
