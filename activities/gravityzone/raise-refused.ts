import { and, eq } from 'drizzle-orm';
import { withTenant } from '../../db/connect.ts';
import { raiseEvents } from '../../db/events/save-events.ts';
import { action, refusal } from '../../db/schema/index.ts';
import { planGravityzone } from '../../rules/gravityzone/plan.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { currentExecution } from '../execution.ts';
import { applicationFailure } from '../failures.ts';
import { noteFailure } from '../note-failure.ts';
import type { RunInput } from '../read-listing.ts';
import { loadPlanInput, NothingToPlanFrom } from './load-plan-input.ts';
import { readingsOf } from './plan-run.ts';

/**
 * Raises the events of companies whose creation GravityZone refused in this very run: what could not
 * be seen when the plan was made. Nothing is permitted and nothing closed.
 */
export async function raiseRefused(deps: ActivityDependencies, input: RunInput): Promise<void> {
  const { tenantId, runId } = input;
  try {
    const refused = await refusedSites(deps, input);
    if (refused.size === 0) return;
    const { events } = planGravityzone(await loadPlanInput(deps, input));
    await raiseEvents(deps.db, {
      tenantId,
      runId,
      events: events.filter(
        ({ type, siteUid }) => type === 'destination-creation' && refused.has(siteUid),
      ),
      readings: await readingsOf(deps, input),
      execution: currentExecution(),
    });
  } catch (error) {
    if (error instanceof NothingToPlanFrom) return;
    await noteFailure(deps, tenantId, runId, error);
    throw applicationFailure(error);
  }
}

/** Sites of this run's actions that ended with a refused name on record. */
async function refusedSites(
  { db }: ActivityDependencies,
  { tenantId, runId }: RunInput,
): Promise<ReadonlySet<string>> {
  const rows = await withTenant(db, tenantId, (tx) =>
    tx
      .selectDistinct({ siteUid: action.siteUid })
      .from(action)
      .innerJoin(
        refusal,
        and(eq(refusal.siteUid, action.siteUid), eq(refusal.kind, 'company-name')),
      )
      .where(and(eq(action.runId, runId), eq(action.state, 'problem'))),
  );
  return new Set(rows.map(({ siteUid }) => siteUid));
}
