import { z } from 'zod';

/** A network adapter as Datto RMM names it; MAC addresses are kept as they were written. */
export const nicPayload = z.object({
  name: z.string().nullable(),
  mac: z.string().nullable(),
  ipv4: z.string().nullable(),
  ipv6: z.string().nullable(),
  type: z.string().nullable(),
});
export type NicPayload = z.infer<typeof nicPayload>;

/**
 * A device of a managed site. Only what lasts is kept, so that an unchanged device is the same
 * payload in every run: neither the time of day when it was seen, nor its last reboot, nor who is
 * logged in.
 */
export const devicePayload = z.object({
  uid: z.string(),
  siteUid: z.string(),
  /** An open list: `device`, `printer`, `esxihost`, `rmmnetworkdevice`, `unknown` (datto-rmm.md 5.4). */
  deviceClass: z.string(),
  category: z.string().nullable(),
  type: z.string().nullable(),
  hostname: z.string().nullable(),
  description: z.string().nullable(),
  /** The adapter that has it is the primary one (datto-rmm.md 5.6). */
  internalIp: z.string().nullable(),
  externalIp: z.string().nullable(),
  operatingSystem: z.string().nullable(),
  domain: z.string().nullable(),
  portalUrl: z.string().nullable(),
  /** A day, in UTC. */
  lastSeenOn: z.iso.date().nullable(),
  /** Epoch milliseconds; null where it was never audited. */
  lastAuditAtMs: z.number().nullable(),
  nics: z.array(nicPayload),
});
export type DevicePayload = z.infer<typeof devicePayload>;

const disk = z.object({
  name: z.string().nullable(),
  description: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  freeBytes: z.number().nullable(),
});

/**
 * What an audit told of a device, kept in `device_audit` until its last audit is another. `none`:
 * devices of this class have no audit, which is asked once (spec 4.1). `not-found`: Datto RMM has
 * none of this device yet; what an earlier one told stays.
 */
export const deviceAuditPayload = z.object({
  deviceClass: z.string(),
  outcome: z.enum(['read', 'none', 'not-found']),
  /** BIOS of a device, service tag of an ESXi host, SNMP serial of a printer. */
  serial: z.string().nullable(),
  manufacturer: z.string().nullable(),
  model: z.string().nullable(),
  cpus: z.array(z.string()),
  cpuCores: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  disks: z.array(disk),
  nics: z.array(nicPayload),
  snmp: z
    .object({
      name: z.string().nullable(),
      description: z.string().nullable(),
      location: z.string().nullable(),
      objectId: z.string().nullable(),
    })
    .nullable(),
});
export type DeviceAudit = z.infer<typeof deviceAuditPayload>;
