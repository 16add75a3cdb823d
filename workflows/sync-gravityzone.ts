import { continueAsNew } from '@temporalio/workflow';
import type { RunInput } from '../activities/records/run-records.ts';
import { dattoRmmReads, gravityzoneReads } from './activities.ts';
import { carryOutAll } from './carry-out-all.ts';

export interface SyncGravityzoneInput extends RunInput {
  kind: 'sync' | 'plan';
  /** Set when going on as a new execution: the plan is made, and carried out up to here. */
  afterPosition?: number;
}

/** Datto RMM sites against GravityZone companies: settle, read, plan, then carry out the plan. */
export async function syncGravityzone(input: SyncGravityzoneInput): Promise<void> {
  const { tenantId, runId, kind, afterPosition } = input;
  const run = { tenantId, runId };
  if (afterPosition === undefined) {
    await gravityzoneReads.settleOpenWrites(run);
    await Promise.all([
      dattoRmmReads.readSites(run),
      gravityzoneReads.readCompanies(run),
      gravityzoneReads.readLinks(run),
    ]);
    await gravityzoneReads.readDetails(run);
    await dattoRmmReads.readVariables(run);
    const { actions } = await gravityzoneReads.planRun({ ...run, kind });
    if (actions === 0) return;
  }
  const reached = await carryOutAll(run, afterPosition ?? -1, {
    goOn: () => true,
    onEnd: () => {},
  });
  if (reached !== null) {
    await continueAsNew<typeof syncGravityzone>({ ...input, afterPosition: reached });
  }
}
