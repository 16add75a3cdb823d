import { and, asc, eq, sql } from 'drizzle-orm';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { match, plan, planItem } from '../schema/index.ts';

/** What a run would do, or did: GravityZone's items, then IT Glue's, each in their own order. */
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
      destination: planItem.destination,
      siteUid: planItem.siteUid,
      permitted: planItem.permitted,
      item: planItem.item,
    })
    .from(planItem)
    .where(eq(planItem.planId, made.id))
    // By its letters, GravityZone comes first.
    .orderBy(asc(planItem.destination), asc(planItem.position));
  return { ...made, items, sourceNames: await sourceNames(tx, made.id) };
}

/**
 * What the source organizations of a plan's matches are called, by id. Its devices name theirs by id
 * only; one that the plan does not match itself is on record.
 */
async function sourceNames(tx: Transaction, planId: string): Promise<Record<string, string>> {
  const sourceId = sql<string>`${planItem.item} ->> 'sourceId'`;
  const inPlan = sql`${planItem.item} ->> 'sourceName'`;
  const rows = await tx
    .select({
      sourceId,
      name: sql<string>`coalesce(max(${inPlan}), max(${match.name}), ${sourceId})`,
    })
    .from(planItem)
    .leftJoin(
      match,
      and(
        eq(match.tenantId, planItem.tenantId),
        eq(match.kind, 'organization'),
        eq(match.sourceId, sourceId),
      ),
    )
    .where(
      and(
        eq(planItem.planId, planId),
        eq(planItem.destination, 'itglue'),
        sql`${sourceId} is not null`,
      ),
    )
    .groupBy(sourceId);
  return Object.fromEntries(rows.map((row) => [row.sourceId, row.name]));
}
