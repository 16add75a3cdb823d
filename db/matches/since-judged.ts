import { asc, sql } from 'drizzle-orm';
import { matchSubject } from '../actions/subject.ts';
import type { Transaction } from '../connect.ts';
import { match } from '../schema/index.ts';
import type { StandingDecisions, StandingMatch } from './recorded-matches.ts';
import type { MatchToSave } from './row-to-save.ts';

/* What people may have decided between the moment when a run judged and the one when it saves. */

type LockedRow = Pick<StandingMatch, 'id' | 'state' | 'destinationId' | 'matchedAt'>;

/** In the order of their ids, as decisions lock them too, so that neither waits for the other. */
export async function lockRows(
  tx: Transaction,
  rows: readonly StandingMatch[],
): Promise<ReadonlyMap<string, LockedRow>> {
  const locked = await tx
    .select({
      id: match.id,
      state: match.state,
      destinationId: match.destinationId,
      matchedAt: match.matchedAt,
    })
    .from(match)
    .where(isOneOf(rows))
    .orderBy(asc(match.id))
    .for('update');
  return new Map(locked.map((row) => [row.id, row]));
}

/**
 * One parameter however many they are: Postgres takes 65,535. Its elements are called `value` under
 * any alias: another name would be a column of the match, and mean every row.
 */
export function isOneOf(rows: readonly StandingMatch[]) {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  return sql`${match.id} in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))`;
}

/** Whether no person has changed the row since it was judged. */
export function standsAs(
  before: StandingMatch | undefined,
  now: ReadonlyMap<string, LockedRow>,
): boolean {
  if (!before) return true;
  const row = now.get(before.id);
  return (
    row?.state === before.state &&
    row.destinationId === before.destinationId &&
    row.matchedAt?.getTime() === before.matchedAt?.getTime()
  );
}

/** Whether no person has taken a pair apart, or put one together, since it was judged. */
export function sameApart(
  { kind, sourceId }: MatchToSave,
  then: StandingDecisions,
  now: StandingDecisions,
): boolean {
  const subject = matchSubject(kind, sourceId);
  const before = then.apart.get(subject) ?? nothing;
  const after = now.apart.get(subject) ?? nothing;
  return before.size === after.size && [...before].every((id) => after.has(id));
}

const nothing: ReadonlySet<string> = new Set();

/** What a person has decided since it was judged, and not carried out yet, comes before the rule. */
export function mayMatch(
  { kind, sourceId, destinationId }: MatchToSave,
  now: StandingDecisions,
): boolean {
  if (now.decided.has(matchSubject(kind, sourceId))) return false;
  const id = destinationId ?? '';
  return kind === 'organization' || (!now.wanted.has(id) && !now.taken.has(id));
}
