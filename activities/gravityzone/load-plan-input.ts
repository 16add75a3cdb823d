import { eq } from 'drizzle-orm';
import { withTenant, type Transaction } from '../../db/connect.ts';
import { loadInventory, variableState } from '../../db/inventory/load-inventory.ts';
import { newestReading, readingItems } from '../../db/readings/load-reading.ts';
import { variablePayload } from '../../db/readings/payloads.ts';
import type { SeenItem } from '../../db/readings/write-page.ts';
import { association, refusal } from '../../db/schema/index.ts';
import type { VariableState } from '../../rules/gravityzone/associations.ts';
import { nameKey } from '../../rules/gravityzone/names.ts';
import type { PlanInput, Refusal } from '../../rules/gravityzone/plan-types.ts';
import { siteUid, type SiteUid } from '../../rules/identity.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { RunInput } from '../read-listing.ts';

/** A run's own readings did not all come to their end: there is nothing to plan from. */
export class NothingToPlanFrom extends Error {
  constructor() {
    super('The inventories were not read whole, so nothing is planned. The next run reads again.');
    this.name = 'NothingToPlanFrom';
  }
}

/**
 * What a run's plan is made from: its own readings, and what is recorded now. Until the run has
 * read the variables, those that stood in the way before still do.
 */
export async function loadPlanInput(
  deps: ActivityDependencies,
  { tenantId, runId }: RunInput,
): Promise<PlanInput> {
  const inTheWay = await variablesInTheWay(deps, tenantId);
  return withTenant(deps.db, tenantId, async (tx) => {
    const loaded = await loadInventory(tx, tenantId, runId);
    if (!loaded) throw new NothingToPlanFrom();
    const { inventory, evidence, hasVariables } = loaded;
    const before = inTheWay.map(({ key, payload }): [SiteUid, VariableState] => [
      siteUid(key),
      variableState(variablePayload.parse(payload)),
    ]);
    return {
      ...inventory,
      variables: hasVariables ? inventory.variables : new Map(before),
      evidence,
      refusals: await refusals(tx),
      nowAt: Date.now(),
    };
  });
}

/** Variables of sites without an association that were there when they were read last. */
export function variablesInTheWay(
  { db }: ActivityDependencies,
  tenantId: string,
): Promise<SeenItem[]> {
  return withTenant(db, tenantId, async (tx) => {
    const reading = await newestReading(tx, 'variables');
    if (!reading) return [];
    const rows = await tx.select({ siteUid: association.siteUid }).from(association);
    const associated = new Set(rows.map((row) => row.siteUid));
    const items = await readingItems(tx, reading.id);
    return items.filter(
      ({ key, payload }) =>
        !associated.has(key) && variablePayload.parse(payload).state === 'present',
    );
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
