import { desc, eq, inArray, sql } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { action, intent } from '../schema/index.ts';

const unsettled = ['open', 'unknown', 'person'] as const;

/** Writes to the vendors, unsettled ones first, those that wait for a person before all. */
export function listWrites(
  db: Database,
  tenantId: string,
  { all, limit }: { all: boolean; limit: number },
) {
  const rank = sql`case ${intent.state} when 'person' then 0 when 'unknown' then 1
    when 'open' then 2 else 3 end`;
  return withTenant(db, tenantId, (tx) =>
    tx
      .select({
        id: intent.id,
        vendor: intent.vendor,
        operation: intent.operation,
        siteUid: intent.subjectId,
        details: action.details,
        state: intent.state,
        sends: intent.sends,
        looks: intent.looks,
        note: intent.note,
        firstSentAt: intent.firstSentAt,
        sendBy: intent.sendBy,
        settleAt: intent.settleAt,
        finishedAt: intent.finishedAt,
      })
      .from(intent)
      .innerJoin(action, eq(action.id, intent.actionId))
      .where(all ? undefined : inArray(intent.state, [...unsettled]))
      .orderBy(rank, desc(intent.firstSentAt))
      .limit(limit),
  );
}
