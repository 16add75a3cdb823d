import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { run } from '../schema/index.ts';

/** A tenant's runs, the newest first; `before` goes on from an earlier page. */
export function listRuns(
  db: Database,
  tenantId: string,
  { limit, before }: { limit: number; before?: Date | undefined },
) {
  return withTenant(db, tenantId, (tx) =>
    tx
      .select({
        id: run.id,
        kind: run.kind,
        status: run.status,
        counts: run.counts,
        notes: run.notes,
        lastFailure: run.lastFailure,
        startedAt: run.startedAt,
        finishedAt: run.finishedAt,
        // Spelled out: drizzle leaves out the table of a column where it selects from one only.
        calls: sql<number>`coalesce((select sum(c.calls) from run_call c
          where c.run_id = "run"."id"), 0)::int`,
        problems: sql<number>`(select count(*) from problem p where p.run_id = "run"."id")::int`,
      })
      .from(run)
      .where(and(eq(run.tenantId, tenantId), before ? lt(run.startedAt, before) : undefined))
      .orderBy(desc(run.startedAt))
      .limit(limit),
  );
}
