import { classifyMac } from '../identifiers/classify-mac.ts';
import { classifySerial } from '../identifiers/classify-serial.ts';
import { macText } from '../identifiers/mac.ts';
import type { Configuration, SourceDevice } from './device-types.ts';

/** A serial or MAC address that is evidence of something. */
export interface Identifier {
  /** Unique over serials and MAC addresses. */
  id: string;
  kind: 'serial' | 'mac';
  /** As it is shown. */
  text: string;
  trust: 'trusted' | 'virtual-machine' | 'weak';
  /** Why it is not trusted, in words. */
  because: string | null;
  /** Of MAC addresses: that of the interface by which the machine is reached. */
  primary: boolean;
}

const virtualHardware =
  /vmware|virtual ?(?:machine|box|platform)|\bkvm\b|qemu|bochs|hvm domu|parallels|\bxen\b/i;

/** What identifies a device, without what is no evidence. */
export function deviceIdentifiers(device: SourceDevice): Identifier[] {
  const isVirtual = virtualHardware.test(`${device.manufacturer ?? ''} ${device.model ?? ''}`);
  const serial = serialIdentifier(device.serial, isVirtual);
  const macs = device.interfaces.map(({ mac, primary }) => ({ mac, primary: primary === true }));
  return [...serial, ...macIdentifiers(macs)];
}

/** What identifies a configuration, without what is no evidence. */
export function configurationIdentifiers(configuration: Configuration): Identifier[] {
  const { primaryMac, macs } = configuration;
  return [
    ...serialIdentifier(configuration.serial, false),
    ...macIdentifiers([
      { mac: primaryMac, primary: true },
      ...macs.map((mac) => ({ mac, primary: false })),
    ]),
  ];
}

function serialIdentifier(text: string | null, isVirtual: boolean): Identifier[] {
  const { key, trust, because } = classifySerial(text);
  if (trust === 'ignored') return [];
  const identifier = { id: `serial ${key}`, kind: 'serial', text: text?.trim() ?? '' } as const;
  return isVirtual && trust === 'trusted'
    ? [{ ...identifier, trust: 'virtual-machine', because: 'a virtual machine’s', primary: false }]
    : [{ ...identifier, trust, because, primary: false }];
}

function macIdentifiers(macs: readonly { mac: string | null; primary: boolean }[]): Identifier[] {
  const found = new Map<string, Identifier>();
  for (const { mac, primary } of macs) {
    const { key, trust, because } = classifyMac(mac);
    if (trust === 'ignored') continue;
    const before = found.get(key);
    if (before !== undefined) {
      before.primary ||= primary;
      continue;
    }
    found.set(key, { id: `mac ${key}`, kind: 'mac', text: macText(key), trust, because, primary });
  }
  return [...found.values()];
}
