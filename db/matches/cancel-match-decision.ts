import { and, eq } from 'drizzle-orm';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { decision, matchItem } from '../schema/index.ts';
import { settleMatchDecision } from './settle-match-decision.ts';

export interface CancelledItems {
  /** Items taken back by this call. */
  cancelled: number;
  /** Items that are being carried out: they are finished. */
  working: number;
}

/**
 * Takes back what of a decision was not carried out yet. Doing it again changes nothing.
 *
 * @throws {Refused} `not-found`; `conflict` if nothing is left to be taken back.
 */
export function cancelMatchDecision(
  db: Database,
  { tenantId, actor }: Acting,
  decisionId: string,
  why?: string,
): Promise<CancelledItems> {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx
      .select({ id: decision.id })
      .from(decision)
      .where(and(eq(decision.id, decisionId), eq(decision.kind, 'match')));
    if (!found) throw new Refused('not-found', `There is no match decision ${decisionId}.`);
    const ofDecision = eq(matchItem.decisionId, decisionId);
    const taken = await tx
      .update(matchItem)
      .set({
        state: 'cancelled',
        outcome: 'Taken back before it was carried out.',
        finishedAt: new Date(),
      })
      .where(and(ofDecision, eq(matchItem.state, 'pending')))
      .returning({ kind: matchItem.kind, sourceId: matchItem.sourceId });
    const working = await tx.$count(matchItem, and(ofDecision, eq(matchItem.state, 'working')));
    if (taken.length === 0) {
      const earlier = await tx.$count(matchItem, and(ofDecision, eq(matchItem.state, 'cancelled')));
      if (earlier > 0) return { cancelled: 0, working };
      const sentence = `Match decision ${decisionId} has been carried out, or is at its last items; nothing is left to be taken back. Revert the matches that you do not want.`;
      throw new Refused('conflict', sentence);
    }
    await settleMatchDecision(tx, decisionId);
    await appendAudit(tx, tenantId, {
      actor,
      verb: 'match.cancel',
      subject: `match-decision/${decisionId}`,
      after: { cancelled: taken, working },
      why: why ?? null,
    });
    return { cancelled: taken.length, working };
  });
}
