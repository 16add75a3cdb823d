import { eq } from 'drizzle-orm';
import type { Execution } from '../acting.ts';
import type { Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { action, decision, type ActionDetails, type ActionVerb } from '../schema/index.ts';
import { actorName } from './actor-name.ts';
import { auditEvent } from './audit-event.ts';
import { checkChoice, type CheckedChoice } from './check-choice.ts';
import { moveEvent, type EventRow } from './move-event.ts';
import { whyNotDecided, whyStale, type EventAction } from './state-sentence.ts';
import { fromStore, type StoredChoice } from './stored-choice.ts';

type Decision = typeof decision.$inferSelect;

export interface TakenDecision {
  row: EventRow;
  /** What is to be carried out; nothing where it was refused, or ignores the event. */
  action: EventAction | null;
}

/**
 * Takes a person's decision up, with the event's row locked: checked once more, since what it was
 * made on may have changed while it was on its way.
 */
export async function takeDecision(
  tx: Transaction,
  row: EventRow,
  pending: Decision,
  execution: Execution,
): Promise<TakenDecision> {
  const stored = fromStore(pending.choice);
  const refusal = whyNotDecided(row, null) ?? whyStale(row, stored);
  if (refusal !== null) return refuse(tx, row, pending, refusal, execution);
  if (stored.choice.do === 'ignore') return ignore(tx, row, pending, execution);
  const checked = await check(tx, row, stored);
  if (!checked.ok) return refuse(tx, row, pending, checked.sentence, execution);
  const { verb, details, goesOnWith } = checked;
  if (verb === null) throw new Error(`“${stored.choice.do}” has no action`);
  const begun = goesOnWith
    ? await reopen(tx, goesOnWith, pending, details)
    : await begin(tx, row, pending, verb, details);
  await tx.update(decision).set({ state: 'taken' }).where(eq(decision.id, pending.id));
  const acting = await moveEvent(tx, row, 'acting', { actionId: begun.id, outcome: null });
  if (!acting) throw new Error(`event ${row.id} was changed although it is locked`);
  return { row: acting, action: begun };
}

async function check(
  tx: Transaction,
  row: EventRow,
  { choice }: StoredChoice,
): Promise<CheckedChoice> {
  try {
    return await checkChoice(tx, row, choice);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ok: false, code: error.code, sentence: error.message };
  }
}

async function refuse(
  tx: Transaction,
  row: EventRow,
  { id, by }: Decision,
  outcome: string,
  execution: Execution,
): Promise<TakenDecision> {
  await tx
    .update(decision)
    .set({ state: 'refused', outcome, settledAt: new Date() })
    .where(eq(decision.id, id));
  const after = { state: row.state, decisionId: id, outcome };
  await auditEvent(tx, row, 'refused', { actor: by, after, execution });
  return { row, action: null };
}

async function ignore(
  tx: Transaction,
  row: EventRow,
  { id, by, why }: Decision,
  execution: Execution,
): Promise<TakenDecision> {
  const outcome = `Ignored by ${actorName(by)}.`;
  const ignored = await moveEvent(tx, row, 'ignored', {
    ignoredFactsHash: row.factsHash,
    handledBy: by,
    closedAt: new Date(),
    outcome,
  });
  if (!ignored) throw new Error(`event ${row.id} was changed although it is locked`);
  await tx
    .update(decision)
    .set({ state: 'done', outcome, settledAt: new Date() })
    .where(eq(decision.id, id));
  await auditEvent(tx, ignored, 'ignored', {
    actor: by,
    before: { state: row.state },
    after: { state: ignored.state, facts: row.facts },
    why,
    execution,
  });
  return { row: ignored, action: null };
}

async function begin(
  tx: Transaction,
  { tenantId, id: eventId, siteUid, factsHash }: EventRow,
  { id: decisionId, by }: Decision,
  verb: ActionVerb,
  details: ActionDetails,
): Promise<EventAction> {
  const [begun] = await tx
    .insert(action)
    .values({ tenantId, siteUid, verb, details, factsHash, by, eventId, decisionId, position: 0 })
    .returning();
  if (!begun) throw new Error('an action was inserted without a row');
  return begun;
}

/**
 * The very action that stopped, so that its finished writes answer for themselves. It is the
 * person's from here on: the run that may have begun it has ended, and its lease with it.
 */
async function reopen(
  tx: Transaction,
  { id }: EventAction,
  { id: decisionId, by }: Decision,
  details: ActionDetails,
): Promise<EventAction> {
  const [reopened] = await tx
    .update(action)
    .set({
      state: 'waiting',
      decisionId,
      by,
      details,
      runId: null,
      step: null,
      problem: null,
      problemCode: null,
      finishedAt: null,
    })
    .where(eq(action.id, id))
    .returning();
  if (!reopened) throw new Error(`action ${id} is gone`);
  return reopened;
}
