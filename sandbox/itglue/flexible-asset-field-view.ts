import { foreignKey, stampsView, type ResourceObject } from './document.ts';
import type { FlexibleAssetField } from './flexible-rows.ts';
import type { ItglueRequest } from './route.ts';

/** Builds flexible asset fields (itglue.md 3.7). */
export function fieldView(request: ItglueRequest): (one: FlexibleAssetField) => ResourceObject {
  const stamps = stampsView(request);
  return (one) => ({
    id: one.id,
    type: 'flexible-asset-fields',
    attributes: {
      'flexible-asset-type-id': foreignKey(one.typeId),
      order: one.order,
      name: one.name,
      kind: one.kind,
      hint: one.hint,
      decimals: one.decimals,
      'default-value': one.defaultValue,
      'tag-type': one.tagType,
      required: one.required,
      'use-for-title': one.useForTitle,
      expiration: one.expiration,
      'show-in-list': one.showInList,
      'name-key': one.nameKey,
      ...stamps(one),
    },
  });
}
