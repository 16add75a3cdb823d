import { patched } from '@temporalio/workflow';
import type { TenantInput } from '../activities/records/run-records.ts';
import { gravityzoneReads, itglueReads } from './activities.ts';

/** Settles writes that a stopped worker left, without waiting for the tenant's next run. */
export async function sweepWrites({ tenantId }: TenantInput): Promise<void> {
  await Promise.all([
    gravityzoneReads.settleOpenWrites({ tenantId }),
    // A sweep of before there was IT Glue ends as it began.
    ...(patched('itglue') ? [itglueReads.settleOpenWrites({ tenantId })] : []),
  ]);
}
