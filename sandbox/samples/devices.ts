import type { Random } from '../random.ts';
import { noHardware } from '../datto-rmm/hardware.ts';
import type { DattoDevice, DattoStore } from '../datto-rmm/store.ts';
import { sampleNowMs } from './dates.ts';

const dayMs = 86_400_000;

type Kind = Pick<
  DattoDevice,
  'deviceClass' | 'deviceType' | 'operatingSystem' | 'antivirus' | 'patchManagement'
> & { readonly prefix: string };

const patched = {
  patchStatus: 'FullyPatched',
  patchesApprovedPending: 0,
  patchesNotApproved: 2,
  patchesInstalled: 48,
};
const bitdefender = {
  antivirusProduct: 'Bitdefender Endpoint Security Tools',
  antivirusStatus: 'RunningAndUpToDate',
};
const bare = { operatingSystem: null, antivirus: null, patchManagement: null };

const kinds: readonly Kind[] = [
  {
    prefix: 'PC',
    deviceClass: 'device',
    deviceType: { category: 'Desktop', type: 'Desktop' },
    operatingSystem: 'Microsoft Windows 11 Pro 10.0.26100',
    antivirus: bitdefender,
    patchManagement: patched,
  },
  {
    prefix: 'LT',
    deviceClass: 'device',
    deviceType: { category: 'Laptop', type: 'Laptop' },
    operatingSystem: 'Microsoft Windows 10 Home 10.0.19045',
    antivirus: { ...bitdefender, antivirusStatus: 'RunningAndNotUpToDate' },
    patchManagement: { ...patched, patchStatus: 'RebootRequired' },
  },
  {
    prefix: 'SRV',
    deviceClass: 'device',
    deviceType: { category: 'Server', type: 'Server' },
    operatingSystem: 'Microsoft Windows Server 2022 Standard',
    antivirus: null,
    patchManagement: { ...patched, patchStatus: 'ApprovedPending', patchesApprovedPending: 3 },
  },
  {
    prefix: 'PRN',
    deviceClass: 'printer',
    deviceType: { category: 'Printer', type: 'Printer' },
    ...bare,
  },
  {
    prefix: 'ESX',
    deviceClass: 'esxihost',
    deviceType: { category: 'ESXi Host', type: 'ESXi Host' },
    ...bare,
    operatingSystem: 'VMware ESXi 8.0.3',
  },
  {
    prefix: 'SW',
    deviceClass: 'rmmnetworkdevice',
    deviceType: { category: 'Network Device', type: 'Switch' },
    ...bare,
  },
  { prefix: 'UNK', deviceClass: 'unknown', deviceType: null, ...bare },
];
/** How common each kind is, out of 100. */
const shares = [46, 28, 12, 6, 2, 5, 1];

/** Puts `count` devices into a site. */
export function addDevices(
  store: DattoStore,
  siteUid: string,
  count: number,
  random: Random,
  isDeleted = false,
): void {
  for (let index = 0; index < count; index += 1) {
    store.devices.put(sampleDevice(store, siteUid, kindBy(random), index + 1, random, isDeleted));
  }
}

function kindBy(random: Random): Kind {
  let left = random.integer(1, 100);
  for (const [index, kind] of kinds.entries()) {
    left -= shares[index] ?? 0;
    if (left <= 0) return kind;
  }
  return random.pick(kinds);
}

function sampleDevice(
  store: DattoStore,
  siteUid: string,
  kind: Kind,
  number: number,
  random: Random,
  isDeleted: boolean,
): DattoDevice {
  const isAgent = kind.deviceClass === 'device';
  const online = !isDeleted && random.chance(0.7);
  const lastSeenMs = online ? sampleNowMs : sampleNowMs - random.integer(1, 90) * dayMs;
  return {
    id: store.nextDeviceId(),
    uid: store.nextUid(),
    siteUid,
    deviceClass: kind.deviceClass,
    deviceType: kind.deviceType,
    hostname:
      kind.deviceClass === 'unknown' ? null : `${kind.prefix}-${String(number).padStart(3, '0')}`,
    description: random.chance(0.5) ? '' : null,
    intIpAddress: `192.168.${String(random.integer(0, 20))}.${String(random.integer(2, 254))}`,
    extIpAddress: isAgent ? `203.0.113.${String(random.integer(1, 254))}` : null,
    operatingSystem: kind.operatingSystem,
    lastLoggedInUser: isAgent
      ? `OFFICE\\${random.pick(['amara', 'ben', 'chloe', 'dev', 'eve'])}`
      : null,
    domain: isAgent ? random.pick(['office.example', 'WORKGROUP']) : null,
    cagVersion: isAgent ? '4.4.2228.2228' : null,
    displayVersion: isAgent ? '4.4.2228' : null,
    a64Bit: isAgent ? true : null,
    rebootRequired: isAgent ? kind.patchManagement?.patchStatus === 'RebootRequired' : null,
    online,
    deleted: isDeleted,
    snmpEnabled: !isAgent,
    networkProbe: isAgent ? false : null,
    lastSeenMs,
    lastRebootMs: isAgent ? lastSeenMs - random.integer(1, 40) * dayMs : null,
    lastAuditMs: random.chance(0.05) ? null : lastSeenMs - random.integer(1, 20) * 3_600_000,
    createdMs: sampleNowMs - random.integer(100, 1500) * dayMs,
    warrantyDate: random.chance(0.3) ? `2028-0${String(random.integer(1, 9))}-15` : null,
    antivirus: kind.antivirus,
    patchManagement: kind.patchManagement,
    softwareStatus: isAgent ? random.pick(['Compliant', 'Not Compliant']) : null,
    software: [],
    hardware: noHardware,
  };
}

/**
 * How many devices each of `sites` sites has, `devices` in all. Sizes differ much, and about one
 * site in seven has none as long as there is another to take its share.
 */
export function spread(devices: number, sites: number, random: Random): number[] {
  const weights = Array.from({ length: sites }, (_, index) =>
    index > 0 && random.chance(0.15) ? 0 : random.integer(1, 10),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const counts = weights.map((weight) => (sum === 0 ? 0 : Math.floor((devices * weight) / sum)));
  let left = devices - counts.reduce((total, count) => total + count, 0);
  for (let index = 0; left > 0; index = (index + 1) % sites) {
    if ((weights[index] ?? 0) === 0) continue;
    counts[index] = (counts[index] ?? 0) + 1;
    left -= 1;
  }
  return counts;
}
