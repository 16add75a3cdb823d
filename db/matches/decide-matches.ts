import { eq } from 'drizzle-orm';
import type { Acting } from '../acting.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { tenant } from '../schema/index.ts';
import { ConcernedMatches } from './concerned-matches.ts';
import { creationFacts } from './creation-facts.ts';
import { destinationsAsRead } from './destinations.ts';
import type { ChoiceBook } from './judge-choice.ts';
import {
  judgeWishes,
  type JudgedWishes,
  type MatchWish,
  type RefusedWish,
} from './judge-wishes.ts';
import { openItemsOf } from './open-items.ts';
import { storeMatchDecision } from './store-match-decision.ts';

export type { MatchWish, RefusedWish } from './judge-wishes.ts';

export interface DecidedMatches {
  /** Null if every wish was refused. */
  decisionId: string | null;
  refused: RefusedWish[];
}

/** One decision has at most so many items. */
export const mostItems = 1_000;

/**
 * Stores what a person decides on organizations and devices; `reviewMatches` carries it out. Wishes
 * that do not fit are refused each with its sentence, and never stop the others. Deciding the same
 * again while that is under way answers the same decision.
 *
 * @throws {Refused} `bad-input` for no wish, or more than 1,000.
 */
export async function decideMatches(
  db: Database,
  acting: Acting,
  wishes: readonly MatchWish[],
  why?: string,
): Promise<DecidedMatches> {
  if (wishes.length === 0 || wishes.length > mostItems) {
    const sentence = `A decision has 1 to ${mostItems} items; this one has ${wishes.length}.`;
    throw new Refused('bad-input', sentence);
  }
  const { tenantId } = acting;
  return withTenant(db, tenantId, async (tx) => {
    await oneAtATime(tx, tenantId);
    const matches = await ConcernedMatches.load(tx, tenantId, wishes, false);
    const book: ChoiceBook = {
      matches,
      destinations: await destinationsAsRead(tx, wishes),
      creations: await creationFacts(tx, tenantId, matches, wishes),
    };
    const judged = judgeWishes(book, await openItemsOf(tx, tenantId, wishes), acting, wishes);
    const earlier = alreadyDecided(judged);
    const decisionId =
      earlier ?? (await storeMatchDecision(tx, acting, judged.accepted, book, why ?? null));
    return {
      decisionId,
      refused: earlier === null ? [...judged.refused, ...judged.again] : judged.refused,
    };
  });
}

/** Two that decide at once can't both find an item free. Rows that only refer to the tenant go on. */
async function oneAtATime(tx: Transaction, tenantId: string): Promise<void> {
  await tx
    .select({ id: tenant.id })
    .from(tenant)
    .where(eq(tenant.id, tenantId))
    .for('no key update');
}

/** The decision that a double click has made already. */
function alreadyDecided({ accepted, again }: JudgedWishes): string | null {
  const decisions = new Set(again.map(({ decisionId }) => decisionId));
  const [only] = decisions;
  return accepted.length === 0 && decisions.size === 1 ? (only ?? null) : null;
}
