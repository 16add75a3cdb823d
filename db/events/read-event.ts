import { and, desc, eq, inArray } from 'drizzle-orm';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { action, audit, decision, event, intent } from '../schema/index.ts';
import { eventSubject } from './audit-event.ts';

const newestDecisions = 20;
const newestActions = 20;
const newestAudit = 50;

/**
 * One event with its newest decisions, its actions and their writes, and its audit.
 *
 * @throws {Refused} `not-found`.
 */
export function readEvent(db: Database, tenantId: string, eventId: string) {
  return withTenant(db, tenantId, async (tx) => {
    const [row] = await tx
      .select()
      .from(event)
      .where(and(eq(event.tenantId, tenantId), eq(event.id, eventId)));
    if (!row) throw new Refused('not-found', `There is no event ${eventId}.`);
    return {
      ...row,
      decisions: await decisionsOn(tx, tenantId, eventId),
      actions: await actionsOn(tx, tenantId, eventId),
      audit: await tx
        .select()
        .from(audit)
        .where(and(eq(audit.tenantId, tenantId), eq(audit.subject, eventSubject(eventId))))
        .orderBy(desc(audit.id))
        .limit(newestAudit),
    };
  });
}

function decisionsOn(tx: Transaction, tenantId: string, eventId: string) {
  return tx
    .select({
      id: decision.id,
      choice: decision.choice,
      by: decision.by,
      why: decision.why,
      state: decision.state,
      outcome: decision.outcome,
      createdAt: decision.createdAt,
      settledAt: decision.settledAt,
    })
    .from(decision)
    .where(
      and(
        eq(decision.tenantId, tenantId),
        eq(decision.kind, 'event'),
        eq(decision.targetId, eventId),
      ),
    )
    .orderBy(desc(decision.createdAt))
    .limit(newestDecisions);
}

async function actionsOn(tx: Transaction, tenantId: string, eventId: string) {
  const actions = await tx
    .select({
      id: action.id,
      verb: action.verb,
      details: action.details,
      by: action.by,
      state: action.state,
      step: action.step,
      problemCode: action.problemCode,
      problem: action.problem,
      runId: action.runId,
      decisionId: action.decisionId,
      createdAt: action.createdAt,
      finishedAt: action.finishedAt,
    })
    .from(action)
    .where(and(eq(action.tenantId, tenantId), eq(action.eventId, eventId)))
    .orderBy(desc(action.createdAt))
    .limit(newestActions);
  const writes = await writesOf(
    tx,
    actions.map(({ id }) => id),
  );
  return actions.map((one) => ({
    ...one,
    writes: writes.filter(({ actionId }) => actionId === one.id),
  }));
}

async function writesOf(tx: Transaction, actionIds: string[]) {
  if (actionIds.length === 0) return [];
  return tx
    .select({
      id: intent.id,
      actionId: intent.actionId,
      vendor: intent.vendor,
      operation: intent.operation,
      state: intent.state,
      note: intent.note,
      sends: intent.sends,
      looks: intent.looks,
      firstSentAt: intent.firstSentAt,
      settleAt: intent.settleAt,
      finishedAt: intent.finishedAt,
    })
    .from(intent)
    .where(inArray(intent.actionId, actionIds))
    .orderBy(desc(intent.firstSentAt));
}
