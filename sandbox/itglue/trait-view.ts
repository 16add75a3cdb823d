import { resourceUrl } from './document.ts';
import { flexibleAssetName } from './flexible-asset-name.ts';
import type { FlexibleAsset, FlexibleAssetField, Trait } from './flexible-rows.ts';
import type { ItglueRequest } from './route.ts';
import { tagTarget } from './traits.ts';

/** Traits as answers show them: a tag is read in another form than it is written (itglue.md 3.8). */
export function traitsView(
  request: ItglueRequest,
  { typeId, traits }: FlexibleAsset,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const field of request.store.flexibleAssetFields.of(typeId)) {
    const trait = traits[field.nameKey];
    if (trait !== undefined) shown[field.nameKey] = traitView(request, field, trait);
  }
  return shown;
}

function traitView(request: ItglueRequest, field: FlexibleAssetField, trait: Trait): unknown {
  if (typeof trait === 'boolean') {
    return request.switches.get('itglue.checkboxTrait') === 'text' ? String(trait) : trait;
  }
  if (field.kind === 'Password') return Number(trait);
  if (typeof trait !== 'object') return trait;
  if ('fileName' in trait) return { name: trait.fileName, url: trait.url };
  const values = trait.flatMap((id) => taggedView(request, field, id) ?? []);
  return { type: field.tagType, values };
}

/** A tagged record by what answers show of it; one that is gone is left out. */
function taggedView(request: ItglueRequest, field: FlexibleAssetField, id: string): unknown {
  const { store } = request;
  switch (tagTarget(field)) {
    case 'configurations': {
      const found = store.configurations.get(id);
      if (found === undefined) return null;
      return {
        id: Number(id),
        'resource-url': resourceUrl(request, `${found.organizationId}/configurations/${id}`),
        name: found.name,
        hostname: found.hostname,
        'organization-name': store.organizations.get(found.organizationId)?.name ?? null,
        'configuration-type-name':
          store.catalogues.configuration_types.get(found.typeId)?.name ?? null,
      };
    }
    case 'locations': {
      const found = store.locations.get(id);
      if (found === undefined) return null;
      return {
        id: Number(id),
        'resource-url': resourceUrl(request, `${found.organizationId}/locations/${id}`),
        name: found.name,
        'address-1': found.address1,
        city: found.city,
      };
    }
    case 'organizations': {
      const found = store.organizations.get(id);
      return found === undefined ? null : { id: Number(id), name: found.name };
    }
    case 'flexible_assets': {
      const name = flexibleAssetName(store, id);
      return name === null ? null : { id: Number(id), name };
    }
    case null:
      return null;
  }
}
