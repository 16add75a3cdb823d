import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { hold, intent } from '../schema/index.ts';
import type { Notice } from './notice.ts';

/** What stands still until a person decides: a held run, and writes that nobody else can settle. */
export async function waitingNotices(tx: Transaction): Promise<Notice[]> {
  return [...(await openHold(tx)), ...(await writesForPerson(tx))];
}

async function openHold(tx: Transaction): Promise<Notice[]> {
  const rows = await tx.select().from(hold).where(eq(hold.state, 'open'));
  return rows.map(({ id, sentence, createdAt }) => ({
    code: 'hold-open',
    sentence: `A run is held until an Administrator allows or rejects it. ${sentence}`,
    since: createdAt,
    command: `sitesync hold ${id} allow`,
  }));
}

async function writesForPerson(tx: Transaction): Promise<Notice[]> {
  const [waiting] = await tx
    .select({
      count: sql<number>`count(*)::int`,
      since: sql<string | null>`min(${intent.firstSentAt})`,
    })
    .from(intent)
    .where(eq(intent.state, 'person'));
  if (!waiting || waiting.count === 0) return [];
  const { count, since } = waiting;
  return [
    {
      code: 'writes-wait',
      sentence: `${count === 1 ? '1 write waits' : `${count} writes wait`} for a person to say what became of ${count === 1 ? 'it' : 'them'}.`,
      since: since === null ? null : new Date(since),
      command: 'sitesync writes',
    },
  ];
}
