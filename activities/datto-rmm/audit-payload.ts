import type { DeviceAudit } from '../../db/readings/payloads.ts';
import type { DeviceAudit as VendorAudit } from '../../vendors/datto-rmm/audit.ts';
import { nicPayloads } from './site-devices.ts';

/**
 * What is kept of an audit: hardware, serial and adapters. Who is logged in is not kept.
 *
 * @param audit null where devices of its class have none.
 */
export function auditPayload(deviceClass: string, audit: VendorAudit | null): DeviceAudit {
  return {
    deviceClass,
    outcome: audit ? 'read' : 'none',
    serial: audit?.serialNumber ?? null,
    manufacturer: audit?.manufacturer ?? null,
    model: audit?.model ?? null,
    cpus: audit?.processors ?? [],
    cpuCores: audit?.processorCores ?? null,
    memoryBytes: audit?.memoryBytes ?? null,
    disks: audit?.disks ?? [],
    nics: nicPayloads(audit?.interfaces ?? []),
    snmp: audit?.snmp
      ? {
          name: audit.snmp.snmpName,
          description: audit.snmp.snmpDescription,
          location: audit.snmp.snmpLocation,
          objectId: audit.snmp.objectId,
        }
      : null,
  };
}
