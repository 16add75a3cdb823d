import { foreignKey, resourceUrl, stampsView, type ResourceObject } from './document.ts';
import { nothing } from './includes.ts';
import { interfaceView } from './interface-view.ts';
import { shownMac } from './mac.ts';
import { adaptersRelationship, adaptersResources, psaValue } from './psa.ts';
import { relatedItemsInclude } from './related-view.ts';
import type { Include } from './resource.ts';
import type { ItglueRequest } from './route.ts';
import type { Configuration } from './rows.ts';

/** Builds configurations. None of the attributes tells the RMM device (itglue.md 3.4). */
export function configurationView(
  request: ItglueRequest,
): (configuration: Configuration) => ResourceObject {
  const stamps = stampsView(request);
  return (configuration) => ({
    id: configuration.id,
    type: 'configurations',
    attributes: {
      ...placeOf(request, configuration),
      name: configuration.name,
      hostname: configuration.hostname,
      'primary-ip': configuration.primaryIp,
      'mac-address': shownMac(request, configuration.macAddress),
      'default-gateway': configuration.defaultGateway,
      'serial-number': configuration.serialNumber,
      'asset-tag': configuration.assetTag,
      position: configuration.position,
      'installed-by': configuration.installedBy,
      'purchased-by': configuration.purchasedBy,
      notes: configuration.notes,
      'operating-system-notes': configuration.operatingSystemNotes,
      'warranty-expires-at': configuration.warrantyExpiresAt,
      'mitp-device-expiration-date': configuration.mitpDeviceExpirationDate,
      'mitp-end-of-life-date': configuration.mitpEndOfLifeDate,
      'installed-at': configuration.installedAt,
      'purchased-at': configuration.purchasedAt,
      ...stamps(configuration),
      ...kindOf(request, configuration),
      archived: configuration.archived,
    },
    relationships: adaptersRelationship(request),
  });
}

export const configurationIncludes: Readonly<Record<string, Include<Configuration>>> = {
  adapters_resources: adaptersResources,
  configuration_interfaces: (request) => {
    const view = interfaceView(request);
    return ({ id }) => ({
      relationship: 'configuration-interfaces',
      included: request.store.interfaces.of(id).map(view),
    });
  },
  rmm_records: () => (configuration) => ({
    relationship: 'rmm-records',
    included: rmmRecords(configuration),
  }),
  passwords: nothing('passwords'),
  attachments: nothing('attachments'),
  tickets: nothing('tickets'),
  dnet_fa_remote_assets: nothing('dnet-fa-remote-assets'),
  user_resource_accesses: nothing('user-resource-accesses'),
  group_resource_accesses: nothing('group-resource-accesses'),
};

export const configurationShowIncludes: Readonly<Record<string, Include<Configuration>>> = {
  rmm_adapters_resources: nothing('rmm-adapters-resources'),
  adapters_resources_errors: nothing('adapters-resources-errors'),
  rmm_adapters_resources_errors: nothing('rmm-adapters-resources-errors'),
  active_network_glue_network_devices: nothing('active-network-glue-network-devices'),
  to_configuration_connections: nothing('to-configuration-connections'),
  from_configuration_connections: nothing('from-configuration-connections'),
  recent_versions: nothing('recent-versions'),
  authorized_users: nothing('authorized-users'),
  related_items: relatedItemsInclude('configurations'),
};

function placeOf(request: ItglueRequest, configuration: Configuration): Record<string, unknown> {
  const { organizationId, id } = configuration;
  const organization = request.store.organizations.get(organizationId);
  return {
    'organization-id': foreignKey(organizationId),
    'organization-name': organization?.name ?? null,
    'organization-short-name': organization?.shortName ?? null,
    'resource-url': resourceUrl(request, `${organizationId}/configurations/${id}`),
    restricted: configuration.restricted,
    'psa-integration': psaValue(request, configuration.psa),
    'my-glue': organization?.myGlueAccountId !== null,
  };
}

/** What the configuration points to, each with its id and name. */
function kindOf({ store, switches }: ItglueRequest, row: Configuration): Record<string, unknown> {
  const { catalogues } = store;
  const type = catalogues.configuration_types.get(row.typeId);
  const showsKind = switches.get('itglue.configurationTypeKind') === 'slug';
  const tied = (attribute: string, id: string | null, name: string | undefined) => ({
    [`${attribute}-id`]: foreignKey(id),
    [`${attribute}-name`]: name ?? null,
  });
  const nameIn = (table: { get(id: string): { name: string } | undefined }, id: string | null) =>
    table.get(id ?? '')?.name;
  return {
    ...tied('configuration-type', row.typeId, type?.name),
    'configuration-type-kind': showsKind ? slug(type?.name ?? '') : null,
    ...tied(
      'configuration-status',
      row.statusId,
      nameIn(catalogues.configuration_statuses, row.statusId),
    ),
    ...tied(
      'manufacturer',
      row.manufacturerId,
      nameIn(catalogues.manufacturers, row.manufacturerId),
    ),
    ...tied('model', row.modelId, nameIn(store.models, row.modelId)),
    ...tied(
      'operating-system',
      row.operatingSystemId,
      nameIn(store.operatingSystems, row.operatingSystemId),
    ),
    ...tied('location', row.locationId, nameIn(store.locations, row.locationId)),
    ...tied('contact', null, undefined),
  };
}

function rmmRecords({ id, rmm }: Configuration): ResourceObject[] {
  if (rmm === null) return [];
  return [
    {
      id: rmm.id,
      type: 'rmm-records',
      attributes: rmm.attributes,
      relationships: { configuration: { data: { id, type: 'configurations' } } },
    },
  ];
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
