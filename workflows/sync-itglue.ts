import type { RunInput } from '../activities/records/run-records.ts';
import { dattoRmmReads, itglueReads, matching, records } from './activities.ts';

/**
 * Datto RMM's devices and sites against IT Glue's configurations and organizations: settle, read
 * both sides at once, read what was audited anew, then match by rule. The sites are read already. A
 * run creates, un-matches and archives nothing by itself: that is a person's (`reviewMatches`).
 */
export async function syncItglue({ tenantId, runId }: RunInput): Promise<void> {
  const run = { tenantId, runId };
  await itglueReads.settleOpenWrites(run);
  await records.resumeMatchDecisions({ tenantId });
  await Promise.all([
    itglueReads.readOrganizations(run),
    itglueReads.readConfigurations(run),
    itglueReads.readCatalogue(run),
    dattoRmmReads.readDevices(run),
  ]);
  await dattoRmmReads.readAudits(run);
  await matching.matchRun(run);
}
