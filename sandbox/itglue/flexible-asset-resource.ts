import { foreignKey, resourceUrl, stampsView, type ResourceObject } from './document.ts';
import { byFlag, byId, byText } from './filter-kinds.ts';
import type { Filter } from './filters.ts';
import { flexibleAssetName } from './flexible-asset-name.ts';
import { nameKeyOf } from './flexible-asset-field-rules.ts';
import type { FlexibleAsset } from './flexible-rows.ts';
import { nothing } from './includes.ts';
import { relatedItemsInclude } from './related-view.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest } from './route.ts';
import { traitsView } from './trait-view.ts';

const byName: Filter<FlexibleAsset> = (request, values) => {
  const fits = byText<{ name: string | null }>('itglue.nameFilter', ({ name }) => name)(
    request,
    values,
  );
  return fits && (({ id }) => fits({ name: flexibleAssetName(request.store, id) }));
};

/** How flexible assets are listed and shown; a list has no filter for archived ones. */
export const flexibleAssetResource: Resource<FlexibleAsset> = {
  type: 'flexible-assets',
  view: flexibleAssetView,
  filters: {
    id: byId(({ id }) => id),
    name: byName,
    organization_id: byId(({ organizationId }) => organizationId),
    flexible_asset_type_id: byId(({ typeId }) => typeId),
  },
  sorts: {
    name: ({ id }, { store }) => flexibleAssetName(store, id),
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
  },
  includes: {
    adapters_resources: nothing('adapters-resources'),
    distinct_remote_assets: nothing('distinct-remote-assets'),
    attachments: nothing('attachments'),
    passwords: nothing('passwords'),
    user_resource_accesses: nothing('user-resource-accesses'),
    group_resource_accesses: nothing('group-resource-accesses'),
  },
  showIncludes: {
    recent_versions: nothing('recent-versions'),
    related_items: relatedItemsInclude('flexible_assets'),
    authorized_users: nothing('authorized-users'),
  },
};

/** What deletions by filter take (itglue.md 3.8). */
export const flexibleAssetsToDelete: Resource<FlexibleAsset> = {
  ...flexibleAssetResource,
  filters: {
    ...flexibleAssetResource.filters,
    archived: byFlag('archived', ({ archived }) => archived),
  },
};

function flexibleAssetView(request: ItglueRequest): (asset: FlexibleAsset) => ResourceObject {
  const { store } = request;
  const stamps = stampsView(request);
  return (asset) => {
    const { id, organizationId, typeId } = asset;
    const organization = store.organizations.get(organizationId);
    const typeName = store.flexibleAssetTypes.get(typeId)?.name ?? '';
    const path = `${organizationId}/assets/${typeId}-${nameKeyOf(typeName)}/records/${id}`;
    return {
      id,
      type: 'flexible-assets',
      attributes: {
        'organization-id': foreignKey(organizationId),
        'organization-name': organization?.name ?? null,
        'resource-url': resourceUrl(request, path),
        restricted: asset.restricted,
        'my-glue': organization?.myGlueAccountId !== null,
        'flexible-asset-type-id': foreignKey(typeId),
        'flexible-asset-type-name': typeName,
        name: flexibleAssetName(store, id),
        traits: traitsView(request, asset),
        archived: asset.archived,
        ...stamps(asset),
      },
    };
  };
}
