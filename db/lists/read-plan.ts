import { asc, eq } from 'drizzle-orm';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { plan, planItem } from '../schema/index.ts';

/** What a run would do, or did, item by item in the order of carrying out. */
export function readPlan(db: Database, tenantId: string, planId: string) {
  return withTenant(db, tenantId, async (tx) => {
    const [made] = await tx.select().from(plan).where(eq(plan.id, planId));
    if (!made) throw new Refused('not-found', `There is no plan ${planId}.`);
    return planWithItems(tx, made);
  });
}

/** {@link readPlan} for a plan at hand. */
export async function planWithItems(tx: Transaction, made: typeof plan.$inferSelect) {
  const items = await tx
    .select({
      siteUid: planItem.siteUid,
      permitted: planItem.permitted,
      item: planItem.item,
    })
    .from(planItem)
    .where(eq(planItem.planId, made.id))
    .orderBy(asc(planItem.position));
  return { ...made, items };
}
