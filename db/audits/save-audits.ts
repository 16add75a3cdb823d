import { inArray, sql } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { deviceAuditPayload, type DeviceAudit } from '../readings/payloads.ts';
import { deviceAudit } from '../schema/index.ts';

export interface AuditRead {
  deviceUid: string;
  /** As the listing said it, in epoch milliseconds: another one says that there is a new audit. */
  auditedAtMs: number;
  audit: DeviceAudit;
}

/** Keeps audits in place of earlier ones; where Datto RMM has none any more, what it had said stays. */
export function saveAudits(
  db: Database,
  tenantId: string,
  audits: readonly AuditRead[],
): Promise<void> {
  return withTenant(db, tenantId, async (tx) => {
    const unfound = audits.filter(({ audit }) => audit.outcome === 'not-found');
    const before =
      unfound.length === 0
        ? []
        : await tx
            .select({ uid: deviceAudit.deviceUid, audit: deviceAudit.audit })
            .from(deviceAudit)
            .where(
              inArray(
                deviceAudit.deviceUid,
                unfound.map(({ deviceUid }) => deviceUid),
              ),
            );
    const earlier = new Map(before.map(({ uid, audit }) => [uid, deviceAuditPayload.parse(audit)]));
    const rows = audits.map(({ deviceUid, auditedAtMs, audit }) => ({
      tenantId,
      deviceUid,
      auditedAt: new Date(auditedAtMs),
      readAt: sql`clock_timestamp()`,
      audit: withEarlier(audit, earlier.get(deviceUid)),
    }));
    if (rows.length === 0) return;
    await tx
      .insert(deviceAudit)
      .values(rows)
      .onConflictDoUpdate({
        target: [deviceAudit.tenantId, deviceAudit.deviceUid],
        set: {
          auditedAt: sql`excluded.audited_at`,
          readAt: sql`excluded.read_at`,
          audit: sql`excluded.audit`,
        },
      });
  });
}

/** What is known of a device is not lost because it is offline (datto-rmm.md 7.3). */
function withEarlier(audit: DeviceAudit, earlier: DeviceAudit | undefined): DeviceAudit {
  const same = earlier?.deviceClass === audit.deviceClass;
  return audit.outcome === 'not-found' && same ? { ...earlier, outcome: 'not-found' } : audit;
}
