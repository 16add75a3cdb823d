import type { SourceDevice } from '../../rules/matching/devices/device-types.ts';
import { auditsOf } from '../audits/audits-of.ts';
import type { Transaction } from '../connect.ts';
import { devicePayload, type DevicePayload } from '../readings/payloads.ts';
import { newestOf } from '../readings/newest-of.ts';
import { sourceDevice } from './source-device.ts';

/** A device as it was last read whole: its listing, and in the form that the rules take. */
export interface KnownDevice {
  listed: DevicePayload;
  device: SourceDevice;
}

/** Devices by uid, as the newest whole reading and their last audits have them. */
export async function loadDevices(
  tx: Transaction,
  tenantId: string,
  uids: readonly string[],
): Promise<ReadonlyMap<string, KnownDevice>> {
  if (uids.length === 0) return new Map();
  const payloads = await newestOf(tx, 'devices', uids);
  const audits = await auditsOf(tx, tenantId, uids);
  return new Map(
    payloads
      .map((payload) => devicePayload.parse(payload))
      .map((listed) => [
        listed.uid,
        { listed, device: sourceDevice(listed, audits.get(listed.uid), listed.siteUid) },
      ]),
  );
}
