import type { Transaction } from '../connect.ts';
import { readingPages, type Reading } from '../readings/load-reading.ts';
import { devicePayload, type DeviceAudit, type DevicePayload } from '../readings/payloads.ts';
import { auditsOf } from './audits-of.ts';

/** A device as a reading lists it, and its last audit if it ever had one. */
export interface AuditedDevice {
  listed: DevicePayload;
  audit: DeviceAudit | undefined;
}

/** The devices of a reading with their audits, in pages. */
export async function* auditedDevices(
  tx: Transaction,
  tenantId: string,
  reading: Reading,
): AsyncGenerator<AuditedDevice[]> {
  for await (const page of readingPages(tx, reading)) {
    const read = page.map(({ payload }) => devicePayload.parse(payload));
    const uids = read.map(({ uid }) => uid);
    const audits = await auditsOf(tx, tenantId, uids);
    yield read.map((listed) => ({ listed, audit: audits.get(listed.uid) }));
  }
}
