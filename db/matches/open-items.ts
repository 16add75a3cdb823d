import { and, eq, inArray } from 'drizzle-orm';
import { sameMatchChoice, type MatchChoice } from '../../rules/matching/match-choice.ts';
import { matchSubject } from '../actions/subject.ts';
import type { Actor } from '../actor.ts';
import type { Transaction } from '../connect.ts';
import { actorName, sameActor } from '../events/actor-name.ts';
import { decision, matchItem } from '../schema/index.ts';
import type { ChosenMatch } from './concerned-matches.ts';
import { openItems } from './settle-match-decision.ts';

/** What is decided of a match and not carried out yet. */
export interface OpenItem {
  decisionId: string;
  name: string;
  choice: MatchChoice;
  by: Actor;
  createdAt: Date;
}

/** The open items on matches, by their subject. */
export async function openItemsOf(
  tx: Transaction,
  tenantId: string,
  chosen: readonly ChosenMatch[],
): Promise<ReadonlyMap<string, OpenItem>> {
  const sources = chosen.map(({ sourceId }) => sourceId);
  const rows = await tx
    .select({ item: matchItem, by: decision.by, decidedAt: decision.createdAt })
    .from(matchItem)
    .innerJoin(decision, eq(decision.id, matchItem.decisionId))
    .where(and(eq(matchItem.tenantId, tenantId), openItems, inArray(matchItem.sourceId, sources)));
  return new Map(
    rows.map(({ item: { kind, sourceId, decisionId, name, choice }, by, decidedAt }) => [
      matchSubject(kind, sourceId),
      { decisionId, name, choice, by, createdAt: decidedAt },
    ]),
  );
}

/** Whether somebody chooses what they have chosen already, and the sentence that says who did. */
export function underWay(
  { name, choice, by, createdAt }: OpenItem,
  actor: Actor,
  wanted: MatchChoice,
): { same: boolean; sentence: string } {
  return {
    same: sameActor(by, actor) && sameMatchChoice(choice, wanted),
    sentence: `${actorName(by)} decided “${choice.do}” on “${name}” at ${createdAt.toISOString()}, and it is being carried out. Wait for its outcome.`,
  };
}
