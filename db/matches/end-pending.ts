import { and, eq, inArray } from 'drizzle-orm';
import type { Execution } from '../acting.ts';
import { matchSubject } from '../actions/subject.ts';
import { appendAudits, holdAuditChain } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { decision, matchItem } from '../schema/index.ts';
import { endItem } from './settle-match-decision.ts';

/** Ends pending items that can't be carried out, and that trying again would not mend. */
export function endPending(
  db: Database,
  tenantId: string,
  itemIds: readonly string[],
  sentence: string,
  execution: Execution,
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    await holdAuditChain(tx, tenantId);
    const items = await tx
      .select({ item: matchItem, by: decision.by, why: decision.why })
      .from(matchItem)
      .innerJoin(decision, eq(decision.id, matchItem.decisionId))
      .where(and(inArray(matchItem.id, [...itemIds]), eq(matchItem.state, 'pending')))
      .for('update', { of: matchItem });
    for (const { item } of items) await endItem(tx, item.id, 'problem', sentence);
    await appendAudits(
      tx,
      tenantId,
      items.map(({ item: { kind, sourceId, name, choice, decisionId }, by, why }) => ({
        actor: by,
        verb: 'match.problem',
        subject: matchSubject(kind, sourceId),
        after: { name, choice, sentence, decisionId },
        why,
        execution,
      })),
    );
  });
}
