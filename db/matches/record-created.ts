import { and, eq } from 'drizzle-orm';
import type { Action } from '../actions/begin-step.ts';
import type { Execution } from '../acting.ts';
import { holdAuditChain } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';
import { decision, match, matchItem, notAMatch, type MatchKind } from '../schema/index.ts';
import { auditMatch, type MatchCause } from './change-match.ts';
import type { MatchRow } from './concerned-matches.ts';

export interface CreatedRecord {
  kind: MatchKind;
  sourceId: string;
  destinationId: string;
  destinationName: string;
  /** Whether it was there already, with our mark. */
  adopted: boolean;
}

/**
 * Matches a source to the record that was created for it. A match that was made otherwise meanwhile
 * stays: then the record only says that it is there.
 */
export async function recordCreated(
  tx: Transaction,
  action: Action,
  { kind, sourceId, destinationId, destinationName, adopted }: CreatedRecord,
  execution: Execution,
): Promise<void> {
  const { tenantId, by } = action;
  await holdAuditChain(tx, tenantId);
  const cause = await causeOf(tx, action, execution);
  const row = await lockMatch(tx, tenantId, kind, sourceId);
  const verb = adopted ? 'adopted' : 'created';
  if (row.state === 'matched' && row.destinationId !== destinationId) {
    return auditMatch(tx, row, row, `${verb}-unmatched`, cause);
  }
  const [after] = await tx
    .update(match)
    .set({
      state: 'matched',
      destinationId,
      destinationName,
      origin: 'created',
      by,
      reasons: [adopted ? 'it has the mark of this very source' : 'created for it'],
      verdict: { suggestions: [], conflicts: [], notes: [] },
      matchedAt: new Date(),
    })
    .where(eq(match.id, row.id))
    .returning();
  await tx
    .delete(notAMatch)
    .where(
      and(
        eq(notAMatch.tenantId, tenantId),
        eq(notAMatch.kind, kind),
        eq(notAMatch.sourceId, sourceId),
        eq(notAMatch.destinationId, destinationId),
      ),
    );
  await auditMatch(tx, row, after ?? row, verb, cause);
}

async function lockMatch(
  tx: Transaction,
  tenantId: string,
  kind: MatchKind,
  sourceId: string,
): Promise<MatchRow> {
  const [row] = await tx
    .select()
    .from(match)
    .where(and(eq(match.tenantId, tenantId), eq(match.kind, kind), eq(match.sourceId, sourceId)))
    .for('update');
  if (!row) throw new Error(`the match of ${kind} ${sourceId} is gone`);
  return row;
}

async function causeOf(
  tx: Transaction,
  { by, matchItemId, id }: Action,
  execution: Execution,
): Promise<MatchCause> {
  const [decided] = await tx
    .select({ why: decision.why, decisionId: decision.id })
    .from(matchItem)
    .innerJoin(decision, eq(decision.id, matchItem.decisionId))
    .where(eq(matchItem.id, matchItemId ?? id));
  return {
    actor: by,
    why: decided?.why ?? null,
    decisionId: decided?.decisionId ?? id,
    execution,
  };
}
