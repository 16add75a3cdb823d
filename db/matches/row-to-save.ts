import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../actor.ts';
import type { match, MatchDetails } from '../schema/index.ts';
import { asMatched, matchedAs, matchFactsHash, type JudgedMatch } from './judged-match.ts';
import type { MatchRow } from './recorded-matches.ts';

export type MatchToSave = Omit<typeof match.$inferInsert, 'id' | 'createdAt'>;

/** Who matches by rule, and when. */
export interface ByRun {
  runId: string;
  at: Date;
}

/**
 * A match as it is after a run: what was judged, and whatever people decided as it was. Null where
 * that is what stands already.
 */
export function rowToSave(
  tenantId: string,
  judged: JudgedMatch,
  before: MatchRow | undefined,
  run: ByRun,
): MatchToSave | null {
  const { kind, sourceId, name, organizationSourceId, siteUid, verdict } = judged;
  const found = {
    ...standingOf(judged, before, run),
    name,
    organizationSourceId,
    siteUid,
    verdict,
    factsHash: matchFactsHash(judged),
    details: { ...judged.details, ...sinceMatched(judged, before, run) },
    present: true,
  };
  if (before && changedNothing(before, found)) return null;
  return { tenantId, kind, sourceId, ...found, lastRunId: run.runId };
}

type Standing = Pick<
  MatchToSave,
  'state' | 'destinationId' | 'destinationName' | 'origin' | 'reasons' | 'by' | 'matchedAt'
>;

/** The state of a match, which only a rule's new match changes. */
function standingOf(judged: JudgedMatch, before: MatchRow | undefined, run: ByRun): Standing {
  if (judged.newMatch) {
    const by: Actor = { kind: 'run', id: run.runId };
    return { state: 'matched', ...judged.newMatch, origin: 'rule', by, matchedAt: run.at };
  }
  if (!before) {
    return {
      state: 'unmatched',
      destinationId: null,
      destinationName: null,
      origin: null,
      reasons: [],
      by: null,
      matchedAt: null,
    };
  }
  const { state, destinationId, destinationName, origin, reasons, by, matchedAt } = before;
  const named = judged.destinationName ?? destinationName;
  return { state, destinationId, destinationName: named, origin, reasons, by, matchedAt };
}

function sinceMatched(
  judged: JudgedMatch,
  before: MatchRow | undefined,
  run: ByRun,
): Pick<MatchDetails, 'matchedAs'> {
  if (judged.newMatch) {
    const { destinationName } = judged.newMatch;
    return { matchedAs: asMatched(judged, destinationName, run.at.toISOString()) };
  }
  const kept = before ? matchedAs(before) : null;
  return kept ? { matchedAs: kept } : {};
}

function changedNothing(before: MatchRow, found: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(found).every(([column, value]) =>
    isDeepStrictEqual(before[column as keyof MatchRow], value),
  );
}
