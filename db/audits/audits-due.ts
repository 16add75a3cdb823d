import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { deviceAudit, snapshotKey, snapshotPayload } from '../schema/index.ts';

/** Classes that have an audit of their own; of any other it is tried once (spec 4.1). */
const auditedClasses = ['device', 'printer', 'esxihost'] as const;

/** A device whose audit is another than the one that was read, or was never read. */
export interface AuditDue {
  uid: string;
  deviceClass: string;
  lastAuditAtMs: number;
}

/** The audits to be read of the devices of a reading, those seen most recently first. */
export async function auditsDue(tx: Transaction, readingId: string): Promise<AuditDue[]> {
  const rows = await tx.execute<{ uid: string; device_class: string; last_audit_at_ms: string }>(
    sql`select ${snapshotKey.key} as uid, ${told('deviceClass')} as device_class,
        ${told('lastAuditAtMs')} as last_audit_at_ms
      ${dueOf(readingId)}
      order by ${told('lastSeenOn')} desc nulls last, ${auditedMs} desc, ${snapshotKey.key}`,
  );
  return rows.map((row) => ({
    uid: row.uid,
    deviceClass: row.device_class,
    lastAuditAtMs: Number(row.last_audit_at_ms),
  }));
}

/** How many {@link auditsDue} would give. */
export async function countAuditsDue(tx: Transaction, readingId: string): Promise<number> {
  const [row] = await tx.execute<{ due: number }>(
    sql`select count(*)::int as due ${dueOf(readingId)}`,
  );
  return row?.due ?? 0;
}

const told = (name: string) => sql`${snapshotPayload.payload}->>${sql.raw(`'${name}'`)}`;
const auditedMs = sql`(${told('lastAuditAtMs')})::numeric`;
const kept = (name: string) => sql`${deviceAudit.audit}->>${sql.raw(`'${name}'`)}`;

function dueOf(readingId: string): SQL {
  const own = sql.join(
    auditedClasses.map((one) => sql`${one}`),
    sql`, `,
  );
  return sql`from ${snapshotKey}
    join ${snapshotPayload} on ${snapshotPayload.tenantId} = ${snapshotKey.tenantId}
      and ${snapshotPayload.kind} = 'devices' and ${snapshotPayload.hash} = ${snapshotKey.hash}
    left join ${deviceAudit} on ${deviceAudit.tenantId} = ${snapshotKey.tenantId}
      and ${deviceAudit.deviceUid} = ${snapshotKey.key}
    where ${snapshotKey.readingId} = ${readingId} and ${told('lastAuditAtMs')} is not null
      and (${deviceAudit.deviceUid} is null
        or ${kept('deviceClass')} <> ${told('deviceClass')}
        or (round(extract(epoch from ${deviceAudit.auditedAt}) * 1000) <> round(${auditedMs})
          and (${kept('outcome')} <> 'none' or ${told('deviceClass')} in (${own}))))`;
}
