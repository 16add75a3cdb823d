import { VendorError } from '../http/errors.ts';
import type {
  ConfigurationStatusId,
  ConfigurationTypeId,
  LocationId,
  ManufacturerId,
  ModelId,
  OperatingSystemId,
  OrganizationStatusId,
  OrganizationTypeId,
} from './ids.ts';

/** An organization to be made. */
export interface NewOrganization {
  name: string;
  shortName?: string | undefined;
  description?: string | undefined;
  organizationTypeId?: OrganizationTypeId | undefined;
  organizationStatusId?: OrganizationStatusId | undefined;
}

/** A network interface to be made. */
export interface NewInterface {
  name?: string | undefined;
  ipAddress?: string | undefined;
  macAddress?: string | undefined;
  /** A configuration has one; setting the configuration's own IP and MAC makes it too. */
  primary?: boolean | undefined;
  notes?: string | undefined;
}

/** A configuration to be made; its organization is named by the route alone. */
export interface NewConfiguration {
  name: string;
  configurationTypeId: ConfigurationTypeId;
  /** How it is recognised when it is read back; unlike that of any other. */
  installedBy: string;
  configurationStatusId?: ConfigurationStatusId | undefined;
  locationId?: LocationId | undefined;
  manufacturerId?: ManufacturerId | undefined;
  modelId?: ModelId | undefined;
  operatingSystemId?: OperatingSystemId | undefined;
  operatingSystemNotes?: string | undefined;
  hostname?: string | undefined;
  serialNumber?: string | undefined;
  primaryIp?: string | undefined;
  /** At most 17 characters. */
  macAddress?: string | undefined;
  /** Those besides the primary one. */
  interfaces?: readonly NewInterface[] | undefined;
}

/** What is to be changed of a configuration; null empties a field, what is left out stays. */
export interface ConfigurationChanges {
  name?: string | undefined;
  configurationTypeId?: ConfigurationTypeId | undefined;
  configurationStatusId?: ConfigurationStatusId | null | undefined;
  locationId?: LocationId | null | undefined;
  manufacturerId?: ManufacturerId | null | undefined;
  modelId?: ModelId | null | undefined;
  operatingSystemId?: OperatingSystemId | null | undefined;
  hostname?: string | null | undefined;
  serialNumber?: string | null | undefined;
  primaryIp?: string | null | undefined;
  macAddress?: string | null | undefined;
  archived?: boolean | undefined;
}

/**
 * So many records go in one write. Neither a limit of their number nor of the bytes is documented
 * (itglue.md 2.4).
 */
export const maxBulkRecords = 100;

/** Attributes in snake_case, as the tables of the API write them; what is undefined is left out. */
export function attributesOf(values: object): Record<string, unknown> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

/** The resource of a configuration to be made, its interfaces inside it. */
export function configurationResource({ interfaces = [], ...configuration }: NewConfiguration) {
  return {
    type: 'configurations',
    attributes: attributesOf(configuration),
    ...(interfaces.length === 0
      ? {}
      : {
          relationships: { configuration_interfaces: { data: interfaces.map(interfaceResource) } },
        }),
  };
}

/** The resource of an interface to be made. */
export function interfaceResource(one: NewInterface) {
  return { type: 'configuration_interfaces', attributes: attributesOf(one) };
}

/**
 * The last check of a list before it is sent: an answer couldn't be told apart by a mark that comes
 * twice.
 * @throws {VendorError} `not-sent` if it is empty, too long, or a mark comes twice
 */
export function requireList(operation: string, marks: readonly string[]): void {
  const isWhole = marks.length > 0 && marks.length <= maxBulkRecords;
  if (isWhole && new Set(marks).size === marks.length) return;
  throw new VendorError({
    code: 'not-sent',
    vendor: 'itglue',
    operation,
    happened: `a list of 1 to ${maxBulkRecords} different records was expected, not this one of ${marks.length}`,
    next: 'Report this: it is a fault of Sitesync.',
  });
}
