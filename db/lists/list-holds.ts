import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { PlanItem } from '../../rules/gravityzone/plan-types.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { hold, plan, planItem } from '../schema/index.ts';

/** One held action: for which site, and what it would do. */
export interface HeldItem {
  siteUid: string;
  siteName: string;
  do: PlanItem['kind'];
  companyName: string;
  /** The type of the event that it would handle. */
  event: PlanItem['event'];
}

type Held = typeof hold.$inferSelect;

/**
 * Held runs, the newest first. What is held is listed only where it can still be carried out, of
 * which there is at most one: a thousand actions of each past hold would help nobody.
 */
export function listHolds(db: Database, tenantId: string, limit: number) {
  return withTenant(db, tenantId, async (tx) => {
    const rows = await tx.select().from(hold).orderBy(desc(hold.createdAt)).limit(limit);
    const listed: (Omit<Held, 'items'> & { items: number; held: HeldItem[] })[] = [];
    for (const row of rows) {
      const waits = row.state === 'open' || row.state === 'allowed';
      const held = waits ? await heldItems(tx, row) : [];
      listed.push({ ...row, items: row.items.length, held });
    }
    return listed;
  });
}

/** What the run's plan says of the actions that it holds, in the order of carrying out. */
async function heldItems(tx: Transaction, { runId, items }: Held): Promise<HeldItem[]> {
  const rows = await tx
    .select({ item: planItem.item })
    .from(planItem)
    .innerJoin(plan, eq(plan.id, planItem.planId))
    .where(
      and(
        eq(plan.runId, runId),
        inArray(
          planItem.factsHash,
          items.map(({ factsHash }) => factsHash),
        ),
      ),
    )
    .orderBy(asc(planItem.position));
  return rows.map(({ item }) => {
    const { siteUid, siteName, kind, companyName, event } = item as PlanItem;
    return { siteUid, siteName, do: kind, companyName, event: event ?? null };
  });
}
