import { and, asc, eq } from 'drizzle-orm';
import { canonicalHash } from '../../rules/canonical-hash.ts';
import type { MatchPlanItem } from '../../rules/itglue/plan-types.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { planOfRun } from '../runs/plan-of-run.ts';
import { plan, planItem } from '../schema/index.ts';
import type { JudgedMatch, NewMatch } from './judged-match.ts';

/** The item of a plan that stands for a rule's match. */
export function matchItemOf(judged: JudgedMatch, found: NewMatch): MatchPlanItem {
  const { kind, sourceId, name, siteUid, organizationSourceId } = judged;
  const { destinationId, destinationName, reasons } = found;
  const factsHash = canonicalHash({ kind, sourceId, organizationSourceId, destinationId });
  if (kind === 'organization') {
    return {
      kind: 'match-organization',
      sourceId,
      sourceName: name,
      siteUid,
      organizationId: destinationId,
      organizationName: destinationName,
      reasons,
      factsHash,
    };
  }
  return {
    kind: 'match-device',
    deviceUid: sourceId,
    deviceName: name,
    siteUid,
    sourceId: organizationSourceId,
    configurationId: destinationId,
    configurationName: destinationName,
    reasons,
    factsHash,
  };
}

/** The matches that rules find, as items of a plan. */
export function matchItems(judged: readonly JudgedMatch[]): MatchPlanItem[] {
  return judged.flatMap((one) => (one.newMatch ? matchItemOf(one, one.newMatch) : []));
}

/** So many rows go in one statement. */
const batchSize = 1_000;

/**
 * Stores what a plan would match. A run's own matches are recorded with their audit rows instead:
 * they need no permit.
 */
export function savePlannedMatches(
  db: Database,
  tenantId: string,
  runId: string,
  items: readonly MatchPlanItem[],
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    const { id: planId } = await planOfRun(tx, tenantId, runId);
    const ofItglue = and(eq(planItem.planId, planId), eq(planItem.destination, 'itglue'));
    await tx.delete(planItem).where(ofItglue);
    const rows = items.map((item, position) => ({
      tenantId,
      planId,
      destination: 'itglue' as const,
      position,
      siteUid: item.siteUid,
      factsHash: item.factsHash,
      item,
      permitted: false,
    }));
    for (let start = 0; start < rows.length; start += batchSize) {
      await tx.insert(planItem).values(rows.slice(start, start + batchSize));
    }
  });
}

/** What {@link savePlannedMatches} has stored for a run. */
export async function plannedMatches(tx: Transaction, runId: string): Promise<MatchPlanItem[]> {
  const rows = await tx
    .select({ item: planItem.item })
    .from(planItem)
    .innerJoin(plan, eq(plan.id, planItem.planId))
    .where(and(eq(plan.runId, runId), eq(planItem.destination, 'itglue')))
    .orderBy(asc(planItem.position));
  return rows
    .map(({ item }) => item as MatchPlanItem | { kind: 'update-configuration' })
    .filter((item) => item.kind !== 'update-configuration');
}
