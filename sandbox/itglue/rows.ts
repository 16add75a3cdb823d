/** What every row of an account has. */
export interface Stamped {
  readonly id: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** The PSA products that records can be synced from (itglue.md 3.1). */
export const psaIntegrations = [
  'manage',
  'autotask',
  'tigerpaw',
  'kaseya-bms',
  'pulseway-psa',
  'vorex',
] as const;

/** The record of a PSA that this one is synced from. */
export interface Psa {
  readonly integration: (typeof psaIntegrations)[number];
  readonly id: string;
}

export interface Organization extends Stamped {
  readonly name: string;
  readonly alert: string | null;
  readonly description: string | null;
  readonly typeId: string | null;
  readonly statusId: string | null;
  /** The MSP's own company. */
  readonly primary: boolean;
  readonly quickNotes: string | null;
  readonly shortName: string | null;
  readonly parentId: string | null;
  readonly myGlueAccountId: number | null;
  readonly psa: Psa | null;
}

/** What IT Glue's own RMM integration overlays, kept apart from the fields (itglue.md 3.4). */
export interface RmmOverlay {
  readonly id: string;
  readonly integration: string;
  readonly uid: string;
  readonly deviceId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Configuration extends Stamped {
  readonly organizationId: string;
  readonly name: string;
  readonly typeId: string;
  readonly statusId: string | null;
  readonly locationId: string | null;
  readonly manufacturerId: string | null;
  readonly modelId: string | null;
  readonly operatingSystemId: string | null;
  readonly operatingSystemNotes: string | null;
  readonly hostname: string | null;
  readonly primaryIp: string | null;
  readonly macAddress: string | null;
  readonly defaultGateway: string | null;
  readonly serialNumber: string | null;
  readonly assetTag: string | null;
  readonly position: string | null;
  readonly installedBy: string | null;
  readonly purchasedBy: string | null;
  readonly notes: string | null;
  readonly warrantyExpiresAt: string | null;
  readonly installedAt: string | null;
  readonly purchasedAt: string | null;
  readonly mitpDeviceExpirationDate: string | null;
  readonly mitpEndOfLifeDate: string | null;
  readonly restricted: boolean;
  readonly archived: boolean;
  readonly psa: Psa | null;
  readonly rmm: RmmOverlay | null;
}

export interface ConfigurationInterface extends Stamped {
  readonly configurationId: string;
  readonly name: string | null;
  readonly ipAddress: string | null;
  readonly macAddress: string | null;
  readonly primary: boolean;
  readonly notes: string | null;
}

export interface CatalogueEntry extends Stamped {
  readonly name: string;
  /** Comes from a PSA, so the API may not change it. */
  readonly synced: boolean;
}

export interface Model extends Stamped {
  readonly name: string;
  readonly manufacturerId: string | null;
}

export interface OperatingSystem extends Stamped {
  readonly name: string;
  readonly platformId: string;
}

export interface Location extends Stamped {
  readonly organizationId: string;
  readonly name: string;
  readonly primary: boolean;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly postalCode: string | null;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly notes: string | null;
  readonly restricted: boolean;
  readonly psa: Psa | null;
}

export interface User extends Stamped {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly roleName: string;
  readonly avatar: string;
  readonly lastSignInAtMs: number | null;
  readonly reputation: number;
}
