import {
  configurationIncludes,
  configurationShowIncludes,
  configurationView,
} from './configuration-view.ts';
import { byFlag, byId, byMac, byText, byTime } from './filter-kinds.ts';
import { psaFilters, rmmFilters } from './integration-filters.ts';
import type { Resource } from './resource.ts';
import type { Configuration } from './rows.ts';

/** How configurations are listed and shown (itglue.md 3.4). */
export const configurationResource: Resource<Configuration> = {
  type: 'configurations',
  view: configurationView,
  filters: {
    id: byId(({ id }) => id),
    name: byText('itglue.nameFilter', ({ name }) => name),
    organization_id: byId(({ organizationId }) => organizationId),
    configuration_type_id: byId(({ typeId }) => typeId),
    configuration_status_id: byId(({ statusId }) => statusId),
    contact_id: () => () => false,
    serial_number: byText('itglue.serialFilter', ({ serialNumber }) => serialNumber),
    mac_address: byMac(({ macAddress }) => macAddress),
    asset_tag: byText('itglue.serialFilter', ({ assetTag }) => assetTag),
    archived: byFlag('archived', ({ archived }) => archived),
    created_at: byTime(({ createdAtMs }) => createdAtMs),
    updated_at: byTime(({ updatedAtMs }) => updatedAtMs),
    // Not in the official table; some unofficial ones have it.
    hostname: (request, values) =>
      request.switches.get('itglue.hostnameFilter') === 'ignored'
        ? null
        : byText<Configuration>('itglue.nameFilter', ({ hostname }) => hostname)(request, values),
    ...psaFilters<Configuration>(),
    ...rmmFilters<Configuration>(),
  },
  sorts: {
    name: ({ name }) => name,
    id: ({ id }) => Number(id),
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
  },
  includes: configurationIncludes,
  showIncludes: configurationShowIncludes,
};
