import { eq } from 'drizzle-orm';
import { withTenant, type Transaction } from '../../db/connect.ts';
import { loadInventory, variableState } from '../../db/inventory/load-inventory.ts';
import { newestReading, readingItems } from '../../db/readings/load-reading.ts';
import { variablePayload } from '../../db/readings/payloads.ts';
import type { SeenItem } from '../../db/readings/write-page.ts';
import { association, event, refusal } from '../../db/schema/index.ts';
import type { VariableState } from '../../rules/gravityzone/associations.ts';
import type { KnownEvent } from '../../rules/gravityzone/events/event-types.ts';
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

export interface PlanSources {
  input: PlanInput;
  /** Variables of sites without an association that were there when they were read last. */
  variablesInTheWay: SeenItem[];
}

/** @throws {NothingToPlanFrom} where {@link loadPlanSources} gives nothing */
export async function loadPlanInput(deps: ActivityDependencies, run: RunInput): Promise<PlanInput> {
  const sources = await loadPlanSources(deps, run);
  if (!sources) throw new NothingToPlanFrom();
  return sources.input;
}

/**
 * What a run's plan is made from: its own readings, and what is recorded now. Until the run has
 * read the variables, those that stood in the way before still do.
 *
 * @returns null where the run's readings did not all come to their end.
 */
export function loadPlanSources(
  { db }: ActivityDependencies,
  { tenantId, runId }: RunInput,
): Promise<PlanSources | null> {
  return withTenant(db, tenantId, async (tx) => {
    const loaded = await loadInventory(tx, tenantId, runId);
    if (!loaded) return null;
    const inTheWay = await variablesInTheWay(tx);
    const before = inTheWay.map(({ key, payload }): [SiteUid, VariableState] => [
      siteUid(key),
      variableState(variablePayload.parse(payload)),
    ]);
    const { inventory, evidence, companyChecks, siteChecks, hasVariables } = loaded;
    const input = {
      ...inventory,
      variables: hasVariables ? inventory.variables : new Map(before),
      evidence,
      companyChecks,
      siteChecks,
      knownEvents: await knownEvents(tx),
      refusals: await refusals(tx),
      nowAt: Date.now(),
    };
    return { input, variablesInTheWay: inTheWay };
  });
}

async function variablesInTheWay(tx: Transaction): Promise<SeenItem[]> {
  const reading = await newestReading(tx, 'variables');
  if (!reading) return [];
  const rows = await tx.select({ siteUid: association.siteUid }).from(association);
  const associated = new Set(rows.map((row) => row.siteUid));
  const items = await readingItems(tx, reading.id);
  return items.filter(
    ({ key, payload }) =>
      !associated.has(key) && variablePayload.parse(payload).state === 'present',
  );
}

async function knownEvents(tx: Transaction): Promise<KnownEvent[]> {
  const rows = await tx.select().from(event);
  return rows.map(({ type, siteUid: uid, state, factsHash, runsWithFacts, ignoredFactsHash }) => ({
    type,
    siteUid: uid as SiteUid,
    state,
    factsHash,
    runsWithFacts,
    ignoredFactsHash,
  }));
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
