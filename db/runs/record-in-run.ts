import { sql } from 'drizzle-orm';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { problem, runCall } from '../schema/index.ts';

/** Adds vendor calls to a run's tally, by operation. */
export async function addCalls(
  db: Database,
  tenantId: string,
  runId: string,
  calls: ReadonlyMap<string, number>,
): Promise<void> {
  if (calls.size === 0) return;
  // Sorted, so that two activities of one run never wait for each other's rows.
  const rows = [...calls].toSorted(([a], [b]) => a.localeCompare(b));
  await withTenant(db, tenantId, (tx) =>
    tx
      .insert(runCall)
      .values(rows.map(([operation, count]) => ({ tenantId, runId, operation, calls: count })))
      .onConflictDoUpdate({
        target: [runCall.runId, runCall.operation],
        set: { calls: sql`${runCall.calls} + excluded.calls` },
      }),
  );
}

export interface RunProblem {
  siteUid?: string | null;
  siteName?: string | null;
  code: string;
  sentence: string;
}

/** Lists what a run could not do. */
export async function addProblems(
  tx: Transaction,
  tenantId: string,
  runId: string,
  problems: RunProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  await tx.insert(problem).values(problems.map((one) => ({ tenantId, runId, ...one })));
}
