import { refusal } from './errors.ts';
import { askedFilters } from './filters.ts';
import { flexibleAssetResource, flexibleAssetsToDelete } from './flexible-asset-resource.ts';
import {
  flexibleAssetWriting,
  requireDeletionFilters,
  seenAssets,
} from './flexible-asset-writes.ts';
import type { FlexibleAsset } from './flexible-rows.ts';
import { list, show } from './pages.ts';
import type { ItglueRequest, Route } from './route.ts';
import { maySeeOrganization, missing, outOfSight } from './sight.ts';
import { create, destroy, destroyMany, update, updateMany } from './writes.ts';

const flat = '/flexible_assets';
const nested = '/organizations/:organization/relationships/flexible_assets';

/** No list is without its type; many are created by the nested route only (itglue.md 3.8). */
export const flexibleAssetRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: flat,
    handle: (request) => {
      requireType(request);
      const showsArchived = request.switches.get('itglue.archivedFlexibleAssets') === 'listed';
      const rows = seenAssets(request, 'listed').filter(
        ({ archived }) => showsArchived || !archived,
      );
      return list(request, flexibleAssetResource, rows);
    },
  },
  {
    method: 'GET',
    template: `${flat}/:asset`,
    handle: (request) => show(request, flexibleAssetResource, toRead(request)),
  },
  {
    method: 'POST',
    template: flat,
    handle: (request) => create(request, flexibleAssetWriting),
  },
  {
    method: 'POST',
    template: nested,
    handle: (request) => create(request, flexibleAssetWriting, { bulk: true }),
  },
  {
    method: 'PATCH',
    template: `${flat}/:asset`,
    handle: (request) => update(request, flexibleAssetWriting, toWrite(request)),
  },
  {
    method: 'PATCH',
    template: flat,
    handle: (request) => updateMany(request, flexibleAssetWriting),
  },
  {
    method: 'DELETE',
    template: `${flat}/:asset`,
    handle: (request) => destroy(request, flexibleAssetWriting, toWrite(request)),
  },
  {
    method: 'DELETE',
    template: flat,
    handle: (request) => {
      requireDeletionFilters(new Set(askedFilters(request.query).keys()));
      return destroyMany(request, { ...flexibleAssetWriting, resource: flexibleAssetsToDelete });
    },
  },
];

function requireType({ query, switches }: ItglueRequest): void {
  if (askedFilters(query).has('flexible_asset_type_id')) return;
  throw refusal(
    Number(switches.get('itglue.missingTypeFilter')),
    'flexible_asset_type_id filter is required',
    'filter/flexible-asset-type-id',
  );
}

function toRead(request: ItglueRequest): FlexibleAsset {
  const { store, credential, parameters } = request;
  const found = store.flexibleAssets.get(parameters['asset'] ?? '');
  if (found === undefined) throw missing(request, 'flexible asset');
  if (!maySeeOrganization(store, credential, found.organizationId)) throw outOfSight(request);
  return found;
}

function toWrite(request: ItglueRequest): FlexibleAsset {
  return flexibleAssetWriting.find(request, request.parameters['asset'] ?? '');
}
