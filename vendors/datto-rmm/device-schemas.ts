import { z } from 'zod';
import { flag, list, maybe, page, text, time } from './fields.ts';

/** A network adapter; a host's calls its name otherwise (datto-rmm.md 5.9). */
export const networkInterfaceSchema = z
  .object({ instance: text, name: text, ipv4: text, ipv6: text, macAddress: text, type: text })
  .transform(({ instance, name, ...nic }) => ({ name: instance ?? name, ...nic }));
export type NetworkInterface = z.output<typeof networkInterfaceSchema>;

/**
 * A device has no serial, manufacturer, model or MAC here (datto-rmm.md 5.4). Its user-defined
 * fields are dropped: keys and passwords were seen in them.
 */
export const deviceSchema = z.object({
  uid: z.string().min(1),
  siteUid: text,
  siteName: text,
  hostname: text,
  description: text,
  /** `device`, `esxihost`, `printer`, `rmmnetworkdevice`, `unknown`; others come without notice. */
  deviceClass: text,
  deviceType: maybe(z.object({ category: text, type: text })),
  operatingSystem: text,
  intIpAddress: text,
  extIpAddress: text,
  domain: text,
  lastLoggedInUser: text,
  online: flag,
  suspended: flag,
  deleted: flag,
  snmpEnabled: flag,
  lastSeen: time,
  lastReboot: time,
  lastAuditDate: time,
  creationDate: time,
  portalUrl: text,
});
export type Device = z.output<typeof deviceSchema>;
export const devicesPageSchema = page(deviceSchema, 'devices');

/** The network adapters of a device: the cheapest way to its MACs (datto-rmm.md 5.4). */
export const deviceInterfacesSchema = z.object({
  uid: z.string().min(1),
  siteUid: text,
  hostname: text,
  intIpAddress: text,
  nics: list(networkInterfaceSchema),
});
export type DeviceInterfaces = z.output<typeof deviceInterfacesSchema>;
export const deviceInterfacesPageSchema = page(deviceInterfacesSchema, 'devices');

/** Name and version are all that there is (datto-rmm.md 5.7). */
export const softwareSchema = z.object({ name: text, version: text });
export type Software = z.output<typeof softwareSchema>;
export const softwarePageSchema = page(softwareSchema, 'software');
