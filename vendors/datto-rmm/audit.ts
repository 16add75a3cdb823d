import { z } from 'zod';
import { count, list, maybe, text } from './fields.ts';
import { networkInterfaceSchema } from './device-schemas.ts';
import type { NetworkInterface } from './device-schemas.ts';

/** The three audits of Datto RMM, each for one class of device (datto-rmm.md 5.6, 5.8, 5.9). */
export type AuditKind = 'device' | 'esxihost' | 'printer';

/** What an audit says of a device, whichever of the three it is. */
export interface DeviceAudit {
  kind: AuditKind;
  /** As reported, placeholders included: of the BIOS, the service tag, or by SNMP. */
  serialNumber: string | null;
  manufacturer: string | null;
  model: string | null;
  processors: string[];
  processorCores: number | null;
  memoryBytes: number | null;
  disks: AuditedDisk[];
  interfaces: NetworkInterface[];
  snmp: SnmpInfo | null;
}

export interface AuditedDisk {
  name: string | null;
  description: string | null;
  sizeBytes: number | null;
  freeBytes: number | null;
}

const snmpInfoSchema = z.object({
  snmpName: text,
  snmpContact: text,
  snmpDescription: text,
  snmpLocation: text,
  snmpUptime: text,
  snmpSerial: text,
  nicManufacturer: text,
  objectId: text,
});
export type SnmpInfo = z.output<typeof snmpInfoSchema>;

/** Any part may be missing or null. The unit of `physicalMemory` is not known, so it is not read. */
const auditSchema = z.object({
  systemInfo: maybe(
    z.object({
      manufacturer: text,
      model: text,
      totalPhysicalMemory: count,
      totalCpuCores: count,
      serviceTag: text,
    }),
  ),
  bios: maybe(z.object({ serialNumber: text })),
  snmpInfo: maybe(snmpInfoSchema),
  nics: list(networkInterfaceSchema),
  processors: list(z.object({ name: text, numberOfCores: count })),
  logicalDisks: list(
    z.object({ diskIdentifier: text, description: text, size: count, freespace: count }),
  ),
  datastores: list(
    z.object({ datastoreName: text, fileSystem: text, size: count, freeSpace: count }),
  ),
});
type RawAudit = z.output<typeof auditSchema>;

/** Which audit a class of device has. Others than these are tried as a device, and may have none. */
export function auditKind(deviceClass: string | null): AuditKind {
  return deviceClass === 'esxihost' || deviceClass === 'printer' ? deviceClass : 'device';
}

/** An audit of a kind, its parts brought to one form. */
export function auditSchemaOf(kind: AuditKind) {
  return auditSchema.transform((audit): DeviceAudit => ({
    kind,
    serialNumber: serialNumber(kind, audit),
    manufacturer: audit.systemInfo?.manufacturer ?? null,
    model: audit.systemInfo?.model ?? null,
    processors: audit.processors.flatMap(({ name }) => (name === null ? [] : [name])),
    processorCores: audit.systemInfo?.totalCpuCores ?? coresOf(audit),
    memoryBytes: audit.systemInfo?.totalPhysicalMemory ?? null,
    disks: disksOf(audit),
    interfaces: audit.nics,
    snmp: audit.snmpInfo,
  }));
}

/** The serial of each kind stands elsewhere (datto-rmm.md 5.6, 5.8, 5.9). */
function serialNumber(kind: AuditKind, { bios, systemInfo, snmpInfo }: RawAudit): string | null {
  switch (kind) {
    case 'device':
      return bios?.serialNumber ?? null;
    case 'esxihost':
      return systemInfo?.serviceTag ?? null;
    case 'printer':
      return snmpInfo?.snmpSerial ?? null;
  }
}

/** null as soon as one processor doesn't tell its cores. */
function coresOf({ processors }: RawAudit): number | null {
  if (processors.length === 0) return null;
  return processors.reduce<number | null>(
    (sum, { numberOfCores }) =>
      sum === null || numberOfCores === null ? null : sum + numberOfCores,
    0,
  );
}

/** The disks of a device, or the datastores of a host. */
function disksOf({ logicalDisks, datastores }: RawAudit): AuditedDisk[] {
  return [
    ...logicalDisks.map((disk) => ({
      name: disk.diskIdentifier,
      description: disk.description,
      sizeBytes: disk.size,
      freeBytes: disk.freespace,
    })),
    ...datastores.map((store) => ({
      name: store.datastoreName,
      description: store.fileSystem,
      sizeBytes: store.size,
      freeBytes: store.freeSpace,
    })),
  ];
}
