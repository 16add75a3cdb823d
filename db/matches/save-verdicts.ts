import { matchSubject } from '../actions/subject.ts';
import type { Execution } from '../acting.ts';
import { appendAudits, holdAuditChain, type AuditEntry } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { match, runLease } from '../schema/index.ts';
import type { JudgedMatch } from './judged-match.ts';
import {
  loadStandingDecisions,
  wholeRows,
  type RecordedMatches,
  type StandingMatch,
} from './recorded-matches.ts';
import { rowToSave, type MatchToSave } from './row-to-save.ts';
import { saveRows } from './save-rows.ts';
import { isOneOf, lockRows, mayMatch, sameApart, standsAs } from './since-judged.ts';

export interface VerdictsToSave {
  runId: string;
  execution: Execution;
  judged: readonly JudgedMatch[];
  /** What was recorded when it was judged. */
  recorded: RecordedMatches;
  /** Every source that the readings have, by its subject; null where they do not prove who is gone. */
  seen: ReadonlySet<string> | null;
}

export interface SavedVerdicts {
  /** Rows that were not as they are now. */
  changed: number;
  newlyMatched: number;
}

/**
 * Saves what a run made of every source, with its automatic matches and their audit rows, in one
 * transaction. What people decided stands: the state of a match changes only from unmatched to
 * matched, and a row that a person changed since it was judged is left to the next run.
 */
export async function saveVerdicts(
  db: Database,
  tenantId: string,
  toSave: VerdictsToSave,
): Promise<SavedVerdicts> {
  const { runId, execution, recorded, seen } = toSave;
  const before = (one: Pick<StandingMatch, 'kind' | 'sourceId'>) =>
    recorded.rows.get(matchSubject(one.kind, one.sourceId));
  const changes = await changesOf(db, tenantId, toSave);
  const absent = seen === null ? [] : absentRows(seen, recorded);
  if (changes.length === 0 && absent.length === 0) return { changed: 0, newlyMatched: 0 };
  return withTenant(db, tenantId, async (tx) => {
    // Decisions take the chain before they lock rows: in another order both would wait for ever.
    await holdAuditChain(tx, tenantId);
    if (await isSuperseded(tx, runId)) return { changed: 0, newlyMatched: 0 };
    const known = changes.flatMap((one) => before(one) ?? []);
    const now = await lockRows(tx, [...known, ...absent]);
    const since = await loadStandingDecisions(tx, tenantId);
    const isNew = (one: MatchToSave) => one.state === 'matched' && before(one)?.state !== 'matched';
    const fitting = changes.filter(
      (one) =>
        standsAs(before(one), now) &&
        sameApart(one, recorded, since) &&
        (!isNew(one) || mayMatch(one, since)),
    );
    await saveRows(tx, fitting);
    await markAbsent(tx, runId, absent);
    const matched = fitting.filter(isNew);
    await appendAudits(
      tx,
      tenantId,
      matched.map((one) => matchedByRule(one, before(one), { runId, execution })),
    );
    return { changed: fitting.length + absent.length, newlyMatched: matched.length };
  });
}

/** So many rows are in memory whole at once, and compared without doing anything else. */
const comparedInOneGo = 1_000;

/**
 * Compared with the rows as they are by now: one that a person changed since it was judged is seen
 * when it is locked.
 */
async function changesOf(
  db: Database,
  tenantId: string,
  { runId, judged }: VerdictsToSave,
): Promise<MatchToSave[]> {
  const run = { runId, at: new Date() };
  const changes: MatchToSave[] = [];
  for (let start = 0; start < judged.length; start += comparedInOneGo) {
    const some = judged.slice(start, start + comparedInOneGo);
    const rows = await withTenant(db, tenantId, (tx) => wholeRows(tx, tenantId, some));
    const whole = ({ kind, sourceId }: JudgedMatch) => rows.get(matchSubject(kind, sourceId));
    changes.push(...some.flatMap((one) => rowToSave(tenantId, one, whole(one), run) ?? []));
  }
  return changes;
}

/** Another run has the lease by now: it reads anew, and judges by that. */
async function isSuperseded(tx: Transaction, runId: string): Promise<boolean> {
  const [lease] = await tx.select({ runId: runLease.runId }).from(runLease).for('share');
  return lease !== undefined && lease.runId !== runId;
}

function absentRows(seen: ReadonlySet<string>, { rows }: RecordedMatches): StandingMatch[] {
  return [...rows].flatMap(([subject, row]) => (row.present && !seen.has(subject) ? [row] : []));
}

async function markAbsent(
  tx: Transaction,
  runId: string,
  rows: readonly StandingMatch[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.update(match).set({ present: false, lastRunId: runId }).where(isOneOf(rows));
}

function matchedByRule(
  after: MatchToSave,
  before: StandingMatch | undefined,
  { runId, execution }: Pick<VerdictsToSave, 'runId' | 'execution'>,
): AuditEntry {
  const { kind, sourceId, name, destinationId, destinationName, origin, reasons } = after;
  return {
    actor: { kind: 'run', id: runId },
    verb: 'match.by-rule',
    subject: matchSubject(kind, sourceId),
    before: { state: before?.state ?? 'unmatched' },
    after: { state: 'matched', name, destinationId, destinationName, origin, reasons },
    execution,
    runId,
  };
}
