import { requireId } from './ids.ts';
import type { ConfigurationId, OrganizationId, RecordId } from './ids.ts';
import { collected } from './reading.ts';
import type { ReadOptions } from './reading.ts';
import type { ItglueConnection } from './request.ts';
import { configurationSchema, organizationSchema } from './schemas.ts';
import type { Configuration, Organization } from './schemas.ts';

/** So many ids go into one query. */
const idsPerCall = 100;

/**
 * Reads of some records by their ids. One that does not come is gone or out of the key's sight:
 * which of the two, IT Glue does not say.
 */
export function severalReads(connection: ItglueConnection) {
  const some = async <Id extends RecordId, Found extends { id: Id }>(
    ids: readonly Id[],
    read: (filter: readonly string[]) => Promise<Found[]>,
  ): Promise<Found[]> => {
    const wanted = [...new Set(ids.map((id) => requireId(id)))];
    const found: Found[] = [];
    for (let from = 0; from < wanted.length; from += idsPerCall) {
      const part = wanted.slice(from, from + idsPerCall);
      // A filter may be ignored (itglue.md 2.3): they are picked from whatever comes.
      found.push(...(await read(part)).filter(({ id }) => part.includes(id)));
    }
    return found;
  };

  return {
    organizationsOfIds: (
      ids: readonly OrganizationId[],
      reading?: ReadOptions,
    ): Promise<Organization[]> =>
      some(ids, (id) =>
        collected(
          connection,
          { operation: 'GET /organizations', path: '/organizations', sort: 'id', filters: { id } },
          organizationSchema,
          reading,
        ),
      ),

    configurationsOfIds: (
      ids: readonly ConfigurationId[],
      reading?: ReadOptions,
    ): Promise<Configuration[]> =>
      some(ids, (id) =>
        collected(
          connection,
          {
            operation: 'GET /configurations',
            path: '/configurations',
            sort: 'id',
            filters: { id },
          },
          configurationSchema,
          reading,
        ),
      ),
  };
}
