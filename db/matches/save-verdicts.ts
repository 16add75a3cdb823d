import { getTableColumns, sql } from 'drizzle-orm';
import { matchSubject } from '../actions/subject.ts';
import type { Execution } from '../acting.ts';
import { appendAudits, holdAuditChain, type AuditEntry } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { match, runLease } from '../schema/index.ts';
import type { JudgedMatch } from './judged-match.ts';
import { loadStandingDecisions, type MatchRow, type RecordedMatches } from './recorded-matches.ts';
import { rowToSave, type MatchToSave } from './row-to-save.ts';
import { isOneOf, lockRows, mayMatch, sameApart, standsAs } from './since-judged.ts';

export interface VerdictsToSave {
  runId: string;
  execution: Execution;
  judged: readonly JudgedMatch[];
  /** What was recorded when it was judged. */
  recorded: RecordedMatches;
  /** Whether a source that was not judged is out of sight: only a proving reading says so. */
  marksAbsent: boolean;
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
export function saveVerdicts(
  db: Database,
  tenantId: string,
  toSave: VerdictsToSave,
): Promise<SavedVerdicts> {
  const { runId, execution, judged, recorded } = toSave;
  const run = { runId, at: new Date() };
  const before = (one: { kind: MatchRow['kind']; sourceId: string }) =>
    recorded.rows.get(matchSubject(one.kind, one.sourceId));
  const changes = judged.flatMap((one) => rowToSave(tenantId, one, before(one), run) ?? []);
  const absent = toSave.marksAbsent ? absentRows(judged, recorded) : [];
  if (changes.length === 0 && absent.length === 0) {
    return Promise.resolve({ changed: 0, newlyMatched: 0 });
  }
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

/** Another run has the lease by now: it reads anew, and judges by that. */
async function isSuperseded(tx: Transaction, runId: string): Promise<boolean> {
  const [lease] = await tx.select({ runId: runLease.runId }).from(runLease).for('share');
  return lease !== undefined && lease.runId !== runId;
}

function absentRows(judged: readonly JudgedMatch[], { rows }: RecordedMatches): MatchRow[] {
  const seen = new Set(judged.map(({ kind, sourceId }) => matchSubject(kind, sourceId)));
  return [...rows].flatMap(([subject, row]) => (row.present && !seen.has(subject) ? [row] : []));
}

/** How many rows go in one statement. */
const batchSize = 1_000;

async function saveRows(tx: Transaction, rows: readonly MatchToSave[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize) {
    await tx
      .insert(match)
      .values(rows.slice(start, start + batchSize))
      .onConflictDoUpdate({
        target: [match.tenantId, match.kind, match.sourceId],
        set: asJudged,
      });
  }
}

const {
  id: _id,
  tenantId: _of,
  kind: _kind,
  sourceId: _source,
  createdAt: _made,
  ...saved
} = getTableColumns(match);

/** Every column that a run saves, as the row that was to be inserted has it. */
const asJudged = Object.fromEntries(
  Object.entries(saved).map(([key, column]) => [key, sql.raw(`excluded."${column.name}"`)]),
);

async function markAbsent(
  tx: Transaction,
  runId: string,
  rows: readonly MatchRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.update(match).set({ present: false, lastRunId: runId }).where(isOneOf(rows));
}

function matchedByRule(
  after: MatchToSave,
  before: MatchRow | undefined,
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
