import { activityInfo } from '@temporalio/activity';
import { eq, and } from 'drizzle-orm';
import { withTenant } from '../db/connect.ts';
import { finishReading, type FinishedReading } from '../db/readings/finish-reading.ts';
import { startReading } from '../db/readings/start-reading.ts';
import { writePage, type SeenItem } from '../db/readings/write-page.ts';
import { connection, type ReadingKind, type Vendor } from '../db/schema/index.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { precedenceOf } from './way.ts';
import { readForRun, type ReadAtWork, type RunInput } from './read-for-run.ts';

export type { RunInput } from './read-for-run.ts';

/** What crosses back to the workflow: a count, never an inventory. */
export interface ListingResult {
  items: number;
  proves: boolean;
}

export interface ReadingAtWork extends ReadAtWork {
  /** Whose inventory the tenant is bound to. */
  boundTo: string;
  /** Keys and marks that an earlier attempt has read already. */
  seen: ReadonlySet<string>;
  /** Keeps what was read; a mark says for a resumed reading what need not be read again. */
  add: (items: SeenItem[], marks?: readonly string[]) => Promise<void>;
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
  run: RunInput,
  listing: Listing,
): Promise<ListingResult> {
  const { tenantId, runId } = run;
  return readForRun(deps, run, async ({ calls, signal }) => {
    const info = activityInfo();
    const attempt = `${info.activityId}/${info.attempt}`;
    const identity = await boundIdentity(deps, tenantId, listing.vendor);
    const readOnce = async () => {
      const { readingId, seen } = await startReading(deps.db, tenantId, {
        runId,
        kind: listing.kind,
        identity,
        attempt,
        resume: listing.resume,
      });
      const add: ReadingAtWork['add'] = async (items, marks) => {
        await writePage(deps.db, tenantId, readingId, attempt, items, marks);
        await deps.way.giveWay(precedenceOf(info.activityType), items.length, signal);
      };
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
