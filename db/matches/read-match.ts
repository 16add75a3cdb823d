import { and, asc, desc, eq } from 'drizzle-orm';
import { matchSubject } from '../actions/subject.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { action, audit, match, notAMatch, type MatchKind } from '../schema/index.ts';
import { besides, matchedReadAt } from './list-matches.ts';
import { decisionsOf } from './match-decisions-of.ts';

const newestAudit = 50;
const newestActions = 20;

/**
 * One source organization or device with its match, the pairs that a person took apart, what was
 * decided and done, and its audit.
 *
 * @throws {Refused} `not-found`.
 */
export function readMatch(db: Database, tenantId: string, kind: MatchKind, sourceId: string) {
  return withTenant(db, tenantId, async (tx) => {
    const found = await tx
      .select()
      .from(match)
      .where(and(eq(match.tenantId, tenantId), eq(match.kind, kind), eq(match.sourceId, sourceId)));
    const [row] = await besides(tx, { tenantId, kind }, found);
    if (!row) throw new Refused('not-found', `There is no ${words[kind]} ${sourceId}.`);
    const subject = matchSubject(kind, sourceId);
    return {
      ...row,
      readAt: await matchedReadAt(tx, kind),
      apart: await takenApart(tx, tenantId, kind, sourceId),
      decisions: await decisionsOf(tx, tenantId, kind, [sourceId]),
      actions: await actionsOn(tx, tenantId, subject),
      audit: await tx
        .select()
        .from(audit)
        .where(and(eq(audit.tenantId, tenantId), eq(audit.subject, subject)))
        .orderBy(desc(audit.id))
        .limit(newestAudit),
    };
  });
}

const words = { organization: 'source organization', device: 'device' } as const;

function takenApart(tx: Transaction, tenantId: string, kind: MatchKind, sourceId: string) {
  return tx
    .select({
      destinationId: notAMatch.destinationId,
      because: notAMatch.because,
      by: notAMatch.by,
      createdAt: notAMatch.createdAt,
    })
    .from(notAMatch)
    .where(
      and(
        eq(notAMatch.tenantId, tenantId),
        eq(notAMatch.kind, kind),
        eq(notAMatch.sourceId, sourceId),
      ),
    )
    .orderBy(asc(notAMatch.createdAt));
}

function actionsOn(tx: Transaction, tenantId: string, subject: string) {
  return tx
    .select({
      id: action.id,
      verb: action.verb,
      by: action.by,
      state: action.state,
      step: action.step,
      problem: action.problem,
      decisionId: action.decisionId,
      createdAt: action.createdAt,
      finishedAt: action.finishedAt,
    })
    .from(action)
    .where(and(eq(action.tenantId, tenantId), eq(action.matchSubject, subject)))
    .orderBy(desc(action.createdAt))
    .limit(newestActions);
}
