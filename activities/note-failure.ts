import { CancelledFailure } from '@temporalio/common';
import { and, eq, ne } from 'drizzle-orm';
import { appendAudit } from '../db/audit/append-audit.ts';
import { withTenant } from '../db/connect.ts';
import { connection, run } from '../db/schema/index.ts';
import { isVendorError } from '../vendors/http/errors.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { currentExecution } from './execution.ts';
import { sentenceOf } from './failures.ts';

/**
 * Keeps what went wrong where an operator sees it: a refused key marks its connection, which pauses
 * that part of the sync until a good key is saved (spec 2.5); a run keeps its last failure.
 */
export async function noteFailure(
  { db, log }: ActivityDependencies,
  tenantId: string,
  runId: string | null,
  error: unknown,
): Promise<void> {
  if (!(error instanceof Error) || error instanceof CancelledFailure) return;
  log.debug({ tenantId, runId, error: error.name, message: error.message }, 'an activity failed');
  await withTenant(db, tenantId, async (tx) => {
    if (runId !== null) {
      await tx
        .update(run)
        .set({ lastFailure: sentenceOf(error) })
        .where(eq(run.id, runId));
    }
    if (!isVendorError(error, 'auth-refused')) return;
    const [marked] = await tx
      .update(connection)
      .set({ state: 'auth-failed', note: error.message, checkedAt: new Date() })
      .where(and(eq(connection.vendor, error.vendor), ne(connection.state, 'auth-failed')))
      .returning();
    if (!marked) return;
    await appendAudit(tx, tenantId, {
      actor: runId === null ? { kind: 'install' } : { kind: 'run', id: runId },
      verb: 'connection.auth-failed',
      subject: `connection/${error.vendor}`,
      after: { state: 'auth-failed' },
      execution: currentExecution(),
      ...(runId === null ? {} : { runId }),
    });
  });
}
