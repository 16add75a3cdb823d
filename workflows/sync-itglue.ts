import { continueAsNew, patched } from '@temporalio/workflow';
import type { RunInput } from '../activities/records/run-records.ts';
import { dattoRmmReads, itglueReads, matching, records } from './activities.ts';
import { carryOutAll } from './carry-out-all.ts';

export interface SyncItglueInput extends RunInput {
  /** Left out by runs of before plans had a part of IT Glue. */
  kind?: 'sync' | 'plan';
  /** Set when going on as a new execution: the plan is made, and carried out up to here. */
  afterPosition?: number;
}

/**
 * Datto RMM's devices and sites against IT Glue's configurations and organizations: settle, read
 * both sides at once, read what was audited anew, match by rule, then write the fields of matched
 * configurations. The sites are read already. A run creates, un-matches and archives nothing by
 * itself: that is a person's (`reviewMatches`).
 */
export async function syncItglue(input: SyncItglueInput): Promise<void> {
  const { tenantId, runId, kind = 'sync', afterPosition } = input;
  // A run of before fields were written ends as it began.
  const writesFields = patched('owned-fields');
  if (afterPosition === undefined) {
    await readAndMatch({ tenantId, runId, kind });
    if (!writesFields) return;
    const { actions } = await matching.planItglue({ tenantId, runId, kind });
    if (actions === 0) return;
  }
  const source = { tenantId, runId, destination: 'itglue' as const };
  const reached = await carryOutAll(source, afterPosition ?? -1, {
    goOn: () => true,
    onEnd: () => {},
  });
  if (reached !== null) {
    await continueAsNew<typeof syncItglue>({ ...input, afterPosition: reached });
  }
}

async function readAndMatch({
  tenantId,
  runId,
  kind,
}: RunInput & { kind: 'sync' | 'plan' }): Promise<void> {
  const run = { tenantId, runId };
  await itglueReads.settleOpenWrites(run);
  if (kind === 'sync') await records.resumeMatchDecisions({ tenantId });
  // In a run of before they waited for the listings of IT Glue, too.
  const auditsFollowDevices = patched('audits-follow-devices');
  await Promise.all([
    itglueReads.readOrganizations(run),
    itglueReads.readConfigurations(run),
    itglueReads.readCatalogue(run),
    auditsFollowDevices ? readDevicesAndAudits(run) : dattoRmmReads.readDevices(run),
  ]);
  if (!auditsFollowDevices) await dattoRmmReads.readAudits(run);
  await matching.matchRun({ ...run, kind });
}

/** Audits take longest of all that is read, and wait for the devices alone. */
async function readDevicesAndAudits(run: RunInput): Promise<void> {
  await dattoRmmReads.readDevices(run);
  await dattoRmmReads.readAudits(run);
}
