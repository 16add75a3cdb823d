import { eq } from 'drizzle-orm';
import { withTenant, type Transaction } from '../../db/connect.ts';
import { loadInventory } from '../../db/inventory/load-inventory.ts';
import { refusal } from '../../db/schema/index.ts';
import { nameKey } from '../../rules/gravityzone/names.ts';
import type { PlanInput, Refusal } from '../../rules/gravityzone/plan-types.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { RunInput } from '../read-listing.ts';

/** A run's own readings did not all come to their end: there is nothing to plan from. */
export class NothingToPlanFrom extends Error {
  constructor() {
    super('The inventories were not read whole, so nothing is planned. The next run reads again.');
    this.name = 'NothingToPlanFrom';
  }
}

/** What a run's plan is made from: its own readings, and what is recorded now. */
export function loadPlanInput(
  { db }: ActivityDependencies,
  { tenantId, runId }: RunInput,
): Promise<PlanInput> {
  return withTenant(db, tenantId, async (tx) => {
    const loaded = await loadInventory(tx, tenantId, runId);
    if (!loaded) throw new NothingToPlanFrom();
    return {
      ...loaded.inventory,
      evidence: loaded.evidence,
      refusals: await refusals(tx),
      nowAt: Date.now(),
    };
  });
}

async function refusals(tx: Transaction): Promise<Refusal[]> {
  const rows = await tx.select().from(refusal).where(eq(refusal.kind, 'company-name'));
  return rows.map(({ name, settingsHash, refusedAt, details }) => ({
    name,
    nameKey: nameKey(name),
    settingsHash,
    refusedAt: refusedAt.getTime(),
    text: details,
  }));
}
