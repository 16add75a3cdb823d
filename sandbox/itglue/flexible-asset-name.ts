import type { Trait } from './flexible-rows.ts';
import type { ItglueStore } from './store.ts';

/** The name is joined from the fields that are used for the title (itglue.md 3.8). */
export function flexibleAssetName(store: ItglueStore, id: string): string | null {
  const asset = store.flexibleAssets.get(id);
  if (asset === undefined) return null;
  const parts = store.flexibleAssetFields
    .of(asset.typeId)
    .toSorted((a, b) => a.order - b.order)
    .filter(({ useForTitle }) => useForTitle)
    .map(({ nameKey }) => shown(asset.traits[nameKey]))
    .filter((part) => part !== '');
  return parts.join(' ');
}

function shown(trait: Trait | undefined): string {
  return typeof trait === 'string' || typeof trait === 'number' ? String(trait) : '';
}
