import type { Configuration, SourceDevice } from '../../rules/matching/devices/device-types.ts';
import { withPrimary } from '../../rules/matching/devices/primary-interface.ts';
import type {
  ConfigurationPayload,
  DeviceAudit,
  DevicePayload,
  NicPayload,
} from '../readings/payloads.ts';

/**
 * A device in the form that the rules take: what the listing says of it, and what its audit does.
 *
 * @param sourceId its source organization.
 */
export function sourceDevice(
  device: DevicePayload,
  audit: DeviceAudit | undefined,
  sourceId: string | null,
): SourceDevice {
  // A description is people's own words: it names the device only where nothing else does.
  const name = told(device.hostname) ?? told(device.description);
  const nics = device.nics.length > 0 ? device.nics : (audit?.nics ?? []);
  return {
    uid: device.uid,
    siteUid: device.siteUid,
    sourceId,
    deviceClass: device.deviceClass,
    name,
    hostname: told(device.hostname),
    serial: told(audit?.serial),
    manufacturer: told(audit?.manufacturer),
    model: told(audit?.model),
    interfaces: withPrimary(nics.map(deviceInterface), device.internalIp),
    lastSeenAt: device.lastSeenOn === null ? null : Date.parse(device.lastSeenOn),
  };
}

/** A configuration in the form that the rules take. */
export function matchedConfiguration(payload: ConfigurationPayload): Configuration {
  return {
    id: payload.id,
    name: payload.name,
    organizationId: payload.organizationId,
    hostname: payload.hostname,
    serial: payload.serial,
    primaryMac: payload.mac ?? payload.interfaces.find(({ primary }) => primary)?.mac ?? null,
    macs: payload.interfaces.flatMap(({ mac }) => (mac === null ? [] : [mac])),
    manufacturer: payload.manufacturerName,
    archived: payload.archived,
  };
}

function deviceInterface({ name, mac, ipv4, ipv6 }: NicPayload) {
  return { name, mac, ip: ipv4 ?? ipv6 };
}

function told(text: string | null | undefined): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : text.trim();
}
