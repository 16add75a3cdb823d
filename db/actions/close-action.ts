import { and, eq, inArray } from 'drizzle-orm';
import type { Execution } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { endMatchAction } from '../matches/end-match-action.ts';
import { addProblems, type RunProblem } from '../runs/record-in-run.ts';
import { action, intent, subjectLock } from '../schema/index.ts';
import { subjectOf, type Subject } from './subject.ts';

export type ActionEnd =
  { state: 'done' } | { state: 'cancelled' } | { state: 'problem'; code: string; sentence: string };

/** Ends an action and frees its site. Ending it again changes nothing. */
export function closeAction(
  db: Database,
  tenantId: string,
  actionId: string,
  end: ActionEnd,
  execution: Execution,
): Promise<void> {
  return withTenant(db, tenantId, (tx) => closeActionIn(tx, tenantId, actionId, end, execution));
}

/** {@link closeAction} inside the transaction of its last step. */
export async function closeActionIn(
  tx: Transaction,
  tenantId: string,
  actionId: string,
  end: ActionEnd,
  execution: Execution,
): Promise<void> {
  const [closed] = await tx
    .update(action)
    .set({
      state: end.state,
      finishedAt: new Date(),
      problemCode: end.state === 'problem' ? end.code : null,
      problem: end.state === 'problem' ? end.sentence : null,
    })
    .where(and(eq(action.id, actionId), inArray(action.state, ['waiting', 'working'])))
    .returning();
  if (!closed) return;
  await freeSubject(tx, subjectOf(closed), actionId);
  await endMatchAction(tx, closed, end);
  if (end.state === 'problem' && closed.runId) {
    await addProblems(tx, tenantId, closed.runId, [problemOf(closed, end)]);
  }
  await appendAudit(tx, tenantId, {
    actor: closed.by,
    verb: `action.${end.state}`,
    subject: closed.matchSubject ?? `site/${closed.siteUid}`,
    after: { verb: closed.verb, ...closed.details, ...end },
    execution,
    ...(closed.runId ? { runId: closed.runId } : {}),
  });
}

/** Of a site by its name; a device's own is in the sentence. */
function problemOf(
  { siteUid, subjectKind, details }: typeof action.$inferSelect,
  { code, sentence }: { code: string; sentence: string },
): RunProblem {
  if (subjectKind === 'association') {
    return { siteUid, siteName: details.siteName, code, sentence };
  }
  const { deviceName = details.siteName } = details;
  const named = sentence.includes(`“${deviceName}”`);
  return { siteUid, code, sentence: named ? sentence : `Device “${deviceName}”: ${sentence}` };
}

/**
 * Frees a site that an action holds, unless one of its writes is still unsettled: then the site
 * stays locked until the sweep or a person has settled that.
 */
export async function freeSubject(
  tx: Transaction,
  subject: Subject,
  actionId: string,
): Promise<void> {
  const unsettled = await tx.$count(
    intent,
    and(
      eq(intent.subjectKind, subject.kind),
      eq(intent.subjectId, subject.id),
      inArray(intent.state, ['open', 'unknown', 'person']),
    ),
  );
  if (unsettled > 0) return;
  await tx
    .delete(subjectLock)
    .where(
      and(
        eq(subjectLock.kind, subject.kind),
        eq(subjectLock.subjectId, subject.id),
        eq(subjectLock.actionId, actionId),
      ),
    );
}
