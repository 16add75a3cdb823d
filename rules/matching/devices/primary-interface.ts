import { classifyMac } from '../identifiers/classify-mac.ts';
import type { DeviceInterface } from './device-types.ts';

/**
 * The interfaces with the primary one marked: the one with the device's internal address (datto-rmm.md,
 * 5.6); of a device with one adapter only, that adapter.
 */
export function withPrimary(
  interfaces: readonly DeviceInterface[],
  internalIp: string | null,
): DeviceInterface[] {
  const adapters = interfaces.filter(({ mac }) => classifyMac(mac).trust !== 'ignored');
  const reached = internalIp === null ? [] : adapters.filter(({ ip }) => ip === internalIp);
  const [primary] = reached.length > 0 ? reached : adapters.length === 1 ? adapters : [];
  return interfaces.map((one) => ({ ...one, primary: one === primary }));
}
