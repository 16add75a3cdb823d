import { requireId } from './ids.ts';
import type { OrganizationId } from './ids.ts';
import type { ListOptions, Page } from './pages.ts';
import { collected, listing, oneRecord } from './reading.ts';
import type { ReadOptions } from './reading.ts';
import type { ItglueConnection } from './request.ts';
import { locationSchema, organizationSchema } from './schemas.ts';
import type { Location, Organization } from './schemas.ts';

const all = { operation: 'GET /organizations', path: '/organizations', sort: 'id' };

/** An id that no Autotask company has. */
const impossiblePsaId = '-1';

/** Reads of organizations and of what they have. */
export function organizationReads(connection: ItglueConnection) {
  const tiedToAutotask = (psaId: string, reading?: ReadOptions) =>
    collected(
      connection,
      { ...all, filters: { psa_id: psaId, psa_integration_type: 'autotask' } },
      organizationSchema,
      reading,
    );

  return {
    /** All organizations that the key sees, the MSP's own among them. */
    listOrganizations: (list?: ListOptions): AsyncGenerator<Page<Organization>, void> =>
      listing(connection, all, organizationSchema, list),

    /**
     * The MSP's own organizations, of which there should be one. IT Glue may ignore a filter, so
     * they are picked from whatever comes.
     */
    primaryOrganizations: async (reading?: ReadOptions): Promise<Organization[]> => {
      const from = { ...all, filters: { primary: 'true' } };
      const found = await collected(connection, from, organizationSchema, reading);
      return found.filter(({ primary }) => primary === true);
    },

    /**
     * @throws {VendorError} `not-found` if there is none; `forbidden` if it is out of the key's
     * sight, or gone
     */
    organization: async (id: OrganizationId, reading?: ReadOptions): Promise<Organization> => {
      const path = `/organizations/${requireId(id)}`;
      const request = { operation: 'GET /organizations/:id', path, id };
      return (await oneRecord(connection, request, organizationSchema, reading)).data;
    },

    /**
     * Organizations of a name. Whether the whole name is compared, and case, is not known
     * (itglue.md 2.3): names are compared by the caller.
     */
    findOrganizations: (name: string, reading?: ReadOptions): Promise<Organization[]> =>
      collected(connection, { ...all, filters: { name } }, organizationSchema, reading),

    /**
     * The organizations that IT Glue ties to an Autotask company. No answer shows the tie itself
     * (itglue.md 3.1), so it is evidence only where {@link obeysPsaFilter}.
     */
    organizationsTiedToAutotask: async (
      autotaskCompanyId: string,
      reading?: ReadOptions,
    ): Promise<Organization[]> =>
      autotaskCompanyId.trim() === '' ? [] : tiedToAutotask(autotaskCompanyId, reading),

    /** Whether the filter by Autotask id filters: an unknown one is silently ignored (itglue.md 2.3). */
    obeysPsaFilter: async (reading?: ReadOptions): Promise<boolean> =>
      (await tiedToAutotask(impossiblePsaId, reading)).length === 0,

    /** @throws {VendorError} `not-found` or `forbidden`, as for one organization */
    locations: async (id: OrganizationId, reading?: ReadOptions): Promise<Location[]> => {
      const from = {
        operation: 'GET /organizations/:id/relationships/locations',
        path: `/organizations/${requireId(id)}/relationships/locations`,
        ofRecord: true,
        sort: 'id',
      };
      return collected(connection, from, locationSchema, reading);
    },
  };
}
