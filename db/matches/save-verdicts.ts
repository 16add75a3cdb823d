import { setImmediate as letOthersGo } from 'node:timers/promises';
import { matchSubject } from '../actions/subject.ts';
import type { Execution } from '../acting.ts';
import { appendAudits, holdAuditChain, type AuditEntry } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { match, runLease } from '../schema/index.ts';
import type { JudgedMatch } from './judged-match.ts';
import { loadStandingDecisions, type MatchRow, type RecordedMatches } from './recorded-matches.ts';
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
  const before = (one: { kind: MatchRow['kind']; sourceId: string }) =>
    recorded.rows.get(matchSubject(one.kind, one.sourceId));
  const changes = await changesOf(tenantId, toSave, before);
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

/** So many are compared in one go: of 20,000 it takes most of a second, in which nothing else is done. */
const comparedInOneGo = 2_000;

async function changesOf(
  tenantId: string,
  { runId, judged }: VerdictsToSave,
  before: (one: JudgedMatch) => MatchRow | undefined,
): Promise<MatchToSave[]> {
  const run = { runId, at: new Date() };
  const changes: MatchToSave[] = [];
  for (let start = 0; start < judged.length; start += comparedInOneGo) {
    const some = judged.slice(start, start + comparedInOneGo);
    changes.push(...some.flatMap((one) => rowToSave(tenantId, one, before(one), run) ?? []));
    await letOthersGo();
  }
  return changes;
}

/** Another run has the lease by now: it reads anew, and judges by that. */
async function isSuperseded(tx: Transaction, runId: string): Promise<boolean> {
  const [lease] = await tx.select({ runId: runLease.runId }).from(runLease).for('share');
  return lease !== undefined && lease.runId !== runId;
}

function absentRows(seen: ReadonlySet<string>, { rows }: RecordedMatches): MatchRow[] {
  return [...rows].flatMap(([subject, row]) => (row.present && !seen.has(subject) ? [row] : []));
}

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
