import type { ChoiceRefusal } from '../../rules/matching/choice-facts.ts';
import type { MatchChoice, MatchKind } from '../../rules/matching/match-choice.ts';
import type { Acting } from '../acting.ts';
import { matchSubject } from '../actions/subject.ts';
import type { MatchRow } from './concerned-matches.ts';
import { judgeChoice, whyStale, type ChoiceBook } from './judge-choice.ts';
import { underWay, type OpenItem } from './open-items.ts';

/** What a person wants of one source organization or device. */
export interface MatchWish {
  kind: MatchKind;
  sourceId: string;
  choice: MatchChoice;
  /** The facts that the person saw: a decision on others is refused. */
  factsHash?: string | undefined;
}

export interface RefusedWish {
  kind: MatchKind;
  sourceId: string;
  code: ChoiceRefusal | 'not-found' | 'under-way';
  sentence: string;
}

export interface JudgedWishes {
  accepted: { wish: MatchWish; row: MatchRow }[];
  refused: RefusedWish[];
  /** The same person's same choices that are under way, as they are refused in another decision. */
  again: (RefusedWish & { decisionId: string })[];
}

/** Judges each wish by itself: one that does not fit never stops the others. */
export function judgeWishes(
  book: ChoiceBook,
  open: ReadonlyMap<string, OpenItem>,
  { actor }: Acting,
  wishes: readonly MatchWish[],
): JudgedWishes {
  const judged: JudgedWishes = { accepted: [], refused: [], again: [] };
  const seen = new Set<string>();
  for (const wish of wishes) {
    const { kind, sourceId, choice } = wish;
    const subject = matchSubject(kind, sourceId);
    const row = book.matches.row(kind, sourceId);
    const refuse = (code: RefusedWish['code'], sentence: string) =>
      judged.refused.push({ kind, sourceId, code, sentence });
    if (!row) {
      refuse(
        'not-found',
        `There is no ${kind === 'device' ? 'device' : 'source organization'} ${sourceId}.`,
      );
      continue;
    }
    if (seen.has(subject)) {
      refuse(
        'bad-input',
        `“${row.name}” is named more than once; only the first choice was taken.`,
      );
      continue;
    }
    seen.add(subject);
    const atWork = open.get(subject);
    if (atWork) {
      const { same, sentence } = underWay(atWork, actor, choice);
      const { decisionId } = atWork;
      if (same) judged.again.push({ kind, sourceId, code: 'under-way', sentence, decisionId });
      else refuse('under-way', sentence);
      continue;
    }
    const stale = whyStale(row, wish.factsHash);
    const checked = stale === null ? judgeChoice(book, row, choice) : null;
    if (stale !== null) refuse('changed', stale);
    else if (checked?.ok === false) refuse(checked.code, checked.sentence);
    else judged.accepted.push({ wish, row });
  }
  return judged;
}
