import { and, eq, inArray } from 'drizzle-orm';
import { closeAction, closeActionIn } from '../../db/actions/close-action.ts';
import { listActions as listActionRows, type ActionRef } from '../../db/actions/list-actions.ts';
import { setExclusion } from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { action } from '../../db/schema/index.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { runStep, type ActionInput, type StepResult } from '../run-step.ts';

export type { ActionRef } from '../../db/actions/list-actions.ts';

export interface ListActionsInput {
  tenantId: string;
  runId?: string;
  /** Of a run: in which of its parts. GravityZone's where it is left out. */
  destination?: 'gravityzone' | 'itglue';
  mappingId?: string;
  afterPosition: number;
  limit: number;
}

/** The next actions of a run or of a mapping. */
export function listActions(
  { db }: ActivityDependencies,
  { tenantId, runId = '', destination, mappingId, afterPosition, limit }: ListActionsInput,
): Promise<ActionRef[]> {
  const subjectKind = destination === 'itglue' ? 'match' : 'association';
  const of = mappingId === undefined ? ({ runId, subjectKind } as const) : { mappingId };
  return listActionRows(db, tenantId, of, afterPosition, limit);
}

export interface EndActionInput extends ActionInput {
  because: 'cancelled' | 'gave-up';
}

/** Ends an action that its workflow can't go on with. */
export async function endAction(
  { db }: ActivityDependencies,
  { tenantId, actionId, because }: EndActionInput,
): Promise<void> {
  const execution = currentExecution();
  if (because === 'cancelled') {
    await closeAction(db, tenantId, actionId, { state: 'cancelled' }, execution);
    return;
  }
  const [row] = await withTenant(db, tenantId, (tx) =>
    tx
      .select({ problem: action.problem, itemId: action.matchItemId })
      .from(action)
      .where(eq(action.id, actionId)),
  );
  // Nobody but the person who decided it comes back to an item of a match decision.
  const next = row?.itemId ? 'Decide it again.' : 'The next run goes on with it.';
  const sentence = row?.problem ?? `It could not be finished in time. ${next}`;
  await closeAction(
    db,
    tenantId,
    actionId,
    { state: 'problem', code: 'gave-up', sentence },
    execution,
  );
}

/** Excludes a site from automatic sync, or includes it again. */
export function applyExclusion(
  deps: ActivityDependencies,
  input: ActionInput,
): Promise<StepResult> {
  return runStep(deps, input, 'exclusion', ({ tenantId, action: mine, execution, cause }) =>
    withTenant(deps.db, tenantId, async (tx) => {
      await setExclusion(tx, tenantId, mine.siteUid, mine.verb === 'exclude', cause);
      await closeActionIn(tx, tenantId, mine.id, { state: 'done' }, execution);
    }),
  );
}

/** Ends what a cancelled mapping had not begun. */
export async function cancelWaiting(
  { db }: ActivityDependencies,
  tenantId: string,
  mappingId: string,
): Promise<void> {
  const execution = currentExecution();
  await withTenant(db, tenantId, async (tx) => {
    const waiting = await tx
      .select({ id: action.id })
      .from(action)
      .where(and(eq(action.mappingId, mappingId), inArray(action.state, ['waiting', 'working'])));
    for (const { id } of waiting) {
      await closeActionIn(tx, tenantId, id, { state: 'cancelled' }, execution);
    }
  });
}
