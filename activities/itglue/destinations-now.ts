import type { MatchItem } from '../../db/matches/apply-items.ts';
import {
  namedDestinations,
  type Destination,
  type Destinations,
} from '../../db/matches/destinations.ts';
import type { ItglueClient } from '../../vendors/itglue/client.ts';
import type { ConfigurationId, OrganizationId } from '../../vendors/itglue/ids.ts';
import type { Configuration, Organization } from '../../vendors/itglue/schemas.ts';

/** Ids are int64, as text (itglue.md 2.1); anything else is no record’s. */
const isId = (text: string) => /^[1-9]\d{0,18}$/.test(text);

/** The records that items name, read afresh by their ids. */
export async function destinationsNow(
  client: ItglueClient,
  items: readonly MatchItem[],
  signal: AbortSignal,
): Promise<Destinations> {
  const organizations = namedDestinations(items, 'organization').filter(isId) as OrganizationId[];
  const configurations = namedDestinations(items, 'device').filter(isId) as ConfigurationId[];
  return {
    organization: byId((await client.organizationsOfIds(organizations, { signal })).map(asFacts)),
    device: byId((await client.configurationsOfIds(configurations, { signal })).map(ofDevice)),
  };
}

function asFacts({ id, name }: Organization): Destination {
  return { id, name, archived: false, organization: null };
}

function ofDevice(configuration: Configuration): Destination {
  const { id, name, archived, organizationId, organizationName } = configuration;
  const organization = { id: organizationId, name: organizationName ?? organizationId };
  return { id, name, archived, organization };
}

function byId(found: Destination[]): ReadonlyMap<string, Destination> {
  return new Map(found.map((one) => [one.id, one]));
}
