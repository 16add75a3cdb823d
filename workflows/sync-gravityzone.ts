import { continueAsNew, patched } from '@temporalio/workflow';
import type { RunInput } from '../activities/records/run-records.ts';
import { dattoRmmReads, gravityzoneReads, records, recordsWaits } from './activities.ts';
import { carryOutAll } from './carry-out-all.ts';

export interface SyncGravityzoneInput extends RunInput {
  kind: 'sync' | 'plan';
  /** The run has read the sites already, for both of its parts. */
  sitesRead?: boolean;
  /** Set when going on as a new execution: the plan is made, and carried out up to here. */
  afterPosition?: number;
}

/**
 * Datto RMM sites against GravityZone companies: settle, read, plan, then carry out the plan. What
 * stands for an event is carried out by the event's own workflow, which the run waits for.
 */
export async function syncGravityzone(input: SyncGravityzoneInput): Promise<void> {
  const { tenantId, runId, kind, sitesRead, afterPosition } = input;
  const run = { tenantId, runId };
  // A run of before there were events ends as it began.
  const withEvents = patched('events');
  if (afterPosition === undefined) {
    await gravityzoneReads.settleOpenWrites(run);
    await Promise.all([
      ...(sitesRead ? [] : [dattoRmmReads.readSites(run)]),
      gravityzoneReads.readCompanies(run),
      gravityzoneReads.readLinks(run),
    ]);
    if (withEvents) await dattoRmmReads.checkSites(run);
    await gravityzoneReads.readDetails(run);
    await dattoRmmReads.readVariables(run);
    const { actions, planId } = await gravityzoneReads.planRun({ ...run, kind });
    if (withEvents ? kind === 'plan' || planId === null : actions === 0) return;
    if (withEvents) await records.startMissingEventWorkflows(run);
  }
  const reached = await carryOutAll(run, afterPosition ?? -1, {
    goOn: () => true,
    onEnd: () => {},
  });
  if (reached !== null) {
    await continueAsNew<typeof syncGravityzone>({ ...input, afterPosition: reached });
  }
  if (!withEvents) return;
  await recordsWaits.awaitEventActions(run);
  await gravityzoneReads.raiseRefused(run);
}
