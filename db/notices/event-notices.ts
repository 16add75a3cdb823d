import { eq, sql } from 'drizzle-orm';
import { eventTitles } from '../../rules/gravityzone/events/event-types.ts';
import type { Transaction } from '../connect.ts';
import { event } from '../schema/index.ts';
import type { Notice } from './notice.ts';

/** Events that are open, by type, the most of one type first. */
export async function eventNotices(tx: Transaction): Promise<Notice[]> {
  const rows = await tx
    .select({
      type: event.type,
      count: sql<number>`count(*)::int`,
      waiting: sql<number>`count(${event.waits})::int`,
      since: sql<string>`min(${event.raisedAt})`,
    })
    .from(event)
    .where(eq(event.state, 'open'))
    .groupBy(event.type)
    .orderBy(sql`count(*) desc`, event.type);
  return rows.map(({ type, count, waiting, since }) => ({
    code: 'events-open',
    sentence: `${count} ${count === 1 ? 'event' : 'events'} “${eventTitles[type]}” ${count === 1 ? 'is' : 'are'} open${waiting === 0 ? '' : `, ${waiting} of which ${waiting === 1 ? 'waits' : 'wait'} for a person`}.`,
    since: new Date(since),
    command: `sitesync events --type ${type}`,
  }));
}
