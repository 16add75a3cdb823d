import { endKey, type RelatedType } from './flexible-rows.ts';
import type { ItglueStore } from './store.ts';

/** An organization goes with all that is in it. */
export function removeOrganization(store: ItglueStore, id: string): void {
  const isWithin = ({ organizationId }: { organizationId: string }) => organizationId === id;
  for (const one of store.configurations.all().filter(isWithin)) removeConfiguration(store, one.id);
  for (const one of store.flexibleAssets.all().filter(isWithin)) removeFlexibleAsset(store, one.id);
  for (const one of store.locations.all().filter(isWithin)) store.locations.remove(one.id);
  removeTies(store, 'organizations', id);
  store.organizations.remove(id);
}

export function removeConfiguration(store: ItglueStore, id: string): void {
  for (const one of store.interfaces.of(id)) store.interfaces.remove(one.id);
  removeTies(store, 'configurations', id);
  store.configurations.remove(id);
}

export function removeFlexibleAsset(store: ItglueStore, id: string): void {
  removeTies(store, 'flexible_assets', id);
  store.flexibleAssets.remove(id);
}

function removeTies(store: ItglueStore, type: RelatedType, id: string): void {
  for (const one of store.relatedItems.of(endKey({ type, id }))) {
    store.relatedItems.remove(one.id);
  }
}

/** A field goes with what every asset has in it (itglue.md 3.7). */
export function removeField(
  store: ItglueStore,
  { id, typeId, nameKey }: { id: string; typeId: string; nameKey: string },
): void {
  for (const asset of store.flexibleAssets.all().filter((one) => one.typeId === typeId)) {
    const { [nameKey]: _, ...traits } = asset.traits;
    store.flexibleAssets.put({ ...asset, traits });
    removeTagTies(store, asset.id, nameKey);
  }
  store.flexibleAssetFields.remove(id);
}

/** The related items that a tag made. */
export function removeTagTies(store: ItglueStore, assetId: string, nameKey: string): void {
  for (const one of store.relatedItems.of(endKey({ type: 'flexible_assets', id: assetId }))) {
    if (one.fromTrait === nameKey && one.from.id === assetId) store.relatedItems.remove(one.id);
  }
}
