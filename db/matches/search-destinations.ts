import { sql, type SQL } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { newestItems, newestReadAt } from '../lists/newest-items.ts';

/** A page of what IT Glue has, as it was last read whole. */
export interface DestinationsPage<Destination> {
  destinations: Destination[];
  total: number;
  readAt: Date | null;
}

/** Who is matched to a record: an organization may have several. */
export interface MatchedSource {
  sourceId: string;
  name: string;
}

export interface ListedDestinationOrganization {
  id: string;
  name: string;
  typeName: string | null;
  statusName: string | null;
  /** Set where a PSA keeps it. */
  psa: string | null;
  matched: MatchedSource[];
}

export interface ListedConfiguration {
  id: string;
  name: string;
  organizationId: string;
  organizationName: string | null;
  hostname: string | null;
  serial: string | null;
  mac: string | null;
  typeName: string | null;
  archived: boolean;
  psa: string | null;
  matched: MatchedSource[];
}

export interface DestinationsQuery {
  /** Part of a name; of a configuration also of its hostname or serial, or a MAC; or a whole id. */
  search?: string | undefined;
  limit: number;
  offset: number;
}

/** The organizations of IT Glue's newest whole reading, searched and paged in the database. */
export function searchOrganizations(
  db: Database,
  tenantId: string,
  query: DestinationsQuery,
): Promise<DestinationsPage<ListedDestinationOrganization>> {
  const found = sql`
    select i.key as id, i.payload->>'name' as name, i.payload->>'typeName' as "typeName",
      i.payload->>'statusName' as "statusName", i.payload->>'psa' as psa
    from (${newestItems('organizations')}) i
    where ${searched(query.search, [sql`i.payload->>'name'`, sql`i.payload->>'shortName'`])}`;
  return searchIn<ListedDestinationOrganization>(db, tenantId, 'organization', found, query);
}

/** The configurations of IT Glue's newest whole reading, of one organization or of all. */
export function searchConfigurations(
  db: Database,
  tenantId: string,
  { organizationId, ...query }: DestinationsQuery & { organizationId?: string | undefined },
): Promise<DestinationsPage<ListedConfiguration>> {
  const texts = ['name', 'hostname', 'serial'].map((field) => sql`i.payload->>${field}`);
  const found = sql`
    select i.key as id, i.payload->>'name' as name,
      i.payload->>'organizationId' as "organizationId", o.payload->>'name' as "organizationName",
      i.payload->>'hostname' as hostname, i.payload->>'serial' as serial, i.payload->>'mac' as mac,
      i.payload->>'typeName' as "typeName", (i.payload->>'archived')::boolean as archived,
      i.payload->>'psa' as psa
    from (${newestItems('configurations')}) i
    left join (${newestItems('organizations')}) o on o.key = i.payload->>'organizationId'
    where (${searched(query.search, texts)} or ${hasMac(query.search)})
      and ${organizationId === undefined ? sql`true` : sql`i.payload->>'organizationId' = ${organizationId}`}`;
  return searchIn<ListedConfiguration>(db, tenantId, 'device', found, query);
}

function searchIn<Destination>(
  db: Database,
  tenantId: string,
  kind: 'organization' | 'device',
  found: SQL,
  { limit, offset }: DestinationsQuery,
): Promise<DestinationsPage<Destination>> {
  return withTenant(db, tenantId, async (tx) => {
    const rows = await tx.execute(sql`
      with found as (${found}),
      page as (select * from found order by lower(name), id limit ${limit} offset ${offset})
      select p.*, coalesce(m.matched, '[]') as matched from page p
      left join lateral (
        select json_agg(json_build_object('sourceId', source_id, 'name', name)
          order by lower(name), source_id) as matched
        from match where kind = ${kind} and state = 'matched' and destination_id = p.id) m on true
      order by lower(p.name), p.id`);
    const [counted] = await tx.execute<{ total: number }>(
      sql`select count(*)::int as total from (${found}) f`,
    );
    const reading = kind === 'organization' ? 'organizations' : 'configurations';
    return {
      destinations: [...rows] as Destination[],
      total: counted?.total ?? 0,
      readAt: await newestReadAt(tx, reading),
    };
  });
}

function searched(search: string | undefined, texts: readonly SQL[]): SQL {
  const text = search?.trim().toLowerCase() ?? '';
  if (text === '') return sql`true`;
  // strpos, not like: what is typed has no wildcards.
  const parts = texts.map((value) => sql`strpos(lower(coalesce(${value}, '')), ${text}) > 0`);
  return sql`(${sql.join([...parts, sql`i.key = ${text}`], sql` or `)})`;
}

/** A MAC is found however it is written on either side. */
function hasMac(search: string | undefined): SQL {
  const digits = search?.toLowerCase().replaceAll(/[\s:.-]/g, '') ?? '';
  if (!/^[\da-f]{12}$/.test(digits)) return sql`false`;
  const plain = (mac: SQL) => sql`regexp_replace(lower(${mac}), '[^0-9a-f]', '', 'g') = ${digits}`;
  return sql`(${plain(sql`i.payload->>'mac'`)} or exists (
    select 1 from jsonb_array_elements(i.payload->'interfaces') nic
    where ${plain(sql`nic->>'mac'`)}))`;
}
