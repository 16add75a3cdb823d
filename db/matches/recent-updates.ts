import { and, eq, gt, inArray, notInArray, or, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { action } from '../schema/index.ts';

/** An update that came to nothing through no word of IT Glue: the next run goes on with it. */
const unfinished = ['run-over', 'gave-up', 'stranded', 'changed'];

/**
 * Facts hashes of the updates that IT Glue took or refused within the last day. Found again, the
 * very same update was refused, or taken and not kept: it would be repeated by every run.
 */
export async function recentUpdates(
  tx: Transaction,
  tenantId: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ factsHash: action.factsHash })
    .from(action)
    .where(
      and(
        eq(action.tenantId, tenantId),
        eq(action.verb, 'update-configuration'),
        gt(action.finishedAt, sql`now() - interval '24 hours'`),
        inArray(action.state, ['done', 'problem']),
        or(eq(action.state, 'done'), notInArray(action.problemCode, unfinished)),
      ),
    );
  return new Set(rows.map(({ factsHash }) => factsHash));
}
