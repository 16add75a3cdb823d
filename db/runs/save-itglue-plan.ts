import { and, eq, isNull } from 'drizzle-orm';
import type { ItgluePlanSummary } from '../../rules/itglue/plan-summary.ts';
import type { UpdateConfigurationItem } from '../../rules/itglue/plan-types.ts';
import type { Execution } from '../acting.ts';
import { matchSubject } from '../actions/subject.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { action, plan, planItem } from '../schema/index.ts';
import { planOfRun } from './plan-of-run.ts';
import { addProblems, type RunProblem } from './record-in-run.ts';

export interface ItgluePlanToSave {
  summary: ItgluePlanSummary;
  updates: readonly UpdateConfigurationItem[];
  /** Where the updates come after what is stored already. */
  firstPosition: number;
  /** Whether the run may carry them out. */
  permitted: boolean;
  problems: readonly RunProblem[];
}

/** So many rows go in one statement. */
const batchSize = 1_000;

/**
 * Stores IT Glue's part of a run's plan with its permits, in one transaction, before the first
 * write. Saving again for the same run changes nothing.
 *
 * @returns how many actions the run is permitted.
 */
export function saveItgluePlan(
  db: Database,
  tenantId: string,
  runId: string,
  execution: Execution,
  made: ItgluePlanToSave,
): Promise<number> {
  return withTenant(db, tenantId, async (tx) => {
    const saved = await planOfRun(tx, tenantId, runId);
    if (saved.itglue === null) {
      await tx.update(plan).set({ itglue: made.summary }).where(eq(plan.id, saved.id));
      await addProblems(tx, tenantId, runId, [...made.problems]);
      await insertUpdates(tx, tenantId, runId, saved.id, made);
      await appendAudit(tx, tenantId, {
        actor: { kind: 'run', id: runId },
        verb: 'run.plan-itglue',
        subject: `plan/${saved.id}`,
        after: made.summary,
        execution,
        runId,
      });
    }
    return tx.$count(
      action,
      and(eq(action.runId, runId), eq(action.subjectKind, 'match'), isNull(action.matchItemId)),
    );
  });
}

async function insertUpdates(
  tx: Transaction,
  tenantId: string,
  runId: string,
  planId: string,
  { updates, firstPosition, permitted }: ItgluePlanToSave,
): Promise<void> {
  for (let start = 0; start < updates.length; start += batchSize) {
    const batch = updates.slice(start, start + batchSize);
    const rows = await tx
      .insert(planItem)
      .values(
        batch.map((item, index) => ({
          tenantId,
          planId,
          destination: 'itglue' as const,
          position: firstPosition + start + index,
          siteUid: item.siteUid,
          factsHash: item.factsHash,
          item,
          permitted,
        })),
      )
      .returning({ id: planItem.id, position: planItem.position });
    if (!permitted) continue;
    const idAt = new Map(rows.map((row) => [row.position, row.id]));
    await tx.insert(action).values(
      batch.map((item, index) => {
        const position = firstPosition + start + index;
        return {
          ...actionOf(tenantId, runId, item),
          position,
          planItemId: idAt.get(position) ?? null,
        };
      }),
    );
  }
}

function actionOf(tenantId: string, runId: string, item: UpdateConfigurationItem) {
  const { siteUid, deviceUid, deviceName, factsHash } = item;
  const { configurationId, configurationName, organizationId, organizationName, changes } = item;
  return {
    tenantId,
    siteUid,
    subjectKind: 'match' as const,
    matchSubject: matchSubject('device', deviceUid),
    verb: 'update-configuration' as const,
    details: {
      siteName: deviceName,
      deviceUid,
      deviceName,
      configurationId,
      configurationName,
      organizationId,
      organizationName,
      changes,
    },
    factsHash,
    by: { kind: 'run' as const, id: runId },
    runId,
  };
}
