import type { DattoDevice, DattoStore, Hardware, NetworkInterface } from '../datto-rmm/store.ts';
import type { Random } from '../random.ts';

const gigabyte = 1024 ** 3;
const digitsAndLetters = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

interface Make {
  readonly manufacturer: string;
  readonly models: readonly string[];
  readonly oui: string;
  readonly serial: (random: Random) => string;
}

const serialOf = (prefix: string, length: number) => (random: Random) =>
  `${prefix}${random.text(length, digitsAndLetters)}`;

const computers: readonly Make[] = [
  {
    manufacturer: 'Dell Inc.',
    models: ['OptiPlex 7010', 'Latitude 5540', 'Precision 3660'],
    oui: 'D0:8E:79',
    serial: serialOf('', 7),
  },
  {
    manufacturer: 'HP',
    models: ['HP EliteDesk 800 G9', 'HP ProBook 450 G10'],
    oui: '3C:52:82',
    serial: serialOf('5CG', 7),
  },
  {
    manufacturer: 'LENOVO',
    models: ['ThinkPad T14 Gen 4', 'ThinkCentre M70q'],
    oui: '8C:16:45',
    serial: serialOf('PF', 6),
  },
];
const servers: readonly Make[] = [
  {
    manufacturer: 'Dell Inc.',
    models: ['PowerEdge R650', 'PowerEdge T350'],
    oui: 'B0:7B:25',
    serial: serialOf('', 7),
  },
];
const virtual: Make = {
  manufacturer: 'VMware, Inc.',
  models: ['VMware Virtual Platform'],
  oui: '00:50:56',
  serial: (random) => `VMware-56 4d ${pairs(random, 6)}-${pairs(random, 8)}`,
};
const byPrefix: Readonly<Record<string, readonly Make[]>> = {
  SRV: [...servers, virtual],
  ESX: servers,
  PRN: [
    {
      manufacturer: 'Brother',
      models: ['HL-L6400DW series'],
      oui: '00:80:77',
      serial: serialOf('E7', 9),
    },
    {
      manufacturer: 'Hewlett-Packard',
      models: ['LaserJet Pro M404dn'],
      oui: '3C:D9:2B',
      serial: serialOf('PHB', 7),
    },
  ],
  SW: [
    {
      manufacturer: 'Cisco Systems',
      models: ['CBS350-24P'],
      oui: '00:26:CA',
      serial: serialOf('FOC', 8),
    },
  ],
};

const titles = [
  ['Google Chrome', ['130.0.6723.117', '131.0.6778.86']],
  ['Microsoft 365 Apps for business - en-us', ['16.0.18129.20158', '16.0.18025.20214']],
  ['7-Zip 24.08 (x64)', ['24.08']],
  ['Adobe Acrobat (64-bit)', ['24.004.20272', '23.008.20458']],
  ['Bitdefender Endpoint Security Tools', ['7.9.16.447']],
  ['Zoom Workplace (64-bit)', ['6.2.49583', '6.1.47059']],
  ['TeamViewer', ['15.59.3']],
  ['Sage 50 Accounts', ['30.1.321.0']],
] as const;

/** Gives every device what an audit finds, from a random stream that nothing else draws from. */
export function addHardware(store: DattoStore, random: Random): void {
  for (const device of store.devices.all()) {
    const hardware = hardwareOf(device, random);
    const software = device.deviceClass === 'device' ? softwareOf(random) : [];
    store.devices.put({ ...device, hardware, software });
  }
}

/** A MAC that no other device of the sample has. */
export function macOf(oui: string, random: Random): string {
  return `${oui}:${pairs(random, 3).replaceAll(' ', ':').toUpperCase()}`;
}

function hardwareOf(device: DattoDevice, random: Random): Hardware {
  const prefix = device.hostname?.split('-')[0] ?? '';
  const make = random.pick(byPrefix[prefix] ?? computers);
  const isComputer = ['device', 'esxihost'].includes(device.deviceClass);
  const size = random.pick([256, 512, 1024]) * gigabyte;
  return {
    manufacturer: make.manufacturer,
    model: random.pick(make.models),
    serial: make.serial(random),
    nics: nicsOf(device, make, random),
    memoryBytes: isComputer ? random.pick([8, 16, 32, 64]) * gigabyte : null,
    processor: isComputer ? random.pick(['Intel(R) Core(TM) i5-13500', 'AMD Ryzen 7 7730U']) : null,
    cores: isComputer ? random.pick([4, 8, 12]) : null,
    disks: isComputer
      ? [
          {
            name: device.deviceClass === 'device' ? 'C:' : 'datastore1',
            size,
            free: Math.floor(size * random.next()),
          },
        ]
      : [],
  };
}

/** The interface with the device's own address, and a laptop's wireless one. */
function nicsOf(device: DattoDevice, make: Make, random: Random): NetworkInterface[] {
  const nic = (instance: string, ipv4: string | null): NetworkInterface => ({
    instance,
    ipv4,
    ipv6: null,
    macAddress: macOf(make.oui, random),
    type: 'Ethernet',
  });
  const own = nic(make === virtual ? 'vmxnet3 Ethernet Adapter' : 'Ethernet', device.intIpAddress);
  const isLaptop = device.hostname?.startsWith('LT-') === true;
  return isLaptop ? [nic('Wi-Fi', null), own] : [own];
}

function softwareOf(random: Random): { name: string; version: string }[] {
  return titles
    .filter(() => random.chance(0.6))
    .map(([name, versions]) => ({ name, version: random.pick(versions) }));
}

function pairs(random: Random, count: number): string {
  return random.hex(count * 2).replaceAll(/(..)(?=.)/g, '$1 ');
}
