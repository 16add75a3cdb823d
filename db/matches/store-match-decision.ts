import { randomUUID } from 'node:crypto';
import type { MatchChoice, MatchKind } from '../../rules/matching/match-choice.ts';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';
import { decision, matchItem, outbox } from '../schema/index.ts';
import type { ChoiceBook } from './judge-choice.ts';
import type { JudgedWishes } from './judge-wishes.ts';

/** Stores a decision with its items, its audit row and what tells the workflow of it. */
export async function storeMatchDecision(
  tx: Transaction,
  { tenantId, actor }: Acting,
  accepted: JudgedWishes['accepted'],
  book: ChoiceBook,
  why: string | null,
): Promise<string | null> {
  if (accepted.length === 0) return null;
  const decisionId = randomUUID();
  await tx.insert(decision).values({
    id: decisionId,
    tenantId,
    kind: 'match',
    targetId: decisionId,
    choice: { items: accepted.length },
    by: actor,
    why,
  });
  await tx.insert(matchItem).values(
    accepted.map(({ wish: { kind, sourceId, choice }, row: { name, factsHash } }, position) => ({
      tenantId,
      decisionId,
      position,
      kind,
      sourceId,
      name,
      choice: withSeen(book, kind, choice),
      factsHash,
    })),
  );
  await tx.insert(outbox).values({ tenantId, kind: 'review-matches', subjectId: decisionId });
  await appendAudit(tx, tenantId, {
    actor,
    verb: 'match.decide',
    subject: `match-decision/${decisionId}`,
    after: {
      items: accepted.map(({ wish: { kind, sourceId, choice }, row: { name } }) => ({
        kind,
        sourceId,
        name,
        choice,
      })),
    },
    why,
  });
  return decisionId;
}

/** With the record as the person saw it: another one is not what was meant. */
function withSeen({ destinations }: ChoiceBook, kind: MatchKind, choice: MatchChoice) {
  if (choice.do !== 'accept' && choice.do !== 'to') return choice;
  const shown = destinations[kind].get(choice.destinationId);
  return shown ? { ...choice, seen: { name: shown.name, archived: shown.archived } } : choice;
}
