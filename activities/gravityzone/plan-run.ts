import { and, eq, inArray } from 'drizzle-orm';
import { withTenant } from '../../db/connect.ts';
import type { EventReadings } from '../../db/events/found-events.ts';
import { newestReading } from '../../db/readings/load-reading.ts';
import { savePlan, type PlanToSave } from '../../db/runs/save-plan.ts';
import { hold, install, plan, planItem, run, runRequest, tenant } from '../../db/schema/index.ts';
import { fitAskedPlan } from '../../rules/gravityzone/asked-plan.ts';
import { judgeHold } from '../../rules/gravityzone/hold.ts';
import { planGravityzone, writes } from '../../rules/gravityzone/plan.ts';
import type { Plan, PlanInput, PlanItem } from '../../rules/gravityzone/plan-types.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { applicationFailure } from '../failures.ts';
import { noteFailure } from '../note-failure.ts';
import type { RunInput } from '../read-listing.ts';
import { loadPlanInput, NothingToPlanFrom } from './load-plan-input.ts';
import { plannedItem } from './planned-item.ts';
import { summaryOf } from './plan-run-summary.ts';

export interface PlanRunInput extends RunInput {
  kind: 'sync' | 'plan';
}

export interface PlannedRun {
  /** Null where the inventories were not read whole, so that nothing could be planned. */
  planId: string | null;
  /** Actions that the run is permitted to carry out, and those that it leaves to its events. */
  actions: number;
  eventActions: number;
}

/**
 * Makes the run's plan, judges it whole, and stores it with its permits or its hold before anything
 * is written. A preview is the same, without permits.
 */
export async function planRun(
  deps: ActivityDependencies,
  input: PlanRunInput,
): Promise<PlannedRun> {
  const { tenantId, runId, kind } = input;
  try {
    const planInput = await loadPlanInput(deps, input);
    const allowed = await allowedHold(deps, tenantId);
    const asked = await askedItems(deps, input);
    const stopped = await writesStopped(deps, tenantId);
    const fresh = planGravityzone(planInput);
    const readings = await readingsOf(deps, input);
    const toSave = { ...judge(fresh, planInput, kind, allowed, asked, stopped), readings };
    return await savePlan(deps.db, tenantId, runId, currentExecution(), toSave);
  } catch (error) {
    if (error instanceof NothingToPlanFrom) return { planId: null, actions: 0, eventActions: 0 };
    await noteFailure(deps, tenantId, runId, error);
    throw applicationFailure(error);
  }
}

/** The readings of this run that its events rest on. */
export function readingsOf(
  { db }: ActivityDependencies,
  { tenantId, runId }: RunInput,
): Promise<EventReadings> {
  return withTenant(db, tenantId, async (tx) => ({
    sitesReadingId: (await newestReading(tx, 'sites', runId))?.id ?? null,
    companiesReadingId: (await newestReading(tx, 'companies', runId))?.id ?? null,
  }));
}

/** Under a freeze a run reads and plans, and permits nothing: it would only wait with its writes. */
async function writesStopped(
  { db }: ActivityDependencies,
  tenantId: string,
): Promise<string | null> {
  const frozenAt = await withTenant(db, tenantId, async (tx) => {
    const [whole] = await tx.select().from(install);
    const [one] = await tx.select().from(tenant).where(eq(tenant.id, tenantId));
    return whole?.frozenAt ?? one?.frozenAt ?? null;
  });
  return frozenAt && `Writes are frozen since ${frozenAt.toISOString()}: nothing is carried out.`;
}

interface AllowedHold {
  id: string;
  factsHashes: Set<string>;
}

async function allowedHold(
  { db }: ActivityDependencies,
  tenantId: string,
): Promise<AllowedHold | null> {
  const [row] = await withTenant(db, tenantId, (tx) =>
    tx.select().from(hold).where(eq(hold.state, 'allowed')),
  );
  return row
    ? { id: row.id, factsHashes: new Set(row.items.map(({ factsHash }) => factsHash)) }
    : null;
}

/** The items of the plan that this run was asked to apply, and nothing else (spec 5.1). */
async function askedItems(
  { db }: ActivityDependencies,
  { tenantId, runId }: RunInput,
): Promise<PlanItem[] | null> {
  return withTenant(db, tenantId, async (tx) => {
    const requests = await tx.select().from(runRequest).where(eq(runRequest.runId, runId));
    const planIds = requests.flatMap(({ planId }) => (planId === null ? [] : [planId]));
    // Somebody else asked for a run without a plan: then the whole fresh plan is applied.
    if (planIds.length === 0 || planIds.length < requests.length) return null;
    const rows = await tx
      .select({ item: planItem.item })
      .from(planItem)
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(run, eq(run.id, plan.runId))
      .where(and(inArray(plan.id, planIds), eq(run.tenantId, tenantId)));
    return rows.map(({ item }) => item as PlanItem);
  });
}

function judge(
  fresh: Plan,
  input: PlanInput,
  kind: 'sync' | 'plan',
  allowed: AllowedHold | null,
  asked: PlanItem[] | null,
  stopped: string | null,
): Omit<PlanToSave, 'readings'> {
  const fitted = asked ? fitAskedPlan(fresh.items, asked) : { items: fresh.items, leftOut: [] };
  const verdict = judgeHold({
    actions: fitted.items,
    associations: input.associations.length,
    settings: input.settings,
    allowed: allowed?.factsHashes ?? new Set<string>(),
  });
  // A run whose readings prove nothing neither uses up a hold nor stands in the place of one.
  const proven = input.evidence.sites.proves && input.evidence.companies.proves;
  const carriesOut = kind === 'sync' && stopped === null && proven;
  const mayGo = carriesOut && writes(input.settings);
  const go = new Set(verdict.go.map(({ factsHash }) => factsHash));
  return {
    summary: summaryOf(fresh, fitted.items, stopped),
    items: fitted.items.map((item) => plannedItem(item, mayGo && go.has(item.factsHash))),
    problems: [
      ...fresh.problems,
      ...fitted.leftOut.map(({ siteUid, sentence }) => ({
        siteUid,
        siteName: null,
        code: 'left-out',
        sentence,
      })),
    ],
    events: fresh.events,
    undecided: fresh.undecided,
    raises: kind === 'sync' && proven,
    holdSentence: kind === 'sync' && stopped === null && verdict.held ? verdict.sentence : null,
    wouldHold: verdict.held ? verdict.sentence : null,
    supersedesHolds: carriesOut,
    usesHoldId: mayGo && allowed ? allowed.id : null,
  };
}
