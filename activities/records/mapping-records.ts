import { and, eq, inArray } from 'drizzle-orm';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { withTenant } from '../../db/connect.ts';
import { action, decision, mapping } from '../../db/schema/index.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { cancelWaiting } from './action-records.ts';

export interface MappingInput {
  tenantId: string;
  mappingId: string;
}

/** Takes up a confirmed mapping. */
export function beginMapping(
  { db }: ActivityDependencies,
  { tenantId, mappingId }: MappingInput,
): Promise<{ total: number }> {
  return withTenant(db, tenantId, async (tx) => {
    await tx
      .update(mapping)
      .set({ state: 'working' })
      .where(and(eq(mapping.id, mappingId), eq(mapping.state, 'confirmed')));
    await tx
      .update(decision)
      .set({ state: 'taken' })
      .where(and(eq(decision.targetId, mappingId), eq(decision.state, 'pending')));
    return { total: await tx.$count(action, eq(action.mappingId, mappingId)) };
  });
}

/** Ends a mapping, and with it the decision that confirmed it. */
export async function finishMapping(
  deps: ActivityDependencies,
  { tenantId, mappingId, cancelled }: MappingInput & { cancelled: boolean },
): Promise<void> {
  if (cancelled) await cancelWaiting(deps, tenantId, mappingId);
  const execution = currentExecution();
  await withTenant(deps.db, tenantId, async (tx) => {
    const state = cancelled ? 'cancelled' : 'done';
    const [ended] = await tx
      .update(mapping)
      .set({ state, finishedAt: new Date() })
      .where(and(eq(mapping.id, mappingId), inArray(mapping.state, ['confirmed', 'working'])))
      .returning();
    if (!ended) return;
    const rows = await tx
      .select({ state: action.state })
      .from(action)
      .where(eq(action.mappingId, mappingId));
    const counts = Object.fromEntries(
      (['done', 'problem', 'cancelled'] as const).map((one) => [
        one,
        rows.filter((row) => row.state === one).length,
      ]),
    );
    await tx
      .update(decision)
      .set({ state: 'done', outcome: state, settledAt: new Date() })
      .where(and(eq(decision.targetId, mappingId), inArray(decision.state, ['pending', 'taken'])));
    await appendAudit(tx, tenantId, {
      actor: ended.confirmedBy ?? ended.by,
      verb: `mapping.${state}`,
      subject: `mapping/${mappingId}`,
      after: counts,
      execution,
    });
  });
}
