import type { Item } from './body.ts';
import { refusal, unauthorized } from './errors.ts';
import { field, readFields, type Fields } from './fields.ts';
import { flag, idText, requiredReference } from './field-kinds.ts';
import { flexibleAssetResource } from './flexible-asset-resource.ts';
import type { FlexibleAsset } from './flexible-rows.ts';
import { removeFlexibleAsset, removeTagTies } from './removals.ts';
import type { ItglueRequest } from './route.ts';
import { maySeeOrganization, missing, organizationToWrite } from './sight.ts';
import { readTraits, tagTarget, type Traits } from './traits.ts';
import type { Commit, Writing } from './writes.ts';

const fields: Fields<FlexibleAsset> = {
  restricted: field('restricted', flag),
  archived: field('archived', flag),
};
const readApart = ['organization_id', 'flexible_asset_type_id', 'traits'];

export const flexibleAssetWriting: Writing<FlexibleAsset> = {
  resource: flexibleAssetResource,
  kind: 'flexibleAsset',
  nameOf: ({ id }) => id,
  all: (request) => seenAssets(request),
  find: (request, id) => {
    const found = request.store.flexibleAssets.get(id);
    if (found === undefined) throw missing(request, 'flexible asset');
    if (!maySeeOrganization(request.store, request.credential, found.organizationId)) {
      throw unauthorized();
    }
    return found;
  },
  create: createAsset,
  update: updateAsset,
  remove:
    ({ store }, asset) =>
    () => {
      removeFlexibleAsset(store, asset.id);
      return asset;
    },
};

/** The flexible assets that a key may see. */
export function seenAssets(
  { store, credential }: ItglueRequest,
  from: 'all' | 'listed' = 'all',
): FlexibleAsset[] {
  const rows = from === 'all' ? store.flexibleAssets.all() : store.flexibleAssets.listed();
  return rows.filter(({ organizationId }) => maySeeOrganization(store, credential, organizationId));
}

function createAsset(request: ItglueRequest, item: Item): Commit<FlexibleAsset> {
  const { store, parameters } = request;
  const { attributes } = item;
  const organizationId = organizationToWrite(
    request,
    parameters['organization'] ?? idText(attributes['organization_id']),
  );
  const typeId = requiredReference(({ flexibleAssetTypes }) => flexibleAssetTypes)(
    attributes['flexible_asset_type_id'] ?? null,
    { request, pointer: '/data/attributes/flexible-asset-type' },
  );
  const read = readFields(request, item, fields, readApart);
  const traits = readTraits(request, typeId, attributes['traits'] ?? {});
  return () =>
    put(request, {
      id: store.nextId(),
      organizationId,
      typeId,
      restricted: false,
      archived: false,
      ...read,
      traits,
      ...store.stamps(),
    });
}

function updateAsset(request: ItglueRequest, asset: FlexibleAsset, item: Item) {
  const { switches, clock, store } = request;
  const { organization_id: organization, traits: given } = item.attributes;
  const read = readFields(request, item, fields, readApart);
  const organizationId =
    organization === undefined ? null : organizationToWrite(request, idText(organization));
  const traits = given === undefined ? null : readTraits(request, asset.typeId, given);
  return (): FlexibleAsset => {
    const before = store.flexibleAssets.get(asset.id) ?? asset;
    const untold: Traits =
      switches.get('itglue.updateWithoutTraits') === 'kept' ? before.traits : {};
    return put(request, {
      ...before,
      ...read,
      ...(organizationId === null ? {} : { organizationId }),
      traits: traits ?? untold,
      updatedAtMs: clock.nowMs(),
    });
  };
}

/** Tags show up as related items, so those follow what the traits say (itglue.md 3.9). */
function put(request: ItglueRequest, asset: FlexibleAsset): FlexibleAsset {
  const { store, switches } = request;
  store.flexibleAssets.put(asset);
  for (const one of store.flexibleAssetFields.of(asset.typeId)) {
    const target = tagTarget(one);
    if (one.kind !== 'Tag' || target === null) continue;
    removeTagTies(store, asset.id, one.nameKey);
    const trait = asset.traits[one.nameKey];
    if (!Array.isArray(trait) || switches.get('itglue.tagMakesRelatedItem') === 'no') continue;
    for (const id of trait as readonly string[]) {
      store.relatedItems.put({
        id: store.nextId(),
        from: { type: 'flexible_assets', id: asset.id },
        to: { type: target, id },
        notes: null,
        fromTrait: one.nameKey,
        ...store.stamps(),
      });
    }
  }
  return asset;
}

/** A deletion by filter has to say organization and type (itglue.md 3.8). */
export function requireDeletionFilters(names: ReadonlySet<string>): void {
  if (names.size === 0) return;
  for (const name of ['organization_id', 'flexible_asset_type_id']) {
    if (!names.has(name)) throw refusal(422, `${name} is required`, `filter/${name}`);
  }
}
