import { endKey, type RelatedEnd, type RelatedItem, type RelatedType } from './flexible-rows.ts';
import { foreignKey, timestamp, type ResourceObject } from './document.ts';
import { flexibleAssetName } from './flexible-asset-name.ts';
import type { Include } from './resource.ts';
import type { ItglueRequest } from './route.ts';

/** Words that answers use for the kinds of record (itglue.md 3.9). */
const assetTypes: Readonly<Record<RelatedType, string>> = {
  configurations: 'configuration',
  flexible_assets: 'flexible-asset',
  locations: 'location',
  organizations: 'organization',
};

/** Builds related items as seen from one of their two ends. */
export function relatedItemView(
  request: ItglueRequest,
  seenFrom: RelatedEnd,
): (item: RelatedItem) => ResourceObject {
  const shown = timestamp(request);
  const isFull = request.switches.get('itglue.relatedItemAttributes') === 'full';
  return (item) => {
    const isForward = item.from.type === seenFrom.type && item.from.id === seenFrom.id;
    const other = isForward ? item.to : item.from;
    return {
      id: item.id,
      type: 'related-items',
      attributes: {
        'resource-id': foreignKey(other.id),
        'asset-type': assetTypes[other.type],
        name: nameOf(request, other),
        notes: item.notes,
        ...(isFull
          ? {
              'source-id': foreignKey(seenFrom.id),
              'source-type': assetTypes[seenFrom.type],
              'destination-id': foreignKey(other.id),
              'destination-type': assetTypes[other.type],
              'destination-name': nameOf(request, other),
              'created-at': shown(item.createdAtMs),
              'updated-at': shown(item.updatedAtMs),
            }
          : {}),
      },
    };
  };
}

/** The only way to read related items: with the record that has them (itglue.md 3.9). */
export function relatedItemsInclude(type: RelatedType): Include<{ readonly id: string }> {
  return (request) =>
    ({ id }) => {
      const end = { type, id };
      const view = relatedItemView(request, end);
      return { relationship: 'related-items', included: relatedTo(request, end).map(view) };
    };
}

/** What is related to a record, from whichever side. */
export function relatedTo({ store }: ItglueRequest, end: RelatedEnd): RelatedItem[] {
  return store.relatedItems.of(endKey(end));
}

function nameOf({ store }: ItglueRequest, { type, id }: RelatedEnd): string | null {
  const names = {
    configurations: () => store.configurations.get(id)?.name,
    flexible_assets: () => flexibleAssetName(store, id),
    locations: () => store.locations.get(id)?.name,
    organizations: () => store.organizations.get(id)?.name,
  };
  return names[type]() ?? null;
}
