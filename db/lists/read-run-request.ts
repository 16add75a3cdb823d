import { eq } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { run, runRequest } from '../schema/index.ts';

/** A request for a run, with the state of the run that claimed it. */
export function readRunRequest(db: Database, tenantId: string, requestId: string) {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx
      .select({
        id: runRequest.id,
        kind: runRequest.kind,
        state: runRequest.state,
        planId: runRequest.planId,
        why: runRequest.why,
        createdAt: runRequest.createdAt,
        answeredAt: runRequest.answeredAt,
        runId: runRequest.runId,
        runStatus: run.status,
        runFinishedAt: run.finishedAt,
      })
      .from(runRequest)
      .leftJoin(run, eq(run.id, runRequest.runId))
      .where(eq(runRequest.id, requestId));
    if (!found) throw new Refused('not-found', `There is no run request ${requestId}.`);
    return found;
  });
}
