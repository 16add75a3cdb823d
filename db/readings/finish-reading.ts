import { and, desc, eq, inArray, isNotNull, ne, notInArray, or, sql } from 'drizzle-orm';
import { except } from 'drizzle-orm/pg-core';
import { judgeReading, readingsCompared, type Verdict } from '../../rules/gravityzone/evidence.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { event, reading, snapshotKey, snapshotPayload, type ReadingKind } from '../schema/index.ts';
import { markHash, ReadingTakenOver } from './write-page.ts';

export interface ReadingEnd {
  /** Every page came, and what the listing said of itself held to the end. */
  complete: boolean;
  /** The answering account is the one that the tenant is bound to. */
  identityMatches: boolean;
  /** What the listing is called in a sentence: "sites". */
  listing: string;
  /** Rows that are no items of the listing: the root company beside its companies. */
  uncounted: number;
}

export interface FinishedReading {
  itemCount: number;
  verdict: Verdict;
}

/** Ends a reading and judges what it proves, against the last complete ones of its kind. */
export function finishReading(
  db: Database,
  tenantId: string,
  readingId: string,
  attempt: string,
  { complete, identityMatches, listing, uncounted }: ReadingEnd,
): Promise<FinishedReading> {
  return withTenant(db, tenantId, async (tx) => {
    const rows = await tx.$count(
      snapshotKey,
      and(eq(snapshotKey.readingId, readingId), ne(snapshotKey.hash, markHash)),
    );
    const itemCount = rows - uncounted;
    const [mine] = await tx.select().from(reading).where(eq(reading.id, readingId));
    if (!mine) throw new ReadingTakenOver();
    const earlier = await tx
      .select({ count: reading.itemCount })
      .from(reading)
      .where(
        and(
          eq(reading.kind, mine.kind),
          eq(reading.state, 'complete'),
          eq(reading.identity, mine.identity),
          ne(reading.id, readingId),
        ),
      )
      .orderBy(desc(reading.finishedAt))
      .limit(readingsCompared);
    const verdict = judgeReading(listing, {
      complete,
      identityMatches,
      count: itemCount,
      lastCompleteCounts: earlier.map(({ count }) => count),
    });
    const ended = await tx
      .update(reading)
      .set({
        // Another account's inventory is never the newest one of this tenant.
        state: complete && identityMatches ? 'complete' : 'failed',
        itemCount,
        proves: verdict.proves,
        verdict: verdict.proves ? null : verdict.sentence,
        finishedAt: sql`clock_timestamp()`,
      })
      .where(
        and(eq(reading.id, readingId), eq(reading.attempt, attempt), eq(reading.state, 'reading')),
      )
      .returning({ id: reading.id });
    if (ended.length === 0) throw new ReadingTakenOver();
    await forgetOld(tx, mine);
    return { itemCount, verdict };
  });
}

/**
 * Keeps the last five complete readings of a kind, those that the evidence of an event cites, the
 * failed ones of this run, which say why it proves nothing, and no payload that none of them names.
 */
async function forgetOld(
  tx: Transaction,
  { kind, runId }: typeof reading.$inferSelect,
): Promise<void> {
  const kept = tx
    .select({ id: reading.id })
    .from(reading)
    .where(and(eq(reading.kind, kind), eq(reading.state, 'complete')))
    .orderBy(desc(reading.finishedAt))
    .limit(readingsCompared);
  const rows = await tx
    .select({ id: reading.id })
    .from(reading)
    .where(
      and(
        eq(reading.kind, kind),
        or(
          eq(reading.state, 'complete'),
          and(eq(reading.state, 'failed'), ne(reading.runId, runId)),
        ),
        notInArray(reading.id, kept),
        notInArray(reading.id, citedAs(tx, event.sitesReadingId)),
        notInArray(reading.id, citedAs(tx, event.companiesReadingId)),
      ),
    );
  const old = rows.map(({ id }) => id);
  if (old.length === 0) return;
  const others = await tx
    .select({ id: reading.id })
    .from(reading)
    .where(and(eq(reading.kind, kind), notInArray(reading.id, old)));
  await forgetPayloads(
    tx,
    kind,
    old,
    others.map(({ id }) => id),
  );
  await tx.delete(reading).where(inArray(reading.id, old));
}

/**
 * Forgets what only old readings name. `except` sorts or hashes both sides once, whatever Postgres
 * thinks of their sizes; `not in` compared each payload with every key.
 */
async function forgetPayloads(
  tx: Transaction,
  kind: ReadingKind,
  old: string[],
  others: string[],
): Promise<void> {
  const namedBy = (ids: string[]) =>
    tx
      .select({ hash: snapshotKey.hash })
      .from(snapshotKey)
      .where(inArray(snapshotKey.readingId, ids));
  await tx
    .delete(snapshotPayload)
    .where(
      and(
        eq(snapshotPayload.kind, kind),
        inArray(snapshotPayload.hash, except(namedBy(old), namedBy(others))),
      ),
    );
}

/** Readings that an event rests on, for as long as it can be decided or raised again. */
function citedAs(
  tx: Transaction,
  column: typeof event.sitesReadingId | typeof event.companiesReadingId,
) {
  return (
    tx
      .select({ id: column })
      .from(event)
      // One null in the list, and nothing would ever be forgotten.
      .where(and(isNotNull(column), inArray(event.state, ['open', 'acting', 'ignored'])))
  );
}
