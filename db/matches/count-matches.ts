import { and, count, inArray } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { match, type MatchState } from '../schema/index.ts';
import { inScope, type MatchScope } from './matches-query.ts';

/** How many stand in each tab. */
export type TabCounts = Record<MatchState, number>;

/** The tabs of a scope, counted whatever is searched in them. */
export async function countMatches(tx: Transaction, scope: MatchScope): Promise<TabCounts> {
  const rows = await tx
    .select({ state: match.state, n: count() })
    .from(match)
    .where(inScope(scope))
    .groupBy(match.state);
  return tabCounts(rows);
}

/** The devices of some source organizations by tab, by the organization's source id. */
export async function countDevices(
  tx: Transaction,
  tenantId: string,
  organizationSourceIds: readonly string[],
): Promise<Map<string, TabCounts>> {
  if (organizationSourceIds.length === 0) return new Map();
  const rows = await tx
    .select({ of: match.organizationSourceId, state: match.state, n: count() })
    .from(match)
    .where(
      and(
        inScope({ tenantId, kind: 'device' }),
        inArray(match.organizationSourceId, [...organizationSourceIds]),
      ),
    )
    .groupBy(match.organizationSourceId, match.state);
  return new Map(
    organizationSourceIds.map((id) => [id, tabCounts(rows.filter(({ of }) => of === id))]),
  );
}

function tabCounts(rows: readonly { state: MatchState; n: number }[]): TabCounts {
  const of = (tab: MatchState) => rows.find(({ state }) => state === tab)?.n ?? 0;
  return { unmatched: of('unmatched'), matched: of('matched'), ignored: of('ignored') };
}
