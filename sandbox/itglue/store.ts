import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { Table, type ChangeRecorder } from '../table.ts';
import {
  endKey,
  type FlexibleAsset,
  type FlexibleAssetField,
  type FlexibleAssetType,
  type RelatedItem,
} from './flexible-rows.ts';
import { OwnedTable } from './owned-table.ts';
import type {
  CatalogueEntry,
  Configuration,
  ConfigurationInterface,
  Location,
  Model,
  OperatingSystem,
  Organization,
  User,
} from './rows.ts';

/** The small lists that have a name and nothing else (itglue.md 3.2 and 3.3). */
export const catalogueNames = [
  'organization_types',
  'organization_statuses',
  'configuration_types',
  'configuration_statuses',
  'manufacturers',
  'platforms',
] as const;

export type CatalogueName = (typeof catalogueNames)[number];

/** One IT Glue account: all that its keys lead to. */
export class ItglueStore {
  readonly label: string;
  /** Of the addresses in `resource-url`. */
  readonly subdomain: string;
  readonly organizations: Table<Organization>;
  readonly configurations: Table<Configuration>;
  readonly interfaces: OwnedTable<ConfigurationInterface>;
  readonly catalogues: Readonly<Record<CatalogueName, Table<CatalogueEntry>>>;
  readonly models: Table<Model>;
  readonly operatingSystems: Table<OperatingSystem>;
  readonly locations: Table<Location>;
  readonly users: Table<User>;
  readonly flexibleAssetTypes: Table<FlexibleAssetType>;
  readonly flexibleAssetFields: OwnedTable<FlexibleAssetField>;
  readonly flexibleAssets: Table<FlexibleAsset>;
  readonly relatedItems: OwnedTable<RelatedItem>;
  /** Organization or configuration id to the credentials' labels that may not see it; `*` is all. */
  readonly hidden = new Map<string, Set<string>>();
  readonly clock: Clock;
  readonly #random: Random;
  #lastId: number;

  constructor(
    name: { label: string; subdomain: string },
    random: Random,
    clock: Clock,
    recorder: ChangeRecorder,
  ) {
    const table = <Row extends { readonly id: string }>() =>
      new Table<Row>((row) => row.id, clock, recorder);
    this.label = name.label;
    this.subdomain = name.subdomain;
    this.clock = clock;
    this.organizations = table();
    this.configurations = table();
    this.interfaces = new OwnedTable((row) => [row.configurationId], clock, recorder);
    this.catalogues = {
      organization_types: table(),
      organization_statuses: table(),
      configuration_types: table(),
      configuration_statuses: table(),
      manufacturers: table(),
      platforms: table(),
    };
    this.models = table();
    this.operatingSystems = table();
    this.locations = table();
    this.users = table();
    this.flexibleAssetTypes = table();
    this.flexibleAssetFields = new OwnedTable((row) => [row.typeId], clock, recorder);
    this.flexibleAssets = table();
    this.relatedItems = new OwnedTable(
      ({ from, to }) => [endKey(from), endKey(to)],
      clock,
      recorder,
    );
    this.#random = random.fork('ids');
    // Live ids are beyond 2^31 and below 2^53 (itglue.md 2.1).
    this.#lastId = this.#random.integer(1_000_000_000_000_000, 1_999_999_999_999_999);
  }

  /** Increasing, with gaps. */
  nextId(): string {
    this.#lastId += this.#random.integer(1, 97);
    return String(this.#lastId);
  }

  /** Creation and update times of a row that is made now. */
  stamps(): { createdAtMs: number; updatedAtMs: number } {
    const nowMs = this.clock.nowMs();
    return { createdAtMs: nowMs, updatedAtMs: nowMs };
  }
}

/** An API key (itglue.md 1). A paused one is refused like a wrong one. */
export interface ItglueCredential {
  readonly label: string;
  readonly key: string;
  readonly note: string;
  readonly active: boolean;
  /** Null sees every organization of the account. */
  readonly organizationIds: readonly string[] | null;
}

/** All accounts that the one address serves, and their keys. */
export class Itglue {
  readonly accounts: readonly ItglueStore[];
  credentials: (ItglueCredential & { readonly account: string })[] = [];

  constructor(accounts: readonly ItglueStore[]) {
    this.accounts = accounts;
  }

  /** The account of the sample MSP. */
  get main(): ItglueStore {
    return this.account('main');
  }

  account(label: string): ItglueStore {
    const found = this.accounts.find((account) => account.label === label);
    if (found === undefined) throw new Error(`no IT Glue account ${label}`);
    return found;
  }
}
