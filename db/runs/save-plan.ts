import { eq, inArray } from 'drizzle-orm';
import type { DetectedEvent } from '../../rules/gravityzone/events/event-types.ts';
import type { Execution } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import type { EventReadings } from '../events/found-events.ts';
import { saveEventsIn } from '../events/save-events.ts';
import { hold, plan, type PlanSummary } from '../schema/index.ts';
import { insertItems, permits, permittable } from './permit-items.ts';
import { planOfRun } from './plan-of-run.ts';
import type { PlannedItem } from './planned-item.ts';
import { addProblems, type RunProblem } from './record-in-run.ts';

export type { PlannedItem } from './planned-item.ts';

export interface PlanToSave {
  summary: PlanSummary;
  items: PlannedItem[];
  problems: RunProblem[];
  /** Every discrepancy found, and the sites nothing was decided about. */
  events: DetectedEvent[];
  undecided: string[];
  /** What they rest on. */
  readings: EventReadings;
  /** Whether events are brought to what was found: a preview and an unproven reading leave them. */
  raises: boolean;
  /** The sentence of a hold; its items are those not permitted. */
  holdSentence: string | null;
  /** Why a run of this plan is, or would be, held. */
  wouldHold: string | null;
  /** Whether a hold that nobody has answered ends with this plan: a preview leaves it. */
  supersedesHolds: boolean;
  /** The allowed hold that this plan uses up. */
  usesHoldId: string | null;
}

export interface SavedPlan {
  planId: string;
  /** The run's permits: what it carries out itself, and what the workflows of events do. */
  actions: number;
  eventActions: number;
}

/**
 * Stores GravityZone's part of a run's plan, its permits, its hold and its events in one transaction, before the first
 * write. Saving again for the same run answers what was saved.
 */
export function savePlan(
  db: Database,
  tenantId: string,
  runId: string,
  execution: Execution,
  made: PlanToSave,
): Promise<SavedPlan> {
  return withTenant(db, tenantId, async (tx) => {
    const saved = await planOfRun(tx, tenantId, runId);
    if (saved.summary !== null) return { planId: saved.id, ...(await permits(tx, runId)) };

    await tx
      .update(plan)
      .set({ summary: made.summary, wouldHold: made.wouldHold })
      .where(eq(plan.id, saved.id));
    await addProblems(tx, tenantId, runId, made.problems);
    if (made.usesHoldId) {
      await tx.update(hold).set({ state: 'used' }).where(eq(hold.id, made.usesHoldId));
    }
    if (made.supersedesHolds) {
      await tx
        .update(hold)
        .set({ state: 'superseded', decidedAt: new Date() })
        .where(inArray(hold.state, ['open', 'allowed']));
    }
    if (made.holdSentence) await openHold(tx, tenantId, runId, made);
    const open = made.raises
      ? await saveEventsIn(tx, { tenantId, runId, execution, ...eventsOf(made) })
      : new Set<string>();
    await insertItems(
      tx,
      tenantId,
      runId,
      saved.id,
      await permittable(tx, tenantId, made.items, open),
    );
    await appendAudit(tx, tenantId, {
      actor: { kind: 'run', id: runId },
      verb: made.holdSentence ? 'run.hold' : 'run.plan',
      subject: `plan/${saved.id}`,
      after: { ...made.summary, held: made.holdSentence },
      execution,
      runId,
    });
    return { planId: saved.id, ...(await permits(tx, runId)) };
  });
}

function eventsOf({ events, undecided, readings }: PlanToSave) {
  return { events, undecided, readings };
}

async function openHold(
  tx: Transaction,
  tenantId: string,
  runId: string,
  { items, holdSentence }: PlanToSave,
): Promise<void> {
  await tx.insert(hold).values({
    tenantId,
    runId,
    sentence: holdSentence ?? '',
    items: items
      .filter(({ permitted }) => !permitted)
      .map(({ siteUid, factsHash }) => ({ siteUid, factsHash })),
  });
}
