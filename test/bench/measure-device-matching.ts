import { deviceConsensus } from '../../rules/matching/devices/consensus.ts';
import type {
  Configuration,
  DeviceMatchingInput,
  SourceDevice,
} from '../../rules/matching/devices/device-types.ts';
import { matchDevices } from '../../rules/matching/devices/match-devices.ts';
import { type Figure, rounded } from './figures.ts';

/** What an account's devices may take of one processor. */
const allowedSeconds = 2;
const devicesOfSite = 65;

/**
 * Processor time of matching an account's devices, by what it may take, and how it grows when the
 * account doubles: with time in proportion, by 2.
 */
export function measureDeviceMatching(devices = 20_000): Figure[] {
  // Once without looking, so that both sizes run compiled code.
  secondsOf(() => matchDevices(accountOf(devices / 4)));
  const half = secondsOf(withInput(accountOf(devices / 2), matchDevices));
  const input = accountOf(devices);
  let matched = 0;
  const seconds = secondsOf(() => {
    const { verdicts } = matchDevices(input);
    matched = verdicts.filter(({ state }) => state === 'matched-by-rule').length;
  });
  const consensus = secondsOf(() => deviceConsensus(input.devices, input.configurations));
  const sites = Math.ceil(devices / devicesOfSite);
  return [
    {
      figure: 'processor time of device matching by its allowance',
      sites,
      value: rounded((seconds + consensus) / allowedSeconds),
      unit: 'ratio',
      devices,
      matched,
      matchingSeconds: rounded(seconds),
      consensusSeconds: rounded(consensus),
      allowedSeconds,
    },
    {
      figure: 'growth of device matching when devices double',
      sites,
      value: rounded(seconds / half),
      unit: 'ratio',
      devices,
      fromDevices: devices / 2,
    },
  ];
}

function secondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const withInput =
  (input: DeviceMatchingInput, match: (input: DeviceMatchingInput) => unknown) => () =>
    match(input);

/**
 * An account in which most devices have a configuration, and what repeats does so everywhere: an
 * adapter's address that is on every second device and configuration, a serial that no list has, a
 * name that every tenth device has.
 */
function accountOf(count: number): DeviceMatchingInput {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const sites = Math.ceil(count / devicesOfSite);
  return {
    devices: numbers.map(deviceOf),
    configurations: numbers.map(configurationOf),
    organizationMatches: new Map(
      Array.from({ length: sites }, (_, n) => [`site-${n}`, `organization-${n}`]),
    ),
    matches: [],
    ignored: new Set(),
    notMatches: new Map(),
  };
}

function deviceOf(n: number): SourceDevice {
  const site = `site-${Math.floor(n / devicesOfSite)}`;
  return {
    uid: `device-${n}`,
    siteUid: site,
    sourceId: site,
    deviceClass: 'device',
    name: null,
    hostname: nameOf(n),
    serial: serialOf(n),
    manufacturer: n % 3 === 0 ? 'Dell Inc.' : 'LENOVO',
    model: null,
    interfaces: [
      { mac: macOf(n, '-'), ip: null, primary: true },
      ...(n % 2 === 0 ? [{ mac: '18-5E-0F-FF-FF-FF', ip: null }] : []),
    ],
    lastSeenAt: n,
  };
}

function configurationOf(n: number): Configuration {
  return {
    id: `${n}`,
    name: nameOf(n),
    organizationId: `organization-${Math.floor(n / devicesOfSite)}`,
    hostname: null,
    serial: serialOf(n),
    primaryMac: n % 4 === 0 ? null : macOf(n, ':'),
    macs: n % 2 === 0 ? ['18:5E:0F:FF:FF:FF'] : [],
    manufacturer: n % 3 === 0 ? 'Dell' : 'Lenovo',
    archived: n % 50 === 0,
  };
}

const nameOf = (n: number) => (n % 10 === 0 ? 'FRONT-DESK' : `PC-${10_000 + n}`);
const serialOf = (n: number) => (n % 7 === 0 ? 'Not yet assigned' : `SER${100_000 + n}`);

function macOf(n: number, separator: string): string {
  const digits = (0x185e0f000000 + n).toString(16).padStart(12, '0');
  return (digits.match(/../g) ?? []).join(separator).toUpperCase();
}
