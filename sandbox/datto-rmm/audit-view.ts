import type { DattoRequest } from './route.ts';
import type { DattoDevice, NetworkInterface } from './store.ts';

const biosDateMs = Date.UTC(2024, 4, 14);

/** DeviceAudit: neither uid nor hostname in it (datto-rmm.md 5.6). */
export function deviceAudit(request: DattoRequest, device: DattoDevice): unknown {
  const { hardware } = device;
  const isNetworked = device.deviceClass !== 'device';
  return {
    portalUrl: portalUrl(device),
    webRemoteUrl: `https://pinotage.rmm.datto.com/web-remote/${device.uid}`,
    systemInfo: {
      manufacturer: hardware.manufacturer,
      model: hardware.model,
      totalPhysicalMemory: hardware.memoryBytes,
      username: device.lastLoggedInUser,
      dotNetVersion: isNetworked ? null : '4.8.09037',
      totalCpuCores: hardware.cores,
    },
    nics: hardware.nics.map((nic) => shownNic(request, nic)),
    bios: isNetworked
      ? null
      : {
          instance: 'BIOS',
          releaseDate: biosDate(request),
          serialNumber: hardware.serial,
          smBiosVersion: '1.21.0',
        },
    baseBoard: isNetworked
      ? null
      : { manufacturer: hardware.manufacturer, product: hardware.model },
    displays: [],
    logicalDisks: hardware.disks.map(({ name, size, free }) => ({
      description: 'Local Fixed Disk',
      diskIdentifier: name,
      freespace: free,
      size,
    })),
    mobileInfo: [],
    processors: hardware.processor === null ? [] : [{ name: hardware.processor }],
    videoBoards: [],
    attachedDevices: [],
    snmpInfo: isNetworked ? snmpInfo(device) : null,
    physicalMemory: [],
  };
}

/** PrinterAudit: the serial comes by SNMP (datto-rmm.md 5.8). */
export function printerAudit(request: DattoRequest, device: DattoDevice): unknown {
  const { manufacturer, model, nics } = device.hardware;
  return {
    portalUrl: portalUrl(device),
    snmpInfo: snmpInfo(device),
    printerMarkerSupplies: [
      { description: 'Black Toner Cartridge', maxCapacity: '9000', suppliesLevel: '4100' },
    ],
    printer: { printedPageCount: 10_000 + (device.id % 50_000) },
    systemInfo: { manufacturer, model },
    nics: nics.map((nic) => shownNic(request, nic)),
  };
}

/** ESXiHostAudit: the serial is the service tag, an interface has a name (datto-rmm.md 5.9). */
export function hostAudit(request: DattoRequest, device: DattoDevice): unknown {
  const { hardware } = device;
  return {
    portalUrl: portalUrl(device),
    systemInfo: {
      manufacturer: hardware.manufacturer,
      model: hardware.model,
      name: device.hostname,
      numberOfSnapshots: 0,
      serviceTag: hardware.serial,
    },
    guests: [],
    processors: [{ frequency: 2.4, name: hardware.processor, numberOfCores: hardware.cores }],
    nics: hardware.nics.map((nic) => {
      const { instance: name, ...rest } = shownNic(request, nic);
      return { name, ...rest, speed: '10000' };
    }),
    physicalMemory: [],
    datastores: hardware.disks.map(({ name, size, free }) => ({
      datastoreName: name,
      subscriptionPercent: 60,
      freeSpace: free,
      size,
      fileSystem: 'VMFS',
      status: 'Normal',
      dataExtents: [],
    })),
  };
}

/** An interface with its MAC as answers write it, which is unconfirmed. */
export function shownNic({ switches }: DattoRequest, nic: NetworkInterface) {
  const { instance, ipv4, ipv6, macAddress, type } = nic;
  const mac = shownMac(switches.get('dattoRmm.macForm'), macAddress);
  return { instance, ipv4, ipv6, macAddress: mac, type };
}

export function shownMac(form: 'colons' | 'bare' | 'dashes', macAddress: string): string {
  const digits = macAddress.replaceAll(/[^0-9a-f]/gi, '').toUpperCase();
  const separators = { colons: ':', bare: '', dashes: '-' };
  return (digits.match(/../g) ?? []).join(separators[form]);
}

function snmpInfo(device: DattoDevice): unknown {
  return {
    snmpName: device.hostname,
    snmpContact: null,
    snmpDescription: `${device.hardware.manufacturer ?? ''} ${device.hardware.model ?? ''}`.trim(),
    snmpLocation: null,
    snmpUptime: '31 days, 4:12:07',
    nicManufacturer: device.hardware.manufacturer,
    objectId: '1.3.6.1.4.1.11.2.3.9.1',
    snmpSerial: device.hardware.serial,
  };
}

function biosDate({ switches }: DattoRequest): number | string | null {
  const forms = { epochMs: biosDateMs, iso: new Date(biosDateMs).toISOString(), null: null };
  return forms[switches.get('dattoRmm.biosReleaseDate')];
}

function portalUrl({ id }: DattoDevice): string {
  return `https://pinotage.rmm.datto.com/device/${String(id)}`;
}
