import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { plan } from '../schema/index.ts';

export type Plan = typeof plan.$inferSelect;

/**
 * The plan of a run, held to the end of the transaction. Both parts of a run add theirs to it, and
 * whichever comes first makes it.
 */
export async function planOfRun(tx: Transaction, tenantId: string, runId: string): Promise<Plan> {
  const [row] = await tx
    .insert(plan)
    .values({ tenantId, runId })
    .onConflictDoUpdate({ target: plan.runId, set: { runId: sql`excluded.run_id` } })
    .returning();
  if (!row) throw new Error('a plan was inserted without a row');
  return row;
}
