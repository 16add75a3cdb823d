import { and, asc, desc, eq, or, sql, type SQL } from 'drizzle-orm';
import { match, type MatchKind, type MatchState } from '../schema/index.ts';

/** `suggested`, `conflict` and `noted` have at least one of these to look at. */
export type MatchFilter = 'all' | 'suggested' | 'conflict' | 'noted';
export type MatchSort =
  | 'name'
  | '-name'
  | 'destination'
  | '-destination'
  | 'score'
  | '-score'
  | 'devices'
  | '-devices'
  | 'matched'
  | '-matched';

/** Which matches are meant: all of a kind, or the devices of one source organization. */
export interface MatchScope {
  tenantId: string;
  kind: MatchKind;
  organizationSourceId?: string | undefined;
}

export interface MatchesQuery {
  tab: MatchState | 'all';
  filter: MatchFilter;
  /** Part of a name on either side, of a hostname or a serial; a MAC; or a whole id. */
  search?: string | undefined;
  sort: MatchSort;
  limit: number;
  offset: number;
}

/**
 * What the tabs show of a scope. A source that is out of sight is kept, so that nothing decided is
 * forgotten, and shown only while its match is in force.
 */
export function inScope({ tenantId, kind, organizationSourceId }: MatchScope): SQL | undefined {
  return and(
    eq(match.tenantId, tenantId),
    eq(match.kind, kind),
    organizationSourceId === undefined
      ? undefined
      : eq(match.organizationSourceId, organizationSourceId),
    or(match.present, and(eq(match.state, 'matched'), inForce(kind))),
  );
}

/** Matches of sites mean nothing while Autotask companies are matched, and the other way round (spec 2.4). */
function inForce(kind: MatchKind): SQL | undefined {
  if (kind === 'device') return undefined;
  return sql`(${match.sourceId} like 'autotask/%') = (select coalesce(t.itglue_settings->>'organizationSource'
    = 'autotask-companies', false) from tenant t where t.id = ${match.tenantId})`;
}

/** What a query lists of its scope. */
export function listed(scope: MatchScope, { tab, filter, search }: MatchesQuery): SQL | undefined {
  return and(
    inScope(scope),
    tab === 'all' ? undefined : eq(match.state, tab),
    filters[filter],
    searched(search),
  );
}

const has = (part: 'suggestions' | 'conflicts' | 'notes') =>
  sql`jsonb_array_length(${match.verdict}->${sql.raw(`'${part}'`)}) > 0`;

const filters: Record<MatchFilter, SQL | undefined> = {
  all: undefined,
  suggested: has('suggestions'),
  conflict: has('conflicts'),
  noted: has('notes'),
};

const name = sql`lower(${match.name})`;
const destination = sql`lower(${match.destinationName})`;
const score = sql`(${match.verdict}->'suggestions'->0->>'score')::float8`;
const devices = sql`(${match.details}->>'devices')::int`;

/** In these orders, and then by name and source. */
export function ordered(sort: MatchSort): SQL[] {
  return [orders[sort], asc(name), asc(match.sourceId)];
}

const orders: Record<MatchSort, SQL> = {
  name: asc(name),
  '-name': desc(name),
  destination: sql`${destination} asc nulls last`,
  '-destination': sql`${destination} desc nulls last`,
  score: sql`${score} asc nulls last`,
  '-score': sql`${score} desc nulls last`,
  devices: sql`${devices} asc nulls last`,
  '-devices': sql`${devices} desc nulls last`,
  matched: sql`${match.matchedAt} asc nulls last`,
  '-matched': sql`${match.matchedAt} desc nulls last`,
};

function searched(search: string | undefined): SQL | undefined {
  const text = search?.trim().toLowerCase() ?? '';
  if (text === '') return undefined;
  // strpos, not like: what is typed has no wildcards.
  const partOf = (value: SQL | typeof match.name) => sql`strpos(lower(${value}), ${text}) > 0`;
  return or(
    partOf(match.name),
    partOf(sql`coalesce(${match.destinationName}, '')`),
    partOf(sql`coalesce(${match.details}->>'hostname', '')`),
    partOf(sql`coalesce(${match.details}->>'serial', '')`),
    hasMac(text),
    sql`lower(${match.sourceId}) = ${text}`,
    eq(match.destinationId, text),
  );
}

/** A MAC is found however it is written. */
function hasMac(text: string): SQL | undefined {
  const digits = text.replaceAll(/[\s:.-]/g, '');
  if (!/^[\da-f]{12}$/.test(digits)) return undefined;
  return sql`exists (select 1 from jsonb_array_elements_text(${match.details}->'macs') mac
    where regexp_replace(lower(mac), '[^0-9a-f]', '', 'g') = ${digits})`;
}
