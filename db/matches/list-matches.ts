import { and, eq, inArray } from 'drizzle-orm';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { newestReadAt } from '../lists/newest-items.ts';
import { match, type MatchKind } from '../schema/index.ts';
import { countDevices, countMatches, type TabCounts } from './count-matches.ts';
import { newestDecisions, type MatchDecision } from './match-decisions-of.ts';
import { listed, ordered, type MatchesQuery, type MatchScope } from './matches-query.ts';

export type MatchRow = typeof match.$inferSelect;

/** A match with what stands beside it in a list. */
export interface ListedMatch extends MatchRow {
  /** Of an organization: its devices by tab. */
  devicesByTab: TabCounts | null;
  /** Of a device: its source organization, and what that is matched to. */
  organization: SourceOrganization | null;
  lastDecision: MatchDecision | null;
}

export interface SourceOrganization {
  sourceId: string;
  name: string;
  destinationId: string | null;
  destinationName: string | null;
}

export interface MatchesPage {
  matches: ListedMatch[];
  total: number;
  /** By tab, whatever the other filters. */
  counts: TabCounts;
  /** When the older of both sides was last read whole; null before the first time. */
  readAt: Date | null;
}

/** The matches of a scope in one tab, filtered, sorted and paged in the database (spec 4.2, 4.3). */
export function listMatches(
  db: Database,
  scope: MatchScope,
  query: MatchesQuery,
): Promise<MatchesPage> {
  return withTenant(db, scope.tenantId, async (tx) => {
    const where = listed(scope, query);
    const rows = await tx
      .select()
      .from(match)
      .where(where)
      .orderBy(...ordered(query.sort))
      .limit(query.limit)
      .offset(query.offset);
    return {
      matches: await besides(tx, scope, rows),
      total: await tx.$count(match, where),
      counts: await countMatches(tx, scope),
      readAt: await matchedReadAt(tx, scope.kind),
    };
  });
}

/** Matches with what stands beside them. */
export async function besides(
  tx: Transaction,
  { tenantId, kind }: MatchScope,
  rows: readonly MatchRow[],
): Promise<ListedMatch[]> {
  const ids = rows.map(({ sourceId }) => sourceId);
  const decisions = await newestDecisions(tx, tenantId, kind, ids);
  const devices = kind === 'organization' ? await countDevices(tx, tenantId, ids) : null;
  const organizations = kind === 'device' ? await organizationsOf(tx, tenantId, rows) : null;
  return rows.map((row) => ({
    ...row,
    devicesByTab: devices?.get(row.sourceId) ?? null,
    organization: organizations?.get(row.organizationSourceId) ?? null,
    lastDecision: decisions.get(row.sourceId) ?? null,
  }));
}

async function organizationsOf(
  tx: Transaction,
  tenantId: string,
  devices: readonly MatchRow[],
): Promise<Map<string, SourceOrganization>> {
  const ids = [...new Set(devices.map(({ organizationSourceId: id }) => id))];
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      sourceId: match.sourceId,
      name: match.name,
      destinationId: match.destinationId,
      destinationName: match.destinationName,
    })
    .from(match)
    .where(
      and(
        eq(match.tenantId, tenantId),
        eq(match.kind, 'organization'),
        inArray(match.sourceId, ids),
      ),
    );
  return new Map(rows.map((row) => [row.sourceId, row]));
}

const sidesOf = {
  organization: ['devices', 'organizations'],
  device: ['devices', 'configurations'],
} as const satisfies Record<MatchKind, readonly [string, string]>;

/** When the older of both sides that are matched was last read whole. */
export async function matchedReadAt(tx: Transaction, kind: MatchKind): Promise<Date | null> {
  const [source, destination] = sidesOf[kind];
  const sourceAt = await newestReadAt(tx, source);
  const destinationAt = await newestReadAt(tx, destination);
  if (sourceAt === null || destinationAt === null) return null;
  return sourceAt < destinationAt ? sourceAt : destinationAt;
}
