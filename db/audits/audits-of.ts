import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { deviceAuditPayload, type DeviceAudit } from '../readings/payloads.ts';
import { deviceAudit } from '../schema/index.ts';

/** The last audits of some devices, by uid; nothing for one that was never audited. */
export async function auditsOf(
  tx: Transaction,
  tenantId: string,
  uids: readonly string[],
): Promise<ReadonlyMap<string, DeviceAudit>> {
  const rows = await tx
    .select({ uid: deviceAudit.deviceUid, audit: deviceAudit.audit })
    .from(deviceAudit)
    .where(and(eq(deviceAudit.tenantId, tenantId), inArray(deviceAudit.deviceUid, [...uids])));
  return new Map(rows.map(({ uid, audit }) => [uid, deviceAuditPayload.parse(audit)]));
}
