import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { MatchChoice } from '../../rules/matching/match-choice.ts';
import type { Execution } from '../acting.ts';
import { holdAuditChain } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { decision, matchItem } from '../schema/index.ts';
import { changeMatch, type MatchCause } from './change-match.ts';
import { ConcernedMatches, type MatchRow } from './concerned-matches.ts';
import { beginCreation } from './begin-creation.ts';
import { creationFacts } from './creation-facts.ts';
import type { Destinations } from './destinations.ts';
import { judgeChoice, whyStale, type ChoiceBook } from './judge-choice.ts';
import { refuseItem } from './refuse-item.ts';
import { endItem } from './settle-match-decision.ts';

export type MatchItem = typeof matchItem.$inferSelect;

/** A pending item as it is judged again. */
interface TakenItem {
  item: MatchItem;
  cause: MatchCause;
}

/** Items that are decided and not begun, the oldest first; those of some choices only. */
export function pendingItems(
  db: Database,
  tenantId: string,
  choices: readonly MatchChoice['do'][],
  limit: number,
): Promise<MatchItem[]> {
  return withTenant(db, tenantId, (tx) =>
    tx
      .select()
      .from(matchItem)
      .where(
        and(
          eq(matchItem.tenantId, tenantId),
          eq(matchItem.state, 'pending'),
          inArray(sql`${matchItem.choice}->>'do'`, [...choices]),
        ),
      )
      .orderBy(asc(matchItem.createdAt), asc(matchItem.position))
      .limit(limit),
  );
}

/**
 * Judges pending items again, by what was read afresh, and carries out in one transaction what
 * touches only our own records; what is to be created becomes an action. Items that were taken back
 * meanwhile are left out.
 */
export function applyItems(
  db: Database,
  tenantId: string,
  itemIds: readonly string[],
  destinations: Destinations,
  execution: Execution,
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    await holdAuditChain(tx, tenantId);
    const taken = await takeItems(tx, itemIds, execution);
    const items = taken.map(({ item }) => item);
    const matches = await ConcernedMatches.load(tx, tenantId, items, true);
    const creations = await creationFacts(tx, tenantId, matches, items);
    for (const one of taken) {
      await applyItem(tx, { matches, destinations, creations }, one);
    }
  });
}

async function takeItems(
  tx: Transaction,
  itemIds: readonly string[],
  execution: Execution,
): Promise<TakenItem[]> {
  const items = await tx
    .select()
    .from(matchItem)
    .where(and(inArray(matchItem.id, [...itemIds]), eq(matchItem.state, 'pending')))
    .orderBy(asc(matchItem.createdAt), asc(matchItem.position))
    .for('update');
  const decisions = await tx
    .select()
    .from(decision)
    .where(inArray(decision.id, [...new Set(items.map(({ decisionId }) => decisionId))]));
  await tx
    .update(decision)
    .set({ state: 'taken' })
    .where(
      and(
        inArray(
          decision.id,
          decisions.map(({ id }) => id),
        ),
        eq(decision.state, 'pending'),
      ),
    );
  const byId = new Map(decisions.map((one) => [one.id, one]));
  return items.flatMap((item) => {
    const decided = byId.get(item.decisionId);
    if (!decided) return [];
    const { by: actor, why } = decided;
    return [{ item, cause: { actor, why, decisionId: decided.id, execution } }];
  });
}

async function applyItem(
  tx: Transaction,
  book: ChoiceBook,
  { item, cause }: TakenItem,
): Promise<void> {
  const row = book.matches.row(item.kind, item.sourceId);
  if (!row) throw new Error(`the match of item ${item.id} is gone`);
  const { choice } = item;
  const whyNot = staleFor(row, item) ?? sentenceOf(judgeChoice(book, row, choice));
  if (whyNot !== null) return refuseItem(tx, item, row, whyNot, cause);
  if (choice.do === 'create')
    return beginCreation(tx, item, row, book.matches.organizationOf(row), cause);
  const destination =
    'destinationId' in choice ? book.destinations[row.kind].get(choice.destinationId) : undefined;
  const changed = await changeMatch(tx, row, choice, destination?.name ?? null, cause);
  book.matches.keep(row, changed.row);
  await endItem(tx, item.id, 'done', changed.outcome);
}

/** Only what rests on what was on display is lost with it; a match is reverted whatever a run says. */
function staleFor(row: MatchRow, { choice, factsHash }: MatchItem): string | null {
  return choice.do === 'accept' || choice.do === 'create' ? whyStale(row, factsHash) : null;
}

function sentenceOf(checked: ReturnType<typeof judgeChoice>): string | null {
  return checked.ok ? null : checked.sentence;
}
