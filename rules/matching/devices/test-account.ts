import type {
  Configuration,
  DeviceMatch,
  DeviceMatching,
  DeviceMatchingInput,
  DeviceVerdict,
  SourceDevice,
} from './device-types.ts';
import { matchDevices } from './match-devices.ts';

/** Builders for the tests of these rules: site `s1` is matched to organization `o1`, and so on. */

/** A device of site `s1` with nothing that identifies it. */
export const device = (n: number, over: Partial<SourceDevice> = {}): SourceDevice => ({
  uid: `d${n}`,
  siteUid: 's1',
  sourceId: over.siteUid ?? 's1',
  deviceClass: 'device',
  name: null,
  hostname: null,
  serial: null,
  manufacturer: null,
  model: null,
  interfaces: [],
  lastSeenAt: null,
  ...over,
});

/** Interfaces with these addresses, the first of them primary. */
export const nics = (...macs: string[]): SourceDevice['interfaces'] =>
  macs.map((mac, n) => ({ mac, ip: null, primary: n === 0 }));

/** A configuration of organization `o1` with nothing that identifies it. */
export const configuration = (n: number, over: Partial<Configuration> = {}): Configuration => ({
  id: `c${n}`,
  name: `Configuration ${n}`,
  organizationId: 'o1',
  hostname: null,
  serial: null,
  primaryMac: null,
  macs: [],
  manufacturer: null,
  archived: false,
  ...over,
});

/** An address of no list. */
export const mac = (n: number): string =>
  `18:5E:0F:${(n >> 8).toString(16).padStart(4, '0').match(/../g)?.join(':') ?? ''}:${(n & 0xff).toString(16).padStart(2, '0')}`;

export const serial = (n: number): string => `7XK${n.toString().padStart(4, '0')}`;

/** An address of a dock's maker. */
export const dockMac = (n: number): string => mac(n).replace('18:5E:0F', '00:50:B6');

export const match = (
  deviceNumber: number,
  configurationNumber: number,
  over: Partial<DeviceMatch> = {},
): DeviceMatch => ({
  deviceUid: `d${deviceNumber}`,
  configurationId: `c${configurationNumber}`,
  origin: 'rule',
  ...over,
});

export const account = (over: Partial<DeviceMatchingInput> = {}): DeviceMatchingInput => ({
  devices: [],
  configurations: [],
  organizationMatches: new Map([
    ['s1', 'o1'],
    ['s2', 'o2'],
    ['s3', 'o3'],
  ]),
  organizationNames: new Map([
    ['o1', 'Acme'],
    ['o2', 'Zenith'],
  ]),
  matches: [],
  ignored: new Set(),
  notMatches: new Map(),
  ...over,
});

/** What matching makes of the devices, by uid. */
export function verdictsOf(over: Partial<DeviceMatchingInput>): Map<string, DeviceVerdict> {
  return byUid(matchDevices(account(over)));
}

export function byUid({ verdicts }: DeviceMatching): Map<string, DeviceVerdict> {
  return new Map(verdicts.map((verdict) => [verdict.deviceUid, verdict]));
}

/** The automatic matches, as "device configuration". */
export function automatic({ verdicts }: DeviceMatching): string[] {
  return verdicts.flatMap((verdict) =>
    verdict.state === 'matched-by-rule' ? [`${verdict.deviceUid} ${verdict.configurationId}`] : [],
  );
}
