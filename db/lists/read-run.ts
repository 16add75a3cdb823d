import { asc, eq, sql } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { hold, plan, problem, run, runCall } from '../schema/index.ts';
import { planWithItems } from './read-plan.ts';

/** One run with its calls, problems, plan and hold. */
export function readRun(db: Database, tenantId: string, runId: string) {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx.select().from(run).where(eq(run.id, runId));
    if (!found) throw new Refused('not-found', `There is no run ${runId}.`);
    const calls = await tx
      .select({ operation: runCall.operation, calls: runCall.calls })
      .from(runCall)
      .where(eq(runCall.runId, runId))
      .orderBy(asc(runCall.operation));
    const problems = await tx
      .select({
        siteUid: problem.siteUid,
        siteName: problem.siteName,
        code: problem.code,
        sentence: problem.sentence,
      })
      .from(problem)
      .where(eq(problem.runId, runId))
      .orderBy(sql`lower(${problem.siteName}) nulls first`, asc(problem.code), asc(problem.id));
    const [made] = await tx.select().from(plan).where(eq(plan.runId, runId));
    const [held] = await tx
      .select({ id: hold.id, sentence: hold.sentence, state: hold.state, items: hold.items })
      .from(hold)
      .where(eq(hold.runId, runId));
    return {
      ...found,
      calls,
      problems,
      plan: made ? await planWithItems(tx, made) : null,
      hold: held ? { ...held, items: held.items.length } : null,
    };
  });
}
