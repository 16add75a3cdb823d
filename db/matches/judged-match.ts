import { canonicalHash, type Json } from '../../rules/canonical-hash.ts';
import { matchSubject } from '../actions/subject.ts';
import type { MatchDetails, MatchedAs, MatchKind, MatchVerdict } from '../schema/index.ts';
import type { StandingDecisions, StandingMatch } from './recorded-matches.ts';

/** What a run makes of one source organization or device. */
export interface JudgedMatch {
  kind: MatchKind;
  sourceId: string;
  name: string;
  organizationSourceId: string;
  siteUid: string;
  /** Without `matchedAs`, which its row tells. */
  details: Omit<MatchDetails, 'matchedAs'>;
  verdict: MatchVerdict;
  /** How the record that it is matched to is named now; null where that is not to be seen. */
  destinationName: string | null;
  /** What it is matched to by rule in this run. */
  newMatch: NewMatch | null;
}

export interface NewMatch {
  destinationId: string;
  destinationName: string;
  reasons: string[];
}

/** What a rule finds; null for a name that is not to be seen. */
type FoundMatch = Omit<NewMatch, 'destinationName'> & { destinationName: string | null };

export const nothingFound: MatchVerdict = { suggestions: [], conflicts: [], notes: [] };

/**
 * A rule's match. A person's decision that waits to be carried out comes before it, on either side:
 * what the rule says is a suggestion then.
 */
export function withNewMatch(
  judged: JudgedMatch,
  { decided, wanted }: StandingDecisions,
  { destinationId: id, destinationName, reasons }: FoundMatch,
): JudgedMatch {
  const { kind, sourceId } = judged;
  const name = destinationName ?? id;
  const waits = decided.has(matchSubject(kind, sourceId)) || (kind === 'device' && wanted.has(id));
  const found = { destinationId: id, destinationName: name, reasons };
  return waits ? asSuggestion(judged, found) : { ...judged, newMatch: found };
}

/** A rule's match that is not made now: what the rule says is the first suggestion. */
export function asSuggestion(
  { verdict, ...judged }: JudgedMatch,
  { destinationId: id, destinationName: name, reasons }: NewMatch,
): JudgedMatch {
  const rest = verdict.suggestions.filter((one) => one.id !== id);
  const first = { id, name, score: 1, likelihood: 'likely' as const, reasons, flags: [] };
  return { ...judged, newMatch: null, verdict: { ...verdict, suggestions: [first, ...rest] } };
}

/**
 * What a person looks at when deciding. Scores are left out: they shift with every record that IT
 * Glue gains; so are the counts and days that are shown beside.
 */
export function matchFactsHash({
  kind,
  name,
  organizationSourceId,
  details,
  verdict,
}: JudgedMatch): string {
  const { devices: _devices, lastSeenOn: _lastSeenOn, ...shown } = details;
  return canonicalHash({
    kind,
    name,
    organizationSourceId,
    shown: shown as Json,
    suggestions: verdict.suggestions.map((one) => `${one.id} ${one.name}`).toSorted(),
    conflicts: verdict.conflicts.toSorted(),
    notes: verdict.notes.map(({ code }) => code).toSorted(),
  });
}

/** Both sides as they were when the row was matched; null where it is not. */
export function matchedAs(row: Omit<StandingMatch, 'present'>): MatchedAs | null {
  if (row.state !== 'matched' || row.destinationId === null) return null;
  const at = row.matchedAt?.toISOString() ?? '';
  const kept = row.details.matchedAs;
  // Matched since, by a person: the row has what that person saw.
  if (kept?.at !== at) return asMatched(row, row.destinationName ?? row.destinationId, at);
  return kept;
}

/** How both sides are called and where the source is, for {@link matchedAs} of later runs. */
export function asMatched(
  {
    name,
    organizationSourceId,
    siteUid,
  }: Pick<JudgedMatch, 'name' | 'organizationSourceId' | 'siteUid'>,
  destinationName: string,
  at: string,
): MatchedAs {
  return { at, name, destinationName, organizationSourceId, siteUid };
}
