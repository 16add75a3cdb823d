import { sql, type SQL } from 'drizzle-orm';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { newestItems, newestReadAt } from '../lists/newest-items.ts';
import { readCompanyDetails, readCompanyLinks, readVariables } from './read-states.ts';
import { shownSite, type ShownSite, type SiteFacts, type SiteStates } from './shown-site.ts';

export type SiteFilter = 'all' | 'associated' | 'unassociated' | 'excluded' | 'problem' | 'event';
export type SiteSort = 'name' | '-name' | 'company' | '-company' | 'devices' | '-devices';

export interface SitesQuery {
  filter: SiteFilter;
  /** Part of a site's or company's name, or a site uid. */
  search?: string | undefined;
  sort: SiteSort;
  limit: number;
  offset: number;
}

export interface SitesPage {
  sites: ShownSite[];
  total: number;
  /** When the newest whole listing of sites was read; null before the first. */
  readAt: Date | null;
}

/**
 * The managed sites of the newest whole reading, each with its association and how that stands; and
 * the associations whose site is on-demand or gone, as out of scope (spec 3.1, 3.5). Filtered,
 * sorted and paged in the database.
 */
export function listSites(db: Database, tenantId: string, query: SitesQuery): Promise<SitesPage> {
  return withTenant(db, tenantId, async (tx) => {
    const where = sql.join([filters[query.filter], searched(query.search)], sql` and `);
    const rows = await tx.execute<SiteFacts>(
      sql`${listed} select * from listed where ${where}
        order by ${orders[query.sort]}, uid limit ${query.limit} offset ${query.offset}`,
    );
    const [counted] = await tx.execute<{ total: number }>(
      sql`${listed} select count(*)::int as total from listed where ${where}`,
    );
    const states = await readStates(tx, rows);
    return {
      sites: rows.map((row) => shownSite(row, states)),
      total: counted?.total ?? 0,
      readAt: await newestReadAt(tx, 'sites'),
    };
  });
}

async function readStates(tx: Transaction, rows: readonly SiteFacts[]): Promise<SiteStates> {
  const tied = rows.filter(({ company_id: company }) => company !== null);
  const companyIds = tied.flatMap((row) => (row.company_id === null ? [] : [row.company_id]));
  return {
    links: await readCompanyLinks(tx, companyIds),
    details: await readCompanyDetails(tx, companyIds),
    variables: await readVariables(
      tx,
      tied.map(({ uid }) => uid),
    ),
  };
}

const listed = sql`with
  site as (
    select key as uid, payload->>'name' as name, (payload->>'deviceCount')::int as devices
    from (${newestItems('sites')}) s
    where payload->>'onDemand' = 'false' and payload->>'name' <> 'Deleted Devices'),
  company as (${newestItems('companies')}),
  last_run as (select id from run where finished_at is not null order by created_at desc limit 1),
  happening as (
    select site_uid, json_agg(json_build_object('id', id, 'type', type) order by raised_at, type)
      as open_events
    from event where state in ('open', 'acting') group by site_uid),
  listed as (
    select coalesce(s.uid, a.site_uid) as uid, coalesce(s.name, a.site_name) as name, s.devices,
      s.uid is null as out_of_scope,
      case when a.id is not null then false
        else coalesce(e.excluded, s.name = 'Managed') end as excluded,
      a.company_id, a.company_name, a.site_name as associated_name, a.expected_parent_id, a.state,
      a.package_id, a.package_name, a.install_link, a.previous_link, a.created_at as associated_at,
      c.payload->>'name' as company_name_now,
      exists (select 1 from company) as companies_read,
      coalesce(v.open_events, '[]') as open_events,
      (select p.sentence from problem p join last_run r on r.id = p.run_id
        where p.site_uid = coalesce(s.uid, a.site_uid) order by p.created_at limit 1) as problem
    from site s
    full join association a on a.site_uid = s.uid
    left join exclusion e on e.site_uid = s.uid
    left join company c on c.key = a.company_id
    left join happening v on v.site_uid = coalesce(s.uid, a.site_uid))`;

const filters: Record<SiteFilter, SQL> = {
  all: sql`true`,
  associated: sql`company_id is not null`,
  unassociated: sql`company_id is null and not excluded`,
  excluded: sql`excluded`,
  problem: sql`problem is not null`,
  event: sql`json_array_length(open_events) > 0`,
};

const orders: Record<SiteSort, SQL> = {
  name: sql`lower(name)`,
  '-name': sql`lower(name) desc`,
  company: sql`lower(company_name) nulls last`,
  '-company': sql`lower(company_name) desc nulls last`,
  devices: sql`devices nulls last`,
  '-devices': sql`devices desc nulls last`,
};

function searched(text: string | undefined): SQL {
  if (text === undefined || text === '') return sql`true`;
  // strpos, not like: what is typed has no wildcards.
  return sql`(strpos(lower(name), lower(${text})) > 0
    or strpos(lower(coalesce(company_name_now, company_name, '')), lower(${text})) > 0
    or uid = lower(${text}))`;
}
