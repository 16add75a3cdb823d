import { deviceNameKey } from '../matching/devices/device-names.ts';
import type {
  Configuration,
  DeviceVerdict,
  SourceDevice,
} from '../matching/devices/device-types.ts';
import { classifyMac } from '../matching/identifiers/classify-mac.ts';
import { classifySerial } from '../matching/identifiers/classify-serial.ts';
import { macText } from '../matching/identifiers/mac.ts';

/** Where serials, MAC addresses and names are in the account, looked up by what they compare as. */
export interface KnownRecords {
  readonly bySerial: ReadonlyMap<string, readonly Configuration[]>;
  readonly byMac: ReadonlyMap<string, readonly Configuration[]>;
  readonly byName: ReadonlyMap<string, readonly Configuration[]>;
  /** Uids of devices. */
  readonly devicesBySerial: ReadonlyMap<string, readonly string[]>;
}

export interface MayCreate {
  /** Whether it may be created in a bulk: nothing is like it, and nothing is undecided. */
  may: boolean;
  /** Configurations of any organization that it may double, each with why. */
  lookAlikes: { id: string; name: string; why: string }[];
  /** What else is to be looked at first, in whole sentences. */
  doubts: string[];
}

/** No more look-alikes than these are named. */
const mostNamed = 10;

export function knownRecords(
  configurations: readonly Configuration[],
  devices: readonly Pick<SourceDevice, 'uid' | 'serial'>[],
): KnownRecords {
  const bySerial = new Map<string, Configuration[]>();
  const byMac = new Map<string, Configuration[]>();
  const byName = new Map<string, Configuration[]>();
  for (const one of configurations) {
    for (const key of serialKeys(one.serial)) add(bySerial, key, one);
    for (const key of macKeys([one.primaryMac, ...one.macs])) add(byMac, key, one);
    for (const key of nameKeys(one)) add(byName, key, one);
  }
  const devicesBySerial = new Map<string, string[]>();
  for (const { uid, serial } of devices) {
    for (const key of serialKeys(serial)) add(devicesBySerial, key, uid);
  }
  return { bySerial, byMac, byName, devicesBySerial };
}

/**
 * Whether the configuration of a device may be created in bulk. First match, then create: left out
 * are devices with a suggestion or a conflict, and those whose serial, MAC address or name exists in
 * any organization (spec 4.3). A placeholder serial and an address of a VPN exist everywhere.
 */
export function mayCreateConfiguration(
  device: SourceDevice,
  verdict: Pick<DeviceVerdict, 'suggestions' | 'conflicts'>,
  known: KnownRecords,
): MayCreate {
  const lookAlikes = lookAlikesOf(device, known);
  const named = new Set(lookAlikes.map(({ id }) => id));
  for (const { id, name, reasons } of verdict.suggestions) {
    if (!named.has(id)) lookAlikes.push({ id, name, why: reasons.join(', ') });
  }
  const doubts = [...verdict.conflicts, ...sameSerialDoubts(device, known)];
  return {
    may: lookAlikes.length === 0 && doubts.length === 0,
    lookAlikes: lookAlikes.slice(0, mostNamed),
    doubts,
  };
}

function lookAlikesOf(device: SourceDevice, known: KnownRecords): MayCreate['lookAlikes'] {
  const why = new Map<Configuration, string[]>();
  const note = (found: readonly Configuration[] | undefined, reason: string) => {
    for (const one of (found ?? []).slice(0, mostNamed)) {
      why.set(one, [...(why.get(one) ?? []), reason]);
    }
  };
  for (const key of serialKeys(device.serial)) {
    note(known.bySerial.get(key), `same serial ${device.serial?.trim() ?? ''}`);
  }
  for (const key of macKeys(device.interfaces.map(({ mac }) => mac))) {
    note(known.byMac.get(key), `same MAC address ${macText(key)}`);
  }
  for (const key of nameKeys(device)) note(known.byName.get(key), 'same name');
  return [...why].map(([{ id, name, archived }, reasons]) => ({
    id,
    name,
    why: [...reasons, ...(archived ? ['archived'] : [])].join(', '),
  }));
}

/** Two agents of one machine would make two configurations of it. */
function sameSerialDoubts({ uid, serial }: SourceDevice, known: KnownRecords): string[] {
  const others = serialKeys(serial).flatMap((key) => known.devicesBySerial.get(key) ?? []);
  return others.some((other) => other !== uid)
    ? [
        `Its serial ${serial?.trim() ?? ''} is on another device too: a re-imaged machine, or a copy.`,
      ]
    : [];
}

function serialKeys(serial: string | null): string[] {
  const { key, trust } = classifySerial(serial);
  return trust === 'ignored' ? [] : [key];
}

function macKeys(macs: readonly (string | null)[]): string[] {
  const classified = macs.map((mac) => classifyMac(mac));
  return [...new Set(classified.filter(({ trust }) => trust !== 'ignored').map(({ key }) => key))];
}

function nameKeys({ name, hostname }: Pick<SourceDevice | Configuration, 'name' | 'hostname'>) {
  return [...new Set([deviceNameKey(name), deviceNameKey(hostname)])].filter((key) => key !== '');
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const before = map.get(key);
  if (before === undefined) map.set(key, [value]);
  else before.push(value);
}
