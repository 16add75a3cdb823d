import { eq } from 'drizzle-orm';
import { withTenant } from '../../db/connect.ts';
import type { EventReadings } from '../../db/events/found-events.ts';
import { newestReading } from '../../db/readings/load-reading.ts';
import { askedPlanItems } from '../../db/runs/asked-plan.ts';
import { savePlan, type PlanToSave } from '../../db/runs/save-plan.ts';
import { writesStopped } from '../../db/runs/writes-stopped.ts';
import { hold } from '../../db/schema/index.ts';
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
    const stopped = await withTenant(deps.db, tenantId, (tx) => writesStopped(tx, tenantId));
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

async function askedItems(
  { db }: ActivityDependencies,
  { tenantId, runId }: RunInput,
): Promise<PlanItem[] | null> {
  const asked = await withTenant(db, tenantId, (tx) =>
    askedPlanItems(tx, tenantId, runId, 'gravityzone'),
  );
  return asked && (asked as PlanItem[]);
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
