import type { TenantInput } from '../activities/records/run-records.ts';
import { gravityzoneReads } from './activities.ts';

/** Settles writes that a stopped worker left, without waiting for the tenant's next run. */
export async function sweepWrites({ tenantId }: TenantInput): Promise<void> {
  await gravityzoneReads.settleOpenWrites({ tenantId });
}
