import { identifierKey, type IdentifierBook } from '../../rules/itglue/identifier-book.ts';
import { auditedDevices } from '../audits/audited-devices.ts';
import type { Transaction } from '../connect.ts';
import { readingPages, type Reading } from '../readings/load-reading.ts';
import { configurationPayload } from '../readings/payloads.ts';
import { sourceDevice } from './source-device.ts';

/** Serials and MAC addresses of all devices and of all configurations that a run has read. */
export async function loadIdentifiers(
  tx: Transaction,
  tenantId: string,
  readings: { devices: Reading; configurations: Reading },
): Promise<IdentifierBook> {
  return {
    devices: await ofDevices(tx, tenantId, readings.devices),
    configurations: await ofConfigurations(tx, readings.configurations),
  };
}

async function ofDevices(
  tx: Transaction,
  tenantId: string,
  reading: Reading,
): Promise<Map<string, number>> {
  const devices = new Map<string, number>();
  for await (const page of auditedDevices(tx, tenantId, reading)) {
    for (const { listed, audit } of page) {
      const { serial, interfaces } = sourceDevice(listed, audit, null);
      const macs = interfaces.map(({ mac }) => mac);
      for (const key of keysOf(serial, macs)) devices.set(key, (devices.get(key) ?? 0) + 1);
    }
  }
  return devices;
}

async function ofConfigurations(
  tx: Transaction,
  reading: Reading,
): Promise<Map<string, Set<string>>> {
  const configurations = new Map<string, Set<string>>();
  for await (const page of readingPages(tx, reading)) {
    for (const { payload } of page) {
      const { id, serial, mac, interfaces } = configurationPayload.parse(payload);
      for (const key of keysOf(serial, [mac, ...interfaces.map((one) => one.mac)])) {
        const ids = configurations.get(key) ?? new Set();
        configurations.set(key, ids.add(id));
      }
    }
  }
  return configurations;
}

function keysOf(serial: string | null, macs: readonly (string | null)[]): Set<string> {
  const keys = [identifierKey('serial', serial), ...macs.map((mac) => identifierKey('mac', mac))];
  return new Set(keys.flatMap((key) => key ?? []));
}
