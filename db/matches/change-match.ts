import { eq } from 'drizzle-orm';
import type { MatchChoice } from '../../rules/matching/match-choice.ts';
import type { Execution } from '../acting.ts';
import type { Actor } from '../actor.ts';
import { matchSubject } from '../actions/subject.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';
import { match } from '../schema/index.ts';
import type { MatchRow } from './concerned-matches.ts';
import { rememberPairs } from './remember-pairs.ts';

/** Who decided, why, and which execution carries it out. */
export interface MatchCause {
  actor: Actor;
  why: string | null;
  decisionId: string;
  execution: Execution;
}

/** A choice that touches only our own records. */
export type OwnChoice = Exclude<MatchChoice, { do: 'create' }>;

/** The columns of a match that a person's choice sets. */
type MatchChange = Partial<typeof match.$inferInsert>;

/**
 * Carries out a choice that touches only our own records, with its audit row.
 *
 * @param destinationName the name of the record that it is matched to, as IT Glue has it now.
 * @returns the match as it is then, and what is said of it.
 */
export async function changeMatch(
  tx: Transaction,
  row: MatchRow,
  choice: OwnChoice,
  destinationName: string | null,
  cause: MatchCause,
): Promise<{ row: MatchRow; outcome: string }> {
  const { change, outcome } = changeOf(row, choice, destinationName, cause);
  await rememberPairs(tx, row, choice, cause.actor);
  const [after] = await tx.update(match).set(change).where(eq(match.id, row.id)).returning();
  if (!after) throw new Error(`match ${row.id} is gone`);
  await auditMatch(tx, row, after, choice.do, cause);
  return { row: after, outcome };
}

function changeOf(
  row: MatchRow,
  choice: OwnChoice,
  destinationName: string | null,
  { actor }: MatchCause,
): { change: MatchChange; outcome: string } {
  switch (choice.do) {
    case 'accept':
    case 'to': {
      const suggested = row.verdict.suggestions.find(({ id }) => id === choice.destinationId);
      const change = matchedTo(
        choice.destinationId,
        destinationName,
        actor,
        suggested?.reasons ?? [],
      );
      return { change, outcome: `Matched to “${destinationName ?? choice.destinationId}”.` };
    }
    case 'reject':
      return {
        change: { verdict: withoutSuggestion(row, choice.destinationId) },
        outcome: 'The suggestion was rejected, and is not made again.',
      };
    case 'ignore':
      return { change: { state: 'ignored', by: actor }, outcome: 'Ignored.' };
    case 'unignore':
      return { change: { state: 'unmatched', by: null }, outcome: 'No longer ignored.' };
    case 'revert': {
      const verdict = { ...withoutSuggestion(row, row.destinationId), notes: [] };
      return {
        change: { ...unmatched, verdict },
        outcome: `No longer matched to “${row.destinationName ?? row.destinationId ?? ''}”, nor matched to it again by a run.`,
      };
    }
  }
}

function matchedTo(
  destinationId: string,
  destinationName: string | null,
  actor: Actor,
  reasons: string[],
): MatchChange {
  return {
    state: 'matched',
    destinationId,
    destinationName,
    origin: 'person',
    by: actor,
    reasons: [...reasons, 'decided by a person'],
    verdict: { suggestions: [], conflicts: [], notes: [] },
    matchedAt: new Date(),
  };
}

const unmatched = {
  state: 'unmatched',
  destinationId: null,
  destinationName: null,
  origin: null,
  by: null,
  reasons: [] as string[],
  matchedAt: null,
} satisfies MatchChange;

function withoutSuggestion({ verdict }: MatchRow, destinationId: string | null) {
  return { ...verdict, suggestions: verdict.suggestions.filter(({ id }) => id !== destinationId) };
}

/** Appends what became of a match: `match.accept`, `match.revert`, … */
export function auditMatch(
  tx: Transaction,
  before: MatchRow,
  after: MatchRow,
  verb: string,
  { actor, why, decisionId, execution }: MatchCause,
): Promise<void> {
  return appendAudit(tx, before.tenantId, {
    actor,
    verb: `match.${verb}`,
    subject: matchSubject(before.kind, before.sourceId),
    before: shown(before),
    after: { ...shown(after), name: after.name, decisionId },
    why,
    execution,
  });
}

function shown({ state, destinationId, destinationName, origin, reasons, verdict }: MatchRow) {
  const suggestions = verdict.suggestions.map(({ id, name }) => ({ id, name }));
  return { state, destinationId, destinationName, origin, reasons, suggestions };
}
