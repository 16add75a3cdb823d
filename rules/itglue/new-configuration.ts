import { entryNamed, operatingSystemIn } from './catalogue.ts';
import type { Catalogue, CatalogueEntry } from './catalogue.ts';
import { configurationTypeFor } from './configuration-type.ts';
import { deviceFields, otherInterfaces } from './device-fields.ts';
import type { DeviceToWrite } from './device-fields.ts';

/** A configuration to be created. What is left out IT Glue leaves empty. */
export interface NewConfigurationFields {
  name: string;
  configurationTypeId: string;
  installedBy: string;
  configurationStatusId?: string;
  locationId?: string;
  manufacturerId?: string;
  modelId?: string;
  operatingSystemId?: string;
  /** The system in Datto RMM's words, where IT Glue's list has none that says it. */
  operatingSystemNotes?: string;
  hostname?: string;
  serialNumber?: string;
  primaryIp?: string;
  macAddress?: string;
  interfaces: NewInterfaceFields[];
}

export interface NewInterfaceFields {
  name?: string;
  ipAddress?: string;
  macAddress?: string;
}

export interface NewConfigurationContext {
  catalogue: Catalogue;
  /** Locations of the organization. */
  locations: readonly CatalogueEntry[];
  siteName: string;
}

export type NewConfigurationResult =
  | { ok: true; configuration: NewConfigurationFields; notes: string[] }
  | { ok: false; sentence: string };

/**
 * By this a created configuration is recognised when it is read back (spec 4.4). IT Glue has no field
 * for the RMM's id, and `asset-tag` is people's.
 */
export function installedByMark(deviceUid: string): string {
  return `Sitesync ${deviceUid}`;
}

/** The status of what is created. */
const activeStatus = 'Active';

/**
 * The configuration of a device, as it is created (spec 4.4). `notes` say what IT Glue's lists lack:
 * nothing is added to them.
 */
export function newConfiguration(
  device: DeviceToWrite,
  { catalogue, locations, siteName }: NewConfigurationContext,
): NewConfigurationResult {
  const type = configurationTypeFor(device, catalogue.types);
  if (!type.ok) return type;
  const fields = deviceFields(device, catalogue);
  const system = operatingSystemIn(catalogue, device.operatingSystem);
  return {
    ok: true,
    configuration: {
      name: fields.name ?? device.uid,
      configurationTypeId: type.type.id,
      installedBy: installedByMark(device.uid),
      ...given('configurationStatusId', entryNamed(catalogue.statuses, activeStatus)?.id),
      ...given('locationId', locationNamed(locations, siteName)),
      ...given('manufacturerId', fields.manufacturer),
      ...given('modelId', fields.model),
      ...given('operatingSystemId', fields.operatingSystem),
      ...given('operatingSystemNotes', system?.exact === true ? null : device.operatingSystem),
      ...given('hostname', fields.hostname),
      ...given('serialNumber', fields.serial),
      ...given('primaryIp', fields.ip),
      ...given('macAddress', fields.mac),
      interfaces: otherInterfaces(device).map(({ name, ip, mac }) => ({
        ...given('name', name),
        ...given('ipAddress', ip),
        ...given('macAddress', mac),
      })),
    },
    notes: [
      ...missing('manufacturer', device.manufacturer, fields.manufacturer),
      ...missing('model', device.model, fields.model),
      ...missing('operating system', device.operatingSystem, fields.operatingSystem),
    ],
  };
}

function missing(what: string, name: string | null, id: string | null): string[] {
  if (name === null || name.trim() === '' || id !== null) return [];
  return [`IT Glue’s list has no ${what} “${name.trim()}”: it is left empty.`];
}

/** The location that is named as the site, if there is one and not two. */
function locationNamed(locations: readonly CatalogueEntry[], siteName: string): string | null {
  const found = entryNamed(locations, siteName);
  if (found === undefined) return null;
  const others = locations.filter(({ id }) => id !== found.id);
  return entryNamed(others, siteName) === undefined ? found.id : null;
}

function given<Key extends string>(
  key: Key,
  value: string | null | undefined,
): Partial<Record<Key, string>> {
  const record: Partial<Record<Key, string>> = {};
  if (value != null && value !== '') record[key] = value;
  return record;
}
