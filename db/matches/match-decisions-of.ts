import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { decision, matchItem, type MatchKind } from '../schema/index.ts';

/** What was decided of a match last, and what became of it. */
export type MatchDecision = Awaited<ReturnType<typeof decisionsOf>>[number];

/** The decisions on some matches, the newest first. */
export function decisionsOf(
  tx: Transaction,
  tenantId: string,
  kind: MatchKind,
  sourceIds: readonly string[],
  most = 20,
) {
  return decided(tx, tenantId, kind, sourceIds)
    .orderBy(desc(matchItem.createdAt), desc(matchItem.position))
    .limit(most);
}

/** The newest decision on each of some matches, by source id. */
export async function newestDecisions(
  tx: Transaction,
  tenantId: string,
  kind: MatchKind,
  sourceIds: readonly string[],
): Promise<Map<string, MatchDecision>> {
  if (sourceIds.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([matchItem.sourceId], columns)
    .from(matchItem)
    .innerJoin(decision, eq(decision.id, matchItem.decisionId))
    .where(about(tenantId, kind, sourceIds))
    .orderBy(matchItem.sourceId, desc(matchItem.createdAt));
  return new Map(rows.map((row) => [row.sourceId, row]));
}

const columns = {
  sourceId: matchItem.sourceId,
  decisionId: matchItem.decisionId,
  choice: matchItem.choice,
  state: matchItem.state,
  outcome: matchItem.outcome,
  by: decision.by,
  why: decision.why,
  createdAt: matchItem.createdAt,
  finishedAt: matchItem.finishedAt,
};

function decided(tx: Transaction, tenantId: string, kind: MatchKind, ids: readonly string[]) {
  return tx
    .select(columns)
    .from(matchItem)
    .innerJoin(decision, eq(decision.id, matchItem.decisionId))
    .where(about(tenantId, kind, ids));
}

function about(tenantId: string, kind: MatchKind, sourceIds: readonly string[]) {
  return and(
    eq(matchItem.tenantId, tenantId),
    eq(matchItem.kind, kind),
    inArray(matchItem.sourceId, [...sourceIds]),
  );
}
