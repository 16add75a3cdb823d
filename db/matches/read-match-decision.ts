import { and, asc, eq } from 'drizzle-orm';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { action, decision, matchItem, type MatchItemState } from '../schema/index.ts';

const none: Record<MatchItemState, number> = {
  pending: 0,
  working: 0,
  done: 0,
  refused: 0,
  problem: 0,
  cancelled: 0,
};

/**
 * A decision on matches with its items, how far each has come and what came of it. It has ended when
 * none is pending or working.
 *
 * @throws {Refused} `not-found`.
 */
export function readMatchDecision(db: Database, tenantId: string, decisionId: string) {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx
      .select()
      .from(decision)
      .where(and(eq(decision.id, decisionId), eq(decision.kind, 'match')));
    if (!found) throw new Refused('not-found', `There is no match decision ${decisionId}.`);
    const { id, by, why, state, outcome, createdAt, settledAt } = found;
    const items = await itemsOf(tx, decisionId);
    const counts = { ...none };
    for (const item of items) counts[item.state] += 1;
    return { id, by, why, state, outcome, createdAt, settledAt, counts, items };
  });
}

function itemsOf(tx: Transaction, decisionId: string) {
  return tx
    .select({
      id: matchItem.id,
      position: matchItem.position,
      kind: matchItem.kind,
      sourceId: matchItem.sourceId,
      name: matchItem.name,
      choice: matchItem.choice,
      state: matchItem.state,
      outcome: matchItem.outcome,
      finishedAt: matchItem.finishedAt,
      /** Of one that is being created: what holds it up, if something does. */
      step: action.step,
      problem: action.problem,
    })
    .from(matchItem)
    .leftJoin(action, eq(action.matchItemId, matchItem.id))
    .where(eq(matchItem.decisionId, decisionId))
    .orderBy(asc(matchItem.position));
}
