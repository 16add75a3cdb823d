import { eq, inArray } from 'drizzle-orm';
import type { Execution } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import {
  action,
  hold,
  plan,
  planItem,
  type ActionDetails,
  type ActionVerb,
  type PlanSummary,
} from '../schema/index.ts';
import { addProblems, type RunProblem } from './record-in-run.ts';

export interface PlannedItem {
  siteUid: string;
  factsHash: string;
  verb: ActionVerb;
  details: ActionDetails;
  /** The item as the rules made it, for the preview. */
  item: unknown;
  /** Whether the run may carry it out: decided for the plan as a whole. */
  permitted: boolean;
}

export interface PlanToSave {
  summary: PlanSummary;
  items: PlannedItem[];
  problems: RunProblem[];
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
  /** Actions to carry out: the run's permits. */
  actions: number;
}

/**
 * Stores a run's plan, its permits and its hold in one transaction, before the first write. Saving
 * again for the same run answers what was saved.
 */
export function savePlan(
  db: Database,
  tenantId: string,
  runId: string,
  execution: Execution,
  made: PlanToSave,
): Promise<SavedPlan> {
  return withTenant(db, tenantId, async (tx) => {
    const [earlier] = await tx.select({ id: plan.id }).from(plan).where(eq(plan.runId, runId));
    if (earlier) return { planId: earlier.id, actions: await permits(tx, runId) };

    const [saved] = await tx
      .insert(plan)
      .values({ tenantId, runId, summary: made.summary, wouldHold: made.wouldHold })
      .returning({ id: plan.id });
    if (!saved) throw new Error('a plan was inserted without an id');
    await insertItems(tx, tenantId, runId, saved.id, made.items);
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
    await appendAudit(tx, tenantId, {
      actor: { kind: 'run', id: runId },
      verb: made.holdSentence ? 'run.hold' : 'run.plan',
      subject: `plan/${saved.id}`,
      after: { ...made.summary, held: made.holdSentence },
      execution,
      runId,
    });
    return { planId: saved.id, actions: await permits(tx, runId) };
  });
}

async function insertItems(
  tx: Transaction,
  tenantId: string,
  runId: string,
  planId: string,
  items: PlannedItem[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = await tx
    .insert(planItem)
    .values(
      items.map(({ siteUid, factsHash, item, permitted }, position) => ({
        tenantId,
        planId,
        position,
        siteUid,
        factsHash,
        item,
        permitted,
      })),
    )
    .returning({ id: planItem.id, position: planItem.position });
  const idAt = new Map(rows.map((row) => [row.position, row.id]));
  const allowed = items
    .map((planned, position) => ({ ...planned, position }))
    .filter(({ permitted }) => permitted);
  if (allowed.length === 0) return;
  await tx.insert(action).values(
    allowed.map(({ siteUid, verb, details, factsHash, position }) => ({
      tenantId,
      siteUid,
      verb,
      details,
      factsHash,
      by: { kind: 'run' as const, id: runId },
      runId,
      planItemId: idAt.get(position) ?? null,
      position,
    })),
  );
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

async function permits(tx: Transaction, runId: string): Promise<number> {
  return tx.$count(action, eq(action.runId, runId));
}
