import { isIP } from './is-ip.ts';
import { deviceLabel } from '../matching/devices/device-names.ts';
import type { DeviceInterface, SourceDevice } from '../matching/devices/device-types.ts';
import { classifyMac } from '../matching/identifiers/classify-mac.ts';
import { classifySerial } from '../matching/identifiers/classify-serial.ts';
import { macText } from '../matching/identifiers/mac.ts';
import { manufacturerNamed, modelNamed, operatingSystemIn } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { configurationTypeFor } from './configuration-type.ts';
import type { DeviceKind } from './configuration-type.ts';
import type { OwnedField } from './settings.ts';

/** A device with what only writing needs. */
export type DeviceToWrite = SourceDevice &
  DeviceKind & {
    /** The address that Datto RMM gives as its own. */
    internalIp: string | null;
  };

/** What a device has for each field; nothing where it has none worth writing. References are ids. */
export type DeviceFields = Readonly<Record<OwnedField, string | null>>;

/** What is worth writing of a device: no placeholder serial, no address of a VPN (spec 4.3, 4.4). */
export function deviceFields(device: DeviceToWrite, catalogue: Catalogue): DeviceFields {
  const type = configurationTypeFor(device, catalogue.types);
  const manufacturer = manufacturerNamed(catalogue, device.manufacturer);
  const system = operatingSystemIn(catalogue, device.operatingSystem);
  const primary = device.interfaces.find((one) => one.primary === true);
  return {
    name: deviceLabel(device),
    hostname: told(device.hostname),
    type: type.ok ? type.type.id : null,
    serial: writableSerial(device.serial),
    ip: writableIp(device.internalIp) ?? writableIp(primary?.ip ?? null),
    mac: writableMac(primary?.mac ?? null),
    manufacturer: manufacturer?.id ?? null,
    model: modelNamed(catalogue, device.model, manufacturer)?.id ?? null,
    operatingSystem: system?.entry.id ?? null,
  };
}

/** An interface as it is written. */
export interface WritableInterface {
  name: string | null;
  ip: string | null;
  mac: string | null;
}

/** The interfaces besides the primary one, as far as they are the machine's own. */
export function otherInterfaces({ interfaces }: SourceDevice): WritableInterface[] {
  return interfaces
    .filter((one) => one.primary !== true)
    .map(writableInterface)
    .filter(({ mac }) => mac !== null);
}

function writableInterface({ name = null, ip, mac }: DeviceInterface): WritableInterface {
  return { name: told(name), ip: writableIp(ip), mac: writableMac(mac) };
}

function writableSerial(serial: string | null): string | null {
  return classifySerial(serial).trust === 'ignored' ? null : told(serial);
}

function writableMac(mac: string | null): string | null {
  const { key, trust } = classifyMac(mac);
  return trust === 'ignored' ? null : macText(key);
}

/** Loopback and link-local addresses are on every machine. */
const everywhere = /^(?:127\.|169\.254\.|0\.0\.0\.0$|::1?$|fe80:)/i;

function writableIp(ip: string | null): string | null {
  const text = told(ip)?.toLowerCase() ?? '';
  return isIP(text) && !everywhere.test(text) ? text : null;
}

function told(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.trim();
}
