import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { Table, type ChangeRecorder } from '../table.ts';

export interface DattoAccount {
  readonly id: number;
  /** A short text, no GUID (datto-rmm.md 5.0). */
  readonly uid: string;
  readonly name: string;
  readonly currency: string;
  readonly billingEmail: string;
  readonly deviceLimit: number;
  readonly timeZone: string;
}

export interface ProxySettings {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly type?: 'http' | 'socks4' | 'socks5' | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

export interface DattoSite {
  readonly id: number;
  readonly uid: string;
  readonly accountUid: string;
  readonly name: string;
  readonly description: string | null;
  readonly notes: string | null;
  readonly onDemand: boolean;
  readonly splashtopAutoInstall: boolean;
  readonly proxySettings: ProxySettings | null;
  readonly autotaskCompanyName: string | null;
  readonly autotaskCompanyId: string | null;
  /** The three sites that every account has (datto-rmm.md 6). */
  readonly system: 'managed' | 'onDemand' | 'deletedDevices' | null;
}

export type DeviceClass = 'device' | 'printer' | 'esxihost' | 'rmmnetworkdevice' | 'unknown';

export interface NetworkInterface {
  /** The adapter's name. */
  readonly instance: string;
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  /** Twelve upper-case digits with colons; the switch says how answers write it. */
  readonly macAddress: string;
  readonly type: string;
}

/** What an audit finds. */
export interface Hardware {
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** The BIOS's, a host's service tag or what SNMP tells, by the device's class. */
  readonly serial: string | null;
  readonly nics: readonly NetworkInterface[];
  readonly memoryBytes: number | null;
  readonly processor: string | null;
  readonly cores: number | null;
  readonly disks: readonly {
    readonly name: string;
    readonly size: number;
    readonly free: number;
  }[];
}

export interface DattoDevice {
  readonly id: number;
  readonly uid: string;
  readonly siteUid: string;
  readonly deviceClass: DeviceClass;
  readonly deviceType: { readonly category: string; readonly type: string } | null;
  readonly hostname: string | null;
  readonly description: string | null;
  readonly intIpAddress: string | null;
  readonly extIpAddress: string | null;
  readonly operatingSystem: string | null;
  readonly lastLoggedInUser: string | null;
  readonly domain: string | null;
  readonly cagVersion: string | null;
  readonly displayVersion: string | null;
  readonly a64Bit: boolean | null;
  readonly rebootRequired: boolean | null;
  readonly online: boolean;
  readonly deleted: boolean;
  readonly snmpEnabled: boolean;
  readonly networkProbe: boolean | null;
  readonly lastSeenMs: number | null;
  readonly lastRebootMs: number | null;
  readonly lastAuditMs: number | null;
  readonly createdMs: number;
  readonly warrantyDate: string | null;
  readonly antivirus: {
    readonly antivirusProduct: string;
    readonly antivirusStatus: string;
  } | null;
  readonly patchManagement: {
    readonly patchStatus: string;
    readonly patchesApprovedPending: number;
    readonly patchesNotApproved: number;
    readonly patchesInstalled: number;
  } | null;
  readonly softwareStatus: string | null;
  readonly software: readonly { readonly name: string; readonly version: string }[];
  readonly hardware: Hardware;
}

export interface DattoVariable {
  readonly id: number;
  readonly accountUid: string;
  /** Null for a variable of the account. */
  readonly siteUid: string | null;
  readonly name: string;
  readonly value: string | null;
  readonly masked: boolean;
}

export interface DattoUser {
  readonly accountUid: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
  readonly email: string;
  readonly telephone: string | null;
  readonly status: string;
  readonly createdMs: number;
  readonly lastAccessMs: number | null;
  readonly disabled: boolean;
}

/** An API key, which acts with the rights of the user that it belongs to. */
export interface DattoCredential {
  readonly label: string;
  readonly key: string;
  readonly secret: string;
  readonly accountUid: string;
  readonly note: string;
  /** Null sees every site of the account. */
  readonly siteUids: readonly string[] | null;
}

/** All that Datto RMM holds: every account of the platform, since one server serves them. */
export class DattoStore {
  readonly accounts: DattoAccount[] = [];
  readonly credentials: DattoCredential[] = [];
  readonly users: DattoUser[] = [];
  readonly sites: Table<DattoSite>;
  readonly devices: Table<DattoDevice>;
  readonly variables: Table<DattoVariable>;
  /** Site uid to the credentials' labels that may not see it; `*` is every one. */
  readonly hidden = new Map<string, Set<string>>();
  readonly #random: Random;
  #lastSiteId: number;
  #lastDeviceId: number;
  #lastVariableId: number;

  constructor(random: Random, clock: Clock, recorder: ChangeRecorder) {
    this.sites = new Table((site) => site.uid, clock, recorder);
    this.devices = new Table((device) => device.uid, clock, recorder);
    this.variables = new Table((variable) => String(variable.id), clock, recorder);
    this.#random = random.fork('ids');
    this.#lastSiteId = this.#random.integer(180_000, 220_000);
    this.#lastDeviceId = this.#random.integer(4_000_000, 5_000_000);
    this.#lastVariableId = this.#random.integer(300_000, 400_000);
  }

  nextSiteId(): number {
    this.#lastSiteId += this.#random.integer(1, 9);
    return this.#lastSiteId;
  }

  nextDeviceId(): number {
    this.#lastDeviceId += this.#random.integer(1, 9);
    return this.#lastDeviceId;
  }

  nextVariableId(): number {
    this.#lastVariableId += this.#random.integer(1, 9);
    return this.#lastVariableId;
  }

  nextUid(): string {
    return this.#random.guid();
  }

  /** The account's own site of that kind. */
  systemSite(accountUid: string, system: NonNullable<DattoSite['system']>): DattoSite | undefined {
    return this.sites
      .all()
      .find((site) => site.accountUid === accountUid && site.system === system);
  }
}
