import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { Table, type ChangeRecorder } from '../table.ts';
import type { License } from './license.ts';
import type { PackageSpecification } from './package-specification.ts';

export const partner = 0;

export interface Company {
  readonly id: string;
  readonly name: string;
  /** 0 partner, 1 customer (gravityzone.md 2). */
  readonly type: 0 | 1;
  /** The managing partner; null for a partner root of the instance. */
  readonly parentId: string | null;
  /** The company folder that it sits in, or null when directly under its partner. */
  readonly folderId: string | null;
  readonly address: string;
  readonly phone: string;
  readonly country: string;
  readonly state: string;
  readonly industry: number;
  readonly canBeManagedByAbove: boolean;
  readonly enforce2FA: boolean;
  readonly skip2FAPeriod: number;
  readonly isSuspended: boolean;
  readonly createdAtMs: number;
  readonly contactPerson: Readonly<Record<string, string>>;
  readonly customFields: Readonly<Record<string, string>>;
  readonly license: License;
}

export interface CompanyFolder {
  readonly id: string;
  readonly name: string;
  /** The partner whose companies it holds. */
  readonly companyId: string;
  /** The folder that it is in, or null. */
  readonly parentFolderId: string | null;
}

export interface Package extends PackageSpecification {
  readonly id: string;
  readonly companyId: string;
  /** Cut out of the links by scripts, so it changes when links do. */
  readonly token: string;
  readonly createdAtMs: number;
  /** Infinity where kits are never ready. */
  readonly kitReadyAtMs: number;
}

/** A machine in a company's network (gravityzone.md 4.6). */
export interface Endpoint {
  readonly id: string;
  readonly companyId: string;
  /** The container `Computers and Groups` of its company, or a group in it. */
  readonly groupId: string;
  readonly name: string;
  /** 1 computer, 2 virtual machine (gravityzone.md 2). */
  readonly machineType: 1 | 2;
  readonly operatingSystemVersion: string;
  readonly ip: string;
  readonly macs: readonly string[];
  /** Can be true without the agent; `managedWithBest` tells (gravityzone.md 9). */
  readonly isManaged: boolean;
  readonly managedWithBest: boolean;
}

/** A group that people made under a company's `Computers and Groups`. */
export interface EndpointGroup {
  readonly id: string;
  readonly name: string;
  readonly companyId: string;
}

export interface GravityZoneCredential {
  readonly label: string;
  readonly key: string;
  readonly companyId: string;
  /** Lower-case names, as `general.getApiKeyDetails` tells them. */
  readonly apis: readonly string[];
  readonly createdAtMs: number;
  readonly note: string;
}

export interface CustomFieldDefinition {
  readonly id: string;
  readonly name: string;
}

/** All that the GravityZone instance holds: every partner's companies, since names clash across them. */
export class GravityZoneStore {
  rootCompanyId = '';
  credentials: GravityZoneCredential[] = [];
  readonly companies: Table<Company>;
  readonly folders: Table<CompanyFolder>;
  readonly packages: Table<Package>;
  readonly endpoints: Table<Endpoint>;
  readonly groups: Table<EndpointGroup>;
  readonly customFields: CustomFieldDefinition[] = [];
  /** User name to company id. */
  readonly users = new Map<string, string>();
  /** Names of deleted companies, for an instance that does not free them. */
  readonly keptNames: string[] = [];
  /** Company or folder id to the credentials' labels that may not see it; `*` is every one. */
  readonly hidden = new Map<string, Set<string>>();
  /** Names of companies whose kits take long, in milliseconds. */
  readonly slowKits = new Map<string, number>();
  readonly #random: Random;
  readonly #networkRandom: Random;

  constructor(random: Random, clock: Clock, recorder: ChangeRecorder) {
    this.companies = new Table((company) => company.id, clock, recorder);
    this.folders = new Table((folder) => folder.id, clock, recorder);
    this.packages = new Table((one) => one.id, clock, recorder);
    this.endpoints = new Table((endpoint) => endpoint.id, clock, recorder);
    this.groups = new Table((group) => group.id, clock, recorder);
    this.#random = random.fork('ids');
    this.#networkRandom = random.fork('network ids');
  }

  nextId(): string {
    return this.#random.objectId();
  }

  /** For endpoints and groups: apart, so that they never change what ids companies get. */
  nextNetworkId(): string {
    return this.#networkRandom.objectId();
  }

  /** The part of a link between its literal brackets; it reads as base64 of an address. */
  nextToken(): string {
    const path = `https://cloud-ecs.gravityzone.bitdefender.com/hydra?${this.#random.hex(24)}`;
    return Buffer.from(path).toString('base64');
  }
}
