import { and, eq, inArray } from 'drizzle-orm';
import { holdAuditChain } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';
import { decision, matchItem, type MatchItemState } from '../schema/index.ts';

/** Items that are still to be carried out, or being carried out. */
export const openItems = inArray(matchItem.state, ['pending', 'working']);

export type ItemEnd = Exclude<MatchItemState, 'pending' | 'working'>;

/** Ends an item; ending it again changes nothing. The last one of a decision ends that as well. */
export async function endItem(
  tx: Transaction,
  itemId: string,
  state: ItemEnd,
  outcome: string | null,
): Promise<boolean> {
  const [ended] = await tx
    .update(matchItem)
    .set({ state, outcome, finishedAt: new Date() })
    .where(and(eq(matchItem.id, itemId), openItems))
    .returning({ decisionId: matchItem.decisionId });
  if (!ended) return false;
  await settleMatchDecision(tx, ended.decisionId);
  return true;
}

/** Ends a decision of which no item is open any more, with how its items ended. */
export async function settleMatchDecision(tx: Transaction, decisionId: string): Promise<void> {
  const [found] = await tx
    .select({ tenantId: decision.tenantId })
    .from(decision)
    .where(eq(decision.id, decisionId));
  if (!found) return;
  // Before its row is locked, as everywhere: an audit row follows.
  await holdAuditChain(tx, found.tenantId);
  // Items of one decision end in several transactions at once: the last of them has to see the rest.
  await tx
    .select({ id: decision.id })
    .from(decision)
    .where(eq(decision.id, decisionId))
    .for('update');
  if ((await tx.$count(matchItem, and(eq(matchItem.decisionId, decisionId), openItems))) > 0) {
    return;
  }
  await tx
    .update(decision)
    .set({ state: 'done', outcome: await outcomeOf(tx, decisionId), settledAt: new Date() })
    .where(and(eq(decision.id, decisionId), inArray(decision.state, ['pending', 'taken'])));
}

const endings: ItemEnd[] = ['done', 'refused', 'problem', 'cancelled'];

/** “3 done, 1 refused”. */
async function outcomeOf(tx: Transaction, decisionId: string): Promise<string> {
  const rows = await tx
    .select({ state: matchItem.state })
    .from(matchItem)
    .where(eq(matchItem.decisionId, decisionId));
  return endings
    .map((state) => ({ state, n: rows.filter((row) => row.state === state).length }))
    .filter(({ n }) => n > 0)
    .map(({ state, n }) => `${n} ${state === 'problem' && n > 1 ? 'problems' : state}`)
    .join(', ');
}
