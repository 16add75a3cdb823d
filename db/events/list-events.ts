import { and, asc, desc, eq, ilike, inArray, or, sql, type SQL } from 'drizzle-orm';
import {
  eventTransitions,
  eventTypes,
  type EventState,
  type EventType,
} from '../../rules/gravityzone/events/event-types.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { newestReadAt } from '../lists/newest-items.ts';
import { event } from '../schema/index.ts';
import type { EventRow } from './move-event.ts';

/** `open` holds those that are being acted on; `closed` what was handled or is gone. */
export type EventFilter = 'open' | 'ignored' | 'closed' | 'all';
export type EventSort = 'raised' | '-raised' | 'site' | '-site' | 'type';

export interface EventsQuery {
  state: EventFilter;
  type?: EventType | undefined;
  siteUid?: string | undefined;
  /** Part of a site's or company's name, or a whole id of event, site or company. */
  search?: string | undefined;
  sort: EventSort;
  limit: number;
  offset: number;
}

export interface EventsPage {
  events: EventRow[];
  total: number;
  counts: {
    /** Of the state asked for, whatever the other filters. */
    byType: Record<EventType, number>;
    byState: Record<EventState, number>;
  };
  /** When the older of both inventories was last read whole; null before the first time. */
  readAt: Date | null;
}

const statesOf: Record<EventFilter, readonly EventState[]> = {
  open: ['open', 'acting'],
  ignored: ['ignored'],
  closed: ['handled', 'no-longer-applies'],
  all: ['open', 'acting', 'ignored', 'handled', 'no-longer-applies'],
};

const siteName = sql`lower(${event.siteName})`;

const orders: Record<EventSort, SQL[]> = {
  raised: [asc(event.raisedAt)],
  '-raised': [desc(event.raisedAt)],
  site: [asc(siteName)],
  '-site': [desc(siteName)],
  type: [asc(event.type), asc(siteName)],
};

/** A tenant's events, filtered, sorted and paged in the database. */
export function listEvents(
  db: Database,
  tenantId: string,
  query: EventsQuery,
): Promise<EventsPage> {
  const where = and(
    eq(event.tenantId, tenantId),
    inArray(event.state, [...statesOf[query.state]]),
    query.type === undefined ? undefined : eq(event.type, query.type),
    query.siteUid === undefined ? undefined : eq(event.siteUid, query.siteUid.toLowerCase()),
    searched(query.search),
  );
  return withTenant(db, tenantId, async (tx) => ({
    events: await tx
      .select()
      .from(event)
      .where(where)
      .orderBy(...orders[query.sort], asc(event.id))
      .limit(query.limit)
      .offset(query.offset),
    total: await tx.$count(event, where),
    counts: await counts(tx, tenantId, query.state),
    readAt: await readAt(tx),
  }));
}

function searched(search: string | undefined): SQL | undefined {
  const text = search?.trim() ?? '';
  if (text === '') return undefined;
  const part = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const id = text.toLowerCase();
  return or(
    ilike(event.siteName, part),
    ilike(event.companyName, part),
    eq(event.id, id),
    eq(event.siteUid, id),
    eq(event.companyId, id),
  );
}

async function counts(
  tx: Transaction,
  tenantId: string,
  filter: EventFilter,
): Promise<EventsPage['counts']> {
  const rows = await tx
    .select({ type: event.type, state: event.state, count: sql<number>`count(*)::int` })
    .from(event)
    .where(eq(event.tenantId, tenantId))
    .groupBy(event.type, event.state);
  const sum = (of: typeof rows) => of.reduce((total, { count }) => total + count, 0);
  const listed = rows.filter(({ state }) => statesOf[filter].includes(state));
  const states = Object.keys(eventTransitions) as EventState[];
  return {
    byType: record(eventTypes, (type) => sum(listed.filter((row) => row.type === type))),
    byState: record(states, (state) => sum(rows.filter((row) => row.state === state))),
  };
}

function record<Key extends string>(
  keys: readonly Key[],
  valueOf: (key: Key) => number,
): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, number>;
}

async function readAt(tx: Transaction): Promise<Date | null> {
  const sites = await newestReadAt(tx, 'sites');
  const companies = await newestReadAt(tx, 'companies');
  if (sites === null || companies === null) return null;
  return sites < companies ? sites : companies;
}
