import type { DeviceToWrite } from '../../rules/itglue/device-fields.ts';
import type { KnownDevice } from './load-devices.ts';

/** A device with what only writing needs. */
export function deviceToWrite({ device, listed }: KnownDevice): DeviceToWrite {
  const { category, type, operatingSystem, internalIp } = listed;
  return { ...device, category, type, operatingSystem, internalIp };
}
