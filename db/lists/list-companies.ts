import { sql, type SQL } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { newestItems, newestReadAt } from './newest-items.ts';

export type CompanyFilter = 'all' | 'free' | 'associated';
export type CompanySort = 'name' | '-name' | 'partner' | '-partner' | 'site' | '-site';

export interface CompaniesQuery {
  /** `free`: what a site could be mapped to, so no partner and nothing that is associated. */
  filter: CompanyFilter;
  /** Part of a company's or its site's name, or a company id. */
  search?: string | undefined;
  sort: CompanySort;
  limit: number;
  offset: number;
}

export interface ListedCompany {
  id: string;
  name: string;
  /** The nearest company above it, folders left out; null if that is not in view. */
  partnerName: string | null;
  /** Under the root or one of its folders: only such a company is associated by a run (spec 3.4). */
  directlyUnderRoot: boolean;
  /** Null where no listing has told it yet. */
  type: 'customer' | 'partner' | null;
  /** The site that is associated with it. */
  site: { uid: string; name: string } | null;
}

export interface CompaniesPage {
  companies: ListedCompany[];
  total: number;
  /** When the newest whole listing of companies was read; null before the first. */
  readAt: Date | null;
}

type Row = {
  id: string;
  name: string;
  partner_name: string | null;
  directly_under_root: boolean;
  type: 'customer' | 'partner' | null;
  site_uid: string | null;
  site_name: string | null;
};

/**
 * The companies of the newest whole reading of the tree, without folders and the root, which is
 * never a target (spec 3.6.3). Filtered, sorted and paged in the database.
 */
export function listCompanies(
  db: Database,
  tenantId: string,
  query: CompaniesQuery,
): Promise<CompaniesPage> {
  return withTenant(db, tenantId, async (tx) => {
    const where = sql.join([filters[query.filter], searched(query.search)], sql` and `);
    const rows = await tx.execute<Row>(
      sql`${listed} select * from listed where ${where}
        order by ${orders[query.sort]}, id limit ${query.limit} offset ${query.offset}`,
    );
    const [counted] = await tx.execute<{ total: number }>(
      sql`${listed} select count(*)::int as total from listed where ${where}`,
    );
    return {
      companies: rows.map((row) => shownCompany(row)),
      total: counted?.total ?? 0,
      readAt: await newestReadAt(tx, 'companies'),
    };
  });
}

function shownCompany(row: Row): ListedCompany {
  const { site_uid: uid, site_name: siteName } = row;
  return {
    id: row.id,
    name: row.name,
    partnerName: row.partner_name,
    directlyUnderRoot: row.directly_under_root,
    type: row.type,
    site: uid === null || siteName === null ? null : { uid, name: siteName },
  };
}

// `climb` goes up through folders to the nearest company, as rules/gravityzone/company-tree.ts
// does. `union` without `all` ends it where folders hold each other. What has companies below it is
// a partner, whether or not a listing says so.
const listed = sql`with recursive
  node as (
    select key as id, payload->>'name' as name, payload->>'kind' as kind,
      payload->>'parentId' as parent_id, payload->>'partnerId' as partner_id,
      payload->>'type' as type
    from (${newestItems('companies')}) c),
  detail as (select key as id, payload->>'type' as type from (${newestItems('details')}) d),
  site as (select key as uid, payload->>'name' as name from (${newestItems('sites')}) s),
  root as (select identity as id from reading where kind = 'companies' and state = 'complete'
    order by finished_at desc limit 1),
  climb as (
    select n.id, n.parent_id as above from node n where n.kind = 'company'
    union
    select c.id, f.parent_id from climb c
      join node f on f.id = c.above and f.kind = 'folder' and f.id <> (select id from root)),
  top as (
    select c.id, case when c.above = (select id from root) or a.kind = 'company'
      then c.above else n.partner_id end as partner_id
    from climb c
    join node n on n.id = c.id
    left join node a on a.id = c.above
    where a.id is null or a.kind = 'company' or c.above = (select id from root)),
  listed as (
    select n.id, n.name, p.name as partner_name,
      case when n.id in (select partner_id from top) then 'partner'
        else coalesce(d.type, n.type) end as type,
      coalesce(t.partner_id = (select id from root)
        and coalesce(n.partner_id, t.partner_id) = t.partner_id, false) as directly_under_root,
      a.site_uid, coalesce(s.name, a.site_name) as site_name
    from node n
    left join top t on t.id = n.id
    left join node p on p.id = t.partner_id
    left join detail d on d.id = n.id
    left join association a on a.company_id = n.id
    left join site s on s.uid = a.site_uid
    where n.kind = 'company' and n.id <> (select id from root))`;

const filters: Record<CompanyFilter, SQL> = {
  all: sql`true`,
  free: sql`site_uid is null and type is distinct from 'partner'`,
  associated: sql`site_uid is not null`,
};

const orders: Record<CompanySort, SQL> = {
  name: sql`lower(name)`,
  '-name': sql`lower(name) desc`,
  partner: sql`lower(partner_name) nulls last, lower(name)`,
  '-partner': sql`lower(partner_name) desc nulls last, lower(name)`,
  site: sql`lower(site_name) nulls last, lower(name)`,
  '-site': sql`lower(site_name) desc nulls last, lower(name)`,
};

function searched(text: string | undefined): SQL {
  if (text === undefined || text === '') return sql`true`;
  // strpos, not like: what is typed has no wildcards.
  return sql`(strpos(lower(name), lower(${text})) > 0
    or strpos(lower(coalesce(site_name, '')), lower(${text})) > 0
    or id = lower(${text}))`;
}
