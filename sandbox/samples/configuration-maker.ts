import type { DattoDevice, DattoStore, Hardware } from '../datto-rmm/store.ts';
import { blankConfiguration } from '../itglue/configuration-fields.ts';
import { writePrimaryInterface } from '../itglue/primary-interface.ts';
import type { Configuration } from '../itglue/rows.ts';
import type { ItglueStore } from '../itglue/store.ts';
import type { Random } from '../random.ts';
import { sampleNowMs } from './dates.ts';
import type { DeviceCase, MatchingOccurrence, OrdinaryCase } from './matching-cases.ts';

const dayMs = 86_400_000;

/** A device in a site that has an organization. */
export interface Source {
  readonly siteUid: string;
  readonly organizationId: string;
  readonly deviceUid: string;
}

/** What of a device its configuration has. */
export interface Taken {
  readonly serial?: string | null;
  readonly mac?: string | null;
  readonly name?: string;
  readonly organizationId?: string;
  readonly more?: Partial<Configuration>;
}

/** A case as it is collected. */
interface Noted extends MatchingOccurrence {
  readonly organizationIds: string[];
  readonly deviceUids: string[];
  readonly configurationIds: string[];
}

const typeByPrefix: Readonly<Record<string, string>> = {
  PC: 'Workstation',
  LT: 'Laptop',
  SRV: 'Server',
  PRN: 'Network Printer',
  ESX: 'Virtual Host',
  SW: 'Switch',
};
const manufacturers: Readonly<Record<string, string>> = {
  'Dell Inc.': 'Dell',
  HP: 'HP',
  'Hewlett-Packard': 'HP',
  LENOVO: 'Lenovo',
  'VMware, Inc.': 'VMware',
  Brother: 'Brother',
  'Cisco Systems': 'Cisco',
};

/** Makes configurations for devices and keeps note of which case each is. */
export class ConfigurationMaker {
  readonly store: ItglueStore;
  readonly random: Random;
  readonly #dattoRmm: DattoStore;
  readonly #ids = new Map<string, string>();
  readonly #noted = new Map<string, Noted>();

  constructor(store: ItglueStore, dattoRmm: DattoStore, random: Random) {
    this.store = store;
    this.random = random;
    this.#dattoRmm = dattoRmm;
    for (const [table, prefix] of [
      ['configuration_types', 't'],
      ['configuration_statuses', 's'],
      ['manufacturers', 'm'],
    ] as const) {
      for (const { name, id } of store.catalogues[table].all()) this.#ids.set(prefix + name, id);
    }
  }

  device({ deviceUid }: Source): DattoDevice {
    const device = this.#dattoRmm.devices.get(deviceUid);
    if (device === undefined) throw new Error('the sample lost a device');
    return device;
  }

  /** Changes what the device's audit finds. */
  alter(source: Source, changed: (hardware: Hardware) => Partial<Hardware>): void {
    const device = this.device(source);
    const hardware = { ...device.hardware, ...changed(device.hardware) };
    this.#dattoRmm.devices.put({ ...device, hardware });
  }

  /** An ordinary case: one device with its configuration, or with none. */
  add(deviceCase: OrdinaryCase, sources: readonly Source[]): void {
    for (const source of sources) {
      const made = this.#ordinary(deviceCase, source);
      this.note(deviceCase, [source], made === null ? [] : [made.id]);
    }
  }

  /** A configuration for the device, equal to it but for what `taken` says. */
  make(source: Source, taken: Taken = {}): Configuration {
    const device = this.device(source);
    const { serial = device.hardware.serial, mac = ownMac(device), more = {} } = taken;
    const prefix = device.hostname?.split('-')[0] ?? '';
    const made = this.#ids.get(`m${manufacturers[device.hardware.manufacturer ?? ''] ?? ''}`);
    const id = this.store.nextId();
    const configuration: Configuration = {
      ...blankConfiguration(
        id,
        taken.organizationId ?? source.organizationId,
        this.#ids.get(`t${typeByPrefix[prefix] ?? 'Workstation'}`) ?? '',
      ),
      name: taken.name ?? device.hostname ?? `Unknown ${id.slice(-4)}`,
      hostname: device.hostname,
      statusId: this.#ids.get('sActive') ?? null,
      manufacturerId: made ?? null,
      serialNumber: serial,
      macAddress: mac === null ? null : this.#written(mac),
      primaryIp: mac === null ? null : device.intIpAddress,
      createdAtMs: sampleNowMs - 500 * dayMs,
      updatedAtMs: sampleNowMs - 60 * dayMs,
      ...more,
    };
    this.store.configurations.put(configuration);
    writePrimaryInterface(this.store, id, configuration, configuration.updatedAtMs);
    return configuration;
  }

  manufacturerId(name: string): string | null {
    return this.#ids.get(`m${name}`) ?? null;
  }

  /** A machine that has long gone from the RMM. */
  addOld(organizationId: string): void {
    const { store } = this;
    store.configurations.put({
      ...blankConfiguration(store.nextId(), organizationId, this.#ids.get('tServer') ?? ''),
      name: 'OLD-SRV',
      hostname: 'OLD-SRV',
      statusId: this.#ids.get('sInactive') ?? null,
      serialNumber: `CZJ${this.random.hex(7).toUpperCase()}`,
      createdAtMs: sampleNowMs - 2500 * dayMs,
      updatedAtMs: sampleNowMs - 900 * dayMs,
    });
  }

  /** Keeps note of a case, together with others of it in the same site. */
  note(
    deviceCase: DeviceCase,
    sources: readonly Source[],
    configurationIds: readonly string[],
    organizationIds: readonly string[] = [],
  ): void {
    const [first] = sources;
    if (first === undefined) return;
    const key = `${deviceCase}/${first.siteUid}`;
    const noted = this.#noted.get(key) ?? {
      case: deviceCase,
      siteUid: first.siteUid,
      organizationIds: [first.organizationId],
      deviceUids: [],
      configurationIds: [],
    };
    this.#noted.set(key, noted);
    noted.organizationIds.push(...organizationIds);
    noted.deviceUids.push(...sources.map(({ deviceUid }) => deviceUid));
    noted.configurationIds.push(...configurationIds);
  }

  occurrences(): MatchingOccurrence[] {
    return [...this.#noted.values()];
  }

  #ordinary(deviceCase: OrdinaryCase, source: Source): Configuration | null {
    const device = this.device(source);
    const other = device.hardware.nics.find(({ macAddress }) => macAddress !== ownMac(device));
    switch (deviceCase) {
      case 'noConfiguration':
        return null;
      case 'serialOnly':
        return this.make(source, { mac: null });
      case 'macOnly':
        return this.make(source, { serial: null });
      case 'otherMac':
        return this.make(source, { serial: null, mac: other?.macAddress ?? ownMac(device) });
      case 'nameOnly':
        return this.make(source, { serial: null, mac: null });
      case 'archivedConfiguration':
        return this.make(source, { more: { archived: true } });
      case 'serialAndMac':
        return this.make(source);
    }
  }

  /** People write MACs in every form. */
  #written(mac: string): string {
    const digits = mac.replaceAll(':', '');
    return this.random.pick([
      mac,
      mac.replaceAll(':', '-'),
      digits.toLowerCase(),
      digits.replaceAll(/(....)(?=.)/g, '$1.'),
    ]);
  }
}

/** The MAC of the interface with the device's own address. */
export function ownMac({ hardware, intIpAddress }: DattoDevice): string | null {
  const own = hardware.nics.find(({ ipv4 }) => ipv4 === intIpAddress) ?? hardware.nics[0];
  return own?.macAddress ?? null;
}
