import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { plan, planItem, run, runRequest } from '../schema/index.ts';

/**
 * The items of the plan that a run was asked to apply, and nothing else (spec 5.1), as the rules of
 * that destination made them.
 *
 * @returns null for a run that applies whatever it plans itself.
 */
export async function askedPlanItems(
  tx: Transaction,
  tenantId: string,
  runId: string,
  destination: 'gravityzone' | 'itglue',
): Promise<unknown[] | null> {
  const requests = await tx.select().from(runRequest).where(eq(runRequest.runId, runId));
  const planIds = requests.flatMap(({ planId }) => (planId === null ? [] : [planId]));
  // Somebody else asked for a run without a plan: then the whole fresh plan is applied.
  if (planIds.length === 0 || planIds.length < requests.length) return null;
  const rows = await tx
    .select({ item: planItem.item })
    .from(planItem)
    .innerJoin(plan, eq(plan.id, planItem.planId))
    .innerJoin(run, eq(run.id, plan.runId))
    .where(
      and(
        inArray(plan.id, planIds),
        eq(run.tenantId, tenantId),
        eq(planItem.destination, destination),
      ),
    )
    .orderBy(asc(planItem.position));
  return rows.map(({ item }) => item);
}
