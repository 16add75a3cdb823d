import { and, eq, inArray, sql } from 'drizzle-orm';
import { subjectOf, type Subject } from '../actions/subject.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import {
  action,
  install,
  intent,
  runLease,
  subjectLock,
  tenant,
  type Vendor,
} from '../schema/index.ts';

export type Intent = typeof intent.$inferSelect;

/** How long a write may take, in ms; T and settle of the write protocol. */
export interface WriteTimings {
  /** A write is sent within this time of its intent, or not at all. */
  sendWindowMs: number;
  /** After this long without an answer the client gives up. */
  timeoutMs: number;
  /** After that, this long until what the vendor did can be read back. */
  settleMs: number;
}

export interface IntentToCommit {
  vendor: Vendor;
  operation: string;
  naturalKey: string;
  desired: unknown;
  evidence: unknown;
}

/** Why a write may not be sent now. */
export type NotNow =
  /** The tenant or the install is frozen or paused: wait. */
  | 'stopped'
  /** Another attempt has the site: stop for good. */
  | 'fenced'
  /** Another run has the lease: the run that permitted this is over, and its permits with it. */
  | 'run-over'
  /** An earlier write on this site or with this natural key is not settled: wait. */
  | 'unsettled';

export class WriteNotAllowed extends Error {
  readonly reason: NotNow;

  constructor(reason: NotNow) {
    super(`the write may not be sent: ${reason}`);
    this.name = 'WriteNotAllowed';
    this.reason = reason;
  }
}

/**
 * Commits the intent to write, after checking in the same transaction everything that must hold:
 * freeze, pause, the site's lock, the run's lease. With `resend`, the write whose first send was
 * found to have had no effect is sent again under the same intent.
 */
export function commitIntent(
  db: Database,
  tenantId: string,
  actionId: string,
  fence: number,
  wish: IntentToCommit,
  timings: WriteTimings,
  resend: Intent | null,
): Promise<Intent> {
  return withTenant(db, tenantId, async (tx) => {
    const [mine] = await tx.select().from(action).where(eq(action.id, actionId));
    if (!mine) throw new Error(`action ${actionId} is gone`);
    const subject = subjectOf(mine);
    await checkNotStopped(tx, tenantId);
    await checkFences(tx, subject, mine.runId, fence);
    const window = {
      sendBy: after(timings.sendWindowMs),
      settleAt: after(timings.sendWindowMs + timings.timeoutMs + timings.settleMs),
    };
    const [committed] = resend
      ? await tx
          .update(intent)
          .set({
            ...window,
            state: 'open',
            fence,
            evidence: wish.evidence,
            sends: resend.sends + 1,
            looks: 0,
          })
          .where(
            and(
              eq(intent.id, resend.id),
              eq(intent.sends, resend.sends),
              inArray(intent.state, ['open', 'unknown']),
            ),
          )
          .returning()
      : await tx
          .insert(intent)
          .values({
            tenantId,
            ...wish,
            ...window,
            subjectKind: subject.kind,
            subjectId: subject.id,
            actionId,
            fence,
            state: 'open',
            sends: 1,
            firstSentAt: sql`now()`,
          })
          .onConflictDoNothing()
          .returning();
    if (!committed) throw new WriteNotAllowed('unsettled');
    return committed;
  });
}

/** Counted from the start of the transaction, which is before the checks: never later than said. */
const after = (ms: number) => sql<Date>`now() + ${`${ms} milliseconds`}::interval`;

async function checkNotStopped(tx: Transaction, tenantId: string): Promise<void> {
  const [whole] = await tx.select().from(install).where(eq(install.id, 1));
  const [one] = await tx.select().from(tenant).where(eq(tenant.id, tenantId));
  if (whole?.frozenAt || one?.frozenAt || one?.pausedAt) throw new WriteNotAllowed('stopped');
}

async function checkFences(
  tx: Transaction,
  subject: Subject,
  runId: string | null,
  fence: number,
): Promise<void> {
  const [lock] = await tx
    .select({ fence: subjectLock.fence })
    .from(subjectLock)
    .where(and(eq(subjectLock.kind, subject.kind), eq(subjectLock.subjectId, subject.id)))
    .for('share');
  if (lock?.fence !== fence) throw new WriteNotAllowed('fenced');
  if (runId === null) return;
  const [lease] = await tx.select().from(runLease).for('share');
  if (lease?.runId !== runId) throw new WriteNotAllowed('run-over');
}
