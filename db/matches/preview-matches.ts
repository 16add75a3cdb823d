import type { LookAlike } from '../../rules/matching/choice-facts.ts';
import { choiceLines } from '../../rules/matching/choice-lines.ts';
import type { Acting } from '../acting.ts';
import { matchSubject } from '../actions/subject.ts';
import { withTenant, type Database } from '../connect.ts';
import type { MatchKind } from '../schema/index.ts';
import { ConcernedMatches, itemFacts, type MatchRow } from './concerned-matches.ts';
import { creationFacts } from './creation-facts.ts';
import type { MatchWish, RefusedWish } from './decide-matches.ts';
import { destinationsAsRead } from './destinations.ts';
import { judgeChoice, whyStale, type ChoiceBook } from './judge-choice.ts';
import { openItemsOf, underWay, type OpenItem } from './open-items.ts';

type Refusal = Pick<RefusedWish, 'code' | 'sentence'>;

/** What a wish would do, or why it would be refused. */
export interface PreviewedWish {
  kind: MatchKind;
  sourceId: string;
  name: string;
  /** What exactly is done, line by line; none where it is refused. */
  lines: string[];
  refusal: Refusal | null;
  /** Of one that is to be created: what is there already that it may double. */
  lookAlikes: readonly LookAlike[];
}

/** Says what a decision would do, by the rules that judge it when it is made; stores nothing. */
export function previewMatches(
  db: Database,
  acting: Acting,
  wishes: readonly MatchWish[],
): Promise<PreviewedWish[]> {
  const { tenantId } = acting;
  return withTenant(db, tenantId, async (tx) => {
    const matches = await ConcernedMatches.load(tx, tenantId, wishes, false);
    const book: ChoiceBook = {
      matches,
      destinations: await destinationsAsRead(tx, wishes),
      creations: await creationFacts(tx, tenantId, matches, wishes),
    };
    const open = await openItemsOf(tx, tenantId, wishes);
    return wishes.map((wish) => previewed(book, open, acting, wish));
  });
}

function previewed(
  book: ChoiceBook,
  open: ReadonlyMap<string, OpenItem>,
  acting: Acting,
  wish: MatchWish,
): PreviewedWish {
  const { kind, sourceId, choice } = wish;
  const row = book.matches.row(kind, sourceId);
  if (!row) {
    const sentence = `There is no ${kind === 'device' ? 'device' : 'source organization'} ${sourceId}.`;
    const refusal = { code: 'not-found', sentence } as const;
    return { kind, sourceId, name: sourceId, lines: [], refusal, lookAlikes: [] };
  }
  const refusal = whyNot(book, row, wish) ?? underWayAs(open, acting, wish);
  return {
    kind,
    sourceId,
    name: row.name,
    lines: refusal === null ? choiceLines(choice, factsOf(book, row, wish)) : [],
    refusal,
    lookAlikes: book.creations.get(row.id)?.lookAlikes ?? [],
  };
}

function whyNot(book: ChoiceBook, row: MatchRow, { choice, factsHash }: MatchWish): Refusal | null {
  const stale = whyStale(row, factsHash);
  if (stale !== null) return { code: 'changed', sentence: stale };
  const checked = judgeChoice(book, row, choice);
  return checked.ok ? null : checked;
}

function underWayAs(
  open: ReadonlyMap<string, OpenItem>,
  { actor }: Acting,
  { kind, sourceId, choice }: MatchWish,
): Refusal | null {
  const item = open.get(matchSubject(kind, sourceId));
  if (!item) return null;
  return { code: 'under-way', sentence: underWay(item, actor, choice).sentence };
}

function factsOf({ matches, destinations, creations }: ChoiceBook, row: MatchRow, wish: MatchWish) {
  const { choice } = wish;
  const id = 'destinationId' in choice ? choice.destinationId : '';
  const destination = destinations[row.kind].get(id);
  return {
    item: itemFacts(row),
    destination: destination ? { ...destination, otherDevice: null } : null,
    organization: matches.organizationOf(row),
    creation: creations.get(row.id) ?? null,
  };
}
