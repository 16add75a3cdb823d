import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { action, matchItem, outbox, type ActionVerb } from '../schema/index.ts';
import { openItems } from './settle-match-decision.ts';

export interface MatchActionRef {
  id: string;
  verb: ActionVerb;
}

/** Actions of match decisions that have not ended, the oldest first. */
export function openMatchActions(
  db: Database,
  tenantId: string,
  limit: number,
): Promise<MatchActionRef[]> {
  return withTenant(db, tenantId, (tx) =>
    tx
      .select({ id: action.id, verb: action.verb })
      .from(action)
      .where(
        and(
          eq(action.tenantId, tenantId),
          isNotNull(action.matchItemId),
          inArray(action.state, ['waiting', 'working']),
        ),
      )
      .orderBy(asc(action.createdAt), asc(action.position))
      .limit(limit),
  );
}

/**
 * Tells `reviewMatches` to look where decisions are left: a workflow that somebody ended from
 * outside is started again by it, and one at work only looks once more.
 */
export function nudgeMatchDecisions(db: Database, tenantId: string): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    const [left] = await tx
      .select({ decisionId: matchItem.decisionId })
      .from(matchItem)
      .where(and(eq(matchItem.tenantId, tenantId), openItems))
      .limit(1);
    if (!left) return;
    const subjectId = left.decisionId;
    await tx.insert(outbox).values({ tenantId, kind: 'review-matches', subjectId });
  });
}
