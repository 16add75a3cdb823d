import { and, eq, sql } from 'drizzle-orm';
import { matchSubject } from '../actions/subject.ts';
import type { Transaction } from '../connect.ts';
import { match } from '../schema/index.ts';

/** What a run has matched by rule: destinations by {@link matchSubject} of the source. */
export async function matchedByRun(
  tx: Transaction,
  tenantId: string,
  runId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ kind: match.kind, sourceId: match.sourceId, destinationId: match.destinationId })
    .from(match)
    .where(
      and(
        eq(match.tenantId, tenantId),
        eq(match.state, 'matched'),
        sql`${match.by} ->> 'id' = ${runId}`,
      ),
    );
  return new Map(
    rows.map(({ kind, sourceId, destinationId }) => [
      matchSubject(kind, sourceId),
      destinationId ?? '',
    ]),
  );
}
