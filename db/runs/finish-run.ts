import { and, eq, ne } from 'drizzle-orm';
import type { Execution } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database } from '../connect.ts';
import { run, runRequest, type RunCounts, type RunStatus } from '../schema/index.ts';

export interface RunEnd {
  status: Exclude<RunStatus, 'running'>;
  counts: RunCounts;
  notes: string[];
}

/** Ends a run and answers the requests it had claimed. Ending it again changes nothing. */
export function finishRun(
  db: Database,
  tenantId: string,
  runId: string,
  end: RunEnd,
  execution: Execution,
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    const [ended] = await tx
      .update(run)
      .set({ ...end, finishedAt: new Date() })
      .where(and(eq(run.id, runId), eq(run.status, 'running')))
      .returning({ id: run.id });
    if (!ended) return;
    await tx
      .update(runRequest)
      .set({ state: 'answered', answeredAt: new Date() })
      .where(and(eq(runRequest.runId, runId), ne(runRequest.state, 'answered')));
    await appendAudit(tx, tenantId, {
      actor: { kind: 'run', id: runId },
      verb: 'run.finish',
      subject: `run/${runId}`,
      after: end,
      execution,
      runId,
    });
  });
}
