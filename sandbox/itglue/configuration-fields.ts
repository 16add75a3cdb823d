import { field, type Fields } from './fields.ts';
import {
  date,
  flag,
  ipAddress,
  reference,
  requiredReference,
  requiredText,
  shortMac,
  text,
} from './field-kinds.ts';
import type { Configuration } from './rows.ts';

/** What may be written of a configuration (itglue.md 3.4); its organization is read apart. */
export const configurationFields: Fields<Configuration> = {
  name: field('name', requiredText),
  configuration_type_id: field(
    'typeId',
    requiredReference(({ catalogues }) => catalogues.configuration_types),
  ),
  configuration_status_id: field(
    'statusId',
    reference(({ catalogues }) => catalogues.configuration_statuses),
  ),
  location_id: field(
    'locationId',
    reference(({ locations }) => locations),
  ),
  manufacturer_id: field(
    'manufacturerId',
    reference(({ catalogues }) => catalogues.manufacturers),
  ),
  model_id: field(
    'modelId',
    reference(({ models }) => models),
  ),
  operating_system_id: field(
    'operatingSystemId',
    reference(({ operatingSystems }) => operatingSystems),
  ),
  operating_system_notes: field('operatingSystemNotes', text),
  notes: field('notes', text),
  hostname: field('hostname', text),
  primary_ip: field('primaryIp', ipAddress),
  mac_address: field('macAddress', shortMac),
  default_gateway: field('defaultGateway', text),
  serial_number: field('serialNumber', text),
  asset_tag: field('assetTag', text),
  position: field('position', text),
  installed_by: field('installedBy', text),
  purchased_by: field('purchasedBy', text),
  purchased_at: field('purchasedAt', date),
  warranty_expires_at: field('warrantyExpiresAt', date),
  installed_at: field('installedAt', date),
  mitp_device_expiration_date: field('mitpDeviceExpirationDate', date),
  mitp_end_of_life_date: field('mitpEndOfLifeDate', date),
  restricted: field('restricted', flag),
  archived: field('archived', flag),
};

/** What stays open on a configuration that a PSA keeps. */
export const openWhenSynced = [
  'archived',
  'asset_tag',
  'notes',
  'purchased_at',
  'restricted',
  'serial_number',
  'warranty_expires_at',
  'mitp_device_expiration_date',
  'mitp_end_of_life_date',
];

/** A configuration with nothing but what it must have. */
export function blankConfiguration(
  id: string,
  organizationId: string,
  typeId: string,
): Configuration {
  return {
    id,
    organizationId,
    name: '',
    typeId,
    statusId: null,
    locationId: null,
    manufacturerId: null,
    modelId: null,
    operatingSystemId: null,
    operatingSystemNotes: null,
    hostname: null,
    primaryIp: null,
    macAddress: null,
    defaultGateway: null,
    serialNumber: null,
    assetTag: null,
    position: null,
    installedBy: null,
    purchasedBy: null,
    notes: null,
    warrantyExpiresAt: null,
    installedAt: null,
    purchasedAt: null,
    mitpDeviceExpirationDate: null,
    mitpEndOfLifeDate: null,
    restricted: false,
    archived: false,
    psa: null,
    rmm: null,
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}
