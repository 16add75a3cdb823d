import { and, eq, gt } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { reading, snapshotKey, type ReadingKind } from '../schema/index.ts';

export interface ReadingWish {
  runId: string;
  kind: ReadingKind;
  /** Whose inventory is read: Datto account uid, GravityZone root company id. */
  identity: string;
  /** Names the activity attempt that reads. */
  attempt: string;
  /**
   * Whether what an earlier attempt of this run read is still good. Only for readings made of one
   * call per item: pages of a listing shift under a reader.
   */
  resume: boolean;
}

export interface StartedReading {
  readingId: string;
  /** Keys that an earlier attempt has read already, and marks that it set. */
  seen: Set<string>;
}

/** After this long without progress, what was read is too old to go on from. */
const resumeWithinMs = 2 * 60_000;

/** Begins a reading, or takes over the one that an earlier attempt of the same run left. */
export function startReading(
  db: Database,
  tenantId: string,
  { runId, kind, identity, attempt, resume }: ReadingWish,
): Promise<StartedReading> {
  return withTenant(db, tenantId, async (tx) => {
    const unfinished = and(
      eq(reading.runId, runId),
      eq(reading.kind, kind),
      eq(reading.state, 'reading'),
    );
    if (resume) {
      const fresh = sql`clock_timestamp() - ${`${resumeWithinMs} milliseconds`}::interval`;
      const [taken] = await tx
        .update(reading)
        .set({ attempt })
        .where(and(unfinished, eq(reading.identity, identity), gt(reading.touchedAt, fresh)))
        .returning({ id: reading.id });
      if (taken) {
        const keys = await tx
          .select({ key: snapshotKey.key })
          .from(snapshotKey)
          .where(eq(snapshotKey.readingId, taken.id));
        return { readingId: taken.id, seen: new Set(keys.map(({ key }) => key)) };
      }
    }
    await tx.update(reading).set({ state: 'failed', finishedAt: new Date() }).where(unfinished);
    const [started] = await tx
      .insert(reading)
      .values({ tenantId, runId, kind, identity, attempt, state: 'reading' })
      .returning({ id: reading.id });
    if (!started) throw new Error('a reading was inserted without an id');
    return { readingId: started.id, seen: new Set() };
  });
}
