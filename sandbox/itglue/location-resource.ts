import { foreignKey, resourceUrl, stampsView } from './document.ts';
import { byId, byText } from './filter-kinds.ts';
import { field, type Fields } from './fields.ts';
import { flag, requiredText, text } from './field-kinds.ts';
import { psaFilters } from './integration-filters.ts';
import { relatedItemsInclude } from './related-view.ts';
import type { Resource } from './resource.ts';
import type { Location } from './rows.ts';

/** What may be written of a location (itglue.md 3.10). */
export const locationFields: Fields<Location> = {
  name: field('name', requiredText),
  primary: field('primary', flag),
  address_1: field('address1', text),
  address_2: field('address2', text),
  city: field('city', text),
  postal_code: field('postalCode', text),
  phone: field('phone', text),
  fax: field('fax', text),
  notes: field('notes', text),
  restricted: field('restricted', flag),
};

/** How locations are listed and shown. */
export const locationResource: Resource<Location> = {
  type: 'locations',
  view: (request) => {
    const stamps = stampsView(request);
    return (location) => ({
      id: location.id,
      type: 'locations',
      attributes: {
        'organization-id': foreignKey(location.organizationId),
        'organization-name': request.store.organizations.get(location.organizationId)?.name ?? null,
        'resource-url': resourceUrl(request, `${location.organizationId}/locations/${location.id}`),
        name: location.name,
        primary: location.primary,
        'address-1': location.address1,
        'address-2': location.address2,
        city: location.city,
        'postal-code': location.postalCode,
        'region-id': null,
        'region-name': null,
        'country-id': null,
        'country-name': null,
        phone: location.phone,
        fax: location.fax,
        notes: location.notes,
        'formatted-phone': location.phone,
        'formatted-fax': location.fax,
        ...stamps(location),
      },
    });
  },
  filters: {
    id: byId(({ id }) => id),
    name: byText('itglue.nameFilter', ({ name }) => name),
    city: byText('itglue.nameFilter', ({ city }) => city),
    region_id: () => () => false,
    country_id: () => () => false,
    organization_id: byId(({ organizationId }) => organizationId),
    ...psaFilters<Location>(),
  },
  sorts: {
    name: ({ name }) => name,
    id: ({ id }) => Number(id),
    primary: ({ primary }) => primary,
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
  },
  showIncludes: { related_items: relatedItemsInclude('locations') },
};

/** A location with nothing but its ids. */
export function blankLocation(id: string, organizationId: string): Location {
  return {
    id,
    organizationId,
    name: '',
    primary: false,
    address1: null,
    address2: null,
    city: null,
    postalCode: null,
    phone: null,
    fax: null,
    notes: null,
    restricted: false,
    psa: null,
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}
