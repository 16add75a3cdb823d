import type { Transaction } from '../connect.ts';
import { matchSubject } from '../actions/subject.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { matchItem } from '../schema/index.ts';
import type { MatchCause } from './change-match.ts';
import type { MatchRow } from './concerned-matches.ts';
import { endItem } from './settle-match-decision.ts';

/** Ends an item that does not fit any more, with what changed. */
export async function refuseItem(
  tx: Transaction,
  { id, choice }: typeof matchItem.$inferSelect,
  { tenantId, kind, sourceId, name, state }: MatchRow,
  sentence: string,
  { actor, why, decisionId, execution }: MatchCause,
): Promise<void> {
  if (!(await endItem(tx, id, 'refused', sentence))) return;
  await appendAudit(tx, tenantId, {
    actor,
    verb: 'match.refused',
    subject: matchSubject(kind, sourceId),
    before: { state },
    after: { name, choice, sentence, decisionId },
    why,
    execution,
  });
}
