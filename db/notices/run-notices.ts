import { and, desc, eq, isNotNull, max, ne } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { connection, run } from '../schema/index.ts';
import type { Notice } from './notice.ts';

/** Runs are hourly: two hours without the end of one is more than one missed. */
const lateAfterMs = 2 * 60 * 60_000;

/**
 * How the last run ended, where that was not well, and whether one is overdue. A held one is told
 * of as its hold.
 *
 * @param runs false while the tenant is stopped or not wholly connected, so that no run is due.
 */
export async function runNotices(tx: Transaction, { runs }: { runs: boolean }): Promise<Notice[]> {
  const [last] = await tx
    .select()
    .from(run)
    .where(and(eq(run.kind, 'sync'), isNotNull(run.finishedAt), ne(run.status, 'paused')))
    .orderBy(desc(run.startedAt))
    .limit(1);
  const late = runs ? await lateNotice(tx, last?.finishedAt ?? null) : [];
  return [...(last ? endedBadly(last) : []), ...late];
}

function endedBadly({ id, status, notes, counts, lastFailure, finishedAt }: RunRow): Notice[] {
  const of = { since: finishedAt, command: `sitesync run ${id}` };
  const problems = counts?.problems ?? 0;
  const left = `${problems} ${problems === 1 ? 'problem' : 'problems'} to a person`;
  if (status === 'failed') {
    const why = notes.join(' ') || (lastFailure ?? 'It says no reason.');
    return [{ code: 'run-failed', sentence: `The last run failed. ${why}`, ...of }];
  }
  if (status === 'partial') {
    const also = problems === 0 ? [] : [`It left ${left}.`];
    const sentence = ['The last run did only a part.', ...notes, ...also].join(' ');
    return [{ code: 'run-partial', sentence, ...of }];
  }
  if (problems === 0) return [];
  return [{ code: 'run-problems', sentence: `The last run left ${left}.`, ...of }];
}

type RunRow = typeof run.$inferSelect;

async function lateNotice(tx: Transaction, finishedAt: Date | null): Promise<Notice[]> {
  // Before the first run, the clock runs from when the last side was connected.
  const since = finishedAt ?? (await connectedAt(tx));
  if (since === null || Date.now() - since.getTime() <= lateAfterMs) return [];
  const ended =
    finishedAt === null ? 'No run has ended yet' : 'No run has ended for over two hours';
  return [
    {
      code: 'sync-late',
      sentence: `${ended}, though one is due each hour: what is shown is as old as that. Check that a worker and Temporal run.`,
      since,
      command: 'sitesync runs',
    },
  ];
}

async function connectedAt(tx: Transaction): Promise<Date | null> {
  const [newest] = await tx.select({ at: max(connection.createdAt) }).from(connection);
  return newest?.at ?? null;
}
