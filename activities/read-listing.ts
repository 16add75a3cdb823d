import { activityInfo } from '@temporalio/activity';
import { eq, and } from 'drizzle-orm';
import { withTenant } from '../db/connect.ts';
import { finishReading, type FinishedReading } from '../db/readings/finish-reading.ts';
import { startReading } from '../db/readings/start-reading.ts';
import { writePage, type SeenItem } from '../db/readings/write-page.ts';
import { addCalls } from '../db/runs/record-in-run.ts';
import { connection, type ReadingKind, type Vendor } from '../db/schema/index.ts';
import { CallTally } from './call-tally.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { applicationFailure } from './failures.ts';
import { noteFailure } from './note-failure.ts';
import { whileHeartbeating } from './heartbeat.ts';

export interface RunInput {
  tenantId: string;
  runId: string;
}

/** What crosses back to the workflow: a count, never an inventory. */
export interface ListingResult {
  items: number;
  proves: boolean;
}

export interface ReadingAtWork {
  /** Whose inventory the tenant is bound to. */
  boundTo: string;
  calls: CallTally;
  signal: AbortSignal;
  /** Keys that an earlier attempt has read already. */
  seen: ReadonlySet<string>;
  add: (items: SeenItem[]) => Promise<void>;
}

export interface Listing {
  kind: ReadingKind;
  vendor: Vendor;
  /** What it is called in a sentence: "sites". */
  name: string;
  resume: boolean;
  /** Rows that are no items of the listing: the root company beside its companies. */
  uncounted?: number;
  /**
   * Reads all of it.
   *
   * @returns whether every page came, and whose inventory answered.
   */
  read(work: ReadingAtWork): Promise<{ complete: boolean; identity: string }>;
}

/** Reads one listing whole into Postgres, as one reading of this activity attempt. */
export function readListing(
  deps: ActivityDependencies,
  { tenantId, runId }: RunInput,
  listing: Listing,
): Promise<ListingResult> {
  return whileHeartbeating(deps.heartbeatEveryMs, async (signal) => {
    const calls = new CallTally();
    const info = activityInfo();
    const attempt = `${info.activityId}/${info.attempt}`;
    try {
      const identity = await boundIdentity(deps, tenantId, listing.vendor);
      const readOnce = async () => {
        const { readingId, seen } = await startReading(deps.db, tenantId, {
          runId,
          kind: listing.kind,
          identity,
          attempt,
          resume: listing.resume,
        });
        const add = (items: SeenItem[]) => writePage(deps.db, tenantId, readingId, attempt, items);
        const read = await listing.read({ boundTo: identity, calls, signal, seen, add });
        return { readingId, ...read };
      };
      let read = await readOnce();
      // The listing moved under the reader: a second look mostly finds it at rest.
      if (!read.complete && read.identity === identity) read = await readOnce();
      const finished = await finishReading(deps.db, tenantId, read.readingId, attempt, {
        complete: read.complete,
        identityMatches: read.identity === identity,
        listing: listing.name,
        uncounted: listing.uncounted ?? 0,
      });
      return result(finished);
    } catch (error) {
      await noteFailure(deps, tenantId, runId, error);
      throw applicationFailure(error);
    } finally {
      await addCalls(deps.db, tenantId, runId, calls.take());
    }
  });
}

function result({ itemCount, verdict }: FinishedReading): ListingResult {
  return { items: itemCount, proves: verdict.proves };
}

async function boundIdentity(
  { db }: ActivityDependencies,
  tenantId: string,
  vendor: Vendor,
): Promise<string> {
  const [row] = await withTenant(db, tenantId, (tx) =>
    tx
      .select({ identity: connection.identity })
      .from(connection)
      .where(and(eq(connection.tenantId, tenantId), eq(connection.vendor, vendor))),
  );
  if (!row) throw new Error(`${vendor} is not connected`);
  return row.identity;
}
