import { itemsWithin, spelled, type Item } from './body.ts';
import { stampsView } from './document.ts';
import { refusal } from './errors.ts';
import { byFlag, byId, byText } from './filter-kinds.ts';
import { field, readFields, type Fields } from './fields.ts';
import { flag, requiredText, text } from './field-kinds.ts';
import { checkedField, type NewField } from './flexible-asset-field-rules.ts';
import { fieldView } from './flexible-asset-field-view.ts';
import type { FlexibleAssetType } from './flexible-rows.ts';
import { list, show } from './pages.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest, Route } from './route.ts';
import { create, rowOf, update, type Commit, type Writing } from './writes.ts';

const fields: Fields<FlexibleAssetType> = {
  name: field('name', requiredText),
  description: field('description', text),
  icon: field('icon', text),
  enabled: field('enabled', flag),
  show_in_menu: field('showInMenu', flag),
};

const resource: Resource<FlexibleAssetType> = {
  type: 'flexible-asset-types',
  view: (request) => {
    const stamps = stampsView(request);
    return (type) => ({
      id: type.id,
      type: 'flexible-asset-types',
      attributes: {
        name: type.name,
        description: type.description,
        icon: type.icon,
        'show-in-menu': type.showInMenu,
        enabled: type.enabled,
        ...stamps(type),
      },
    });
  },
  filters: {
    id: byId(({ id }) => id),
    name: byText('itglue.nameFilter', ({ name }) => name),
    icon: byText('exact', ({ icon }) => icon),
    enabled: byFlag('enabled', ({ enabled }) => enabled),
  },
  sorts: {
    id: ({ id }) => Number(id),
    name: ({ name }) => name,
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
  },
  includes: {
    flexible_asset_fields: (request) => {
      const view = fieldView(request);
      return ({ id }) => ({
        relationship: 'flexible-asset-fields',
        included: request.store.flexibleAssetFields
          .of(id)
          .toSorted((a, b) => a.order - b.order)
          .map(view),
      });
    },
  },
};

const writing: Writing<FlexibleAssetType> = {
  resource,
  kind: 'flexibleAssetType',
  nameOf: ({ name }) => name,
  all: ({ store }) => store.flexibleAssetTypes.all(),
  find: (request, id) =>
    rowOf(request, request.store.flexibleAssetTypes.get(id), 'flexible asset type'),
  create: createType,
  update: (request, type, item) => {
    const read = readFields(request, item, fields, ['fields']);
    return () => {
      const changed = { ...type, ...read, updatedAtMs: request.clock.nowMs() };
      request.store.flexibleAssetTypes.put(changed);
      return changed;
    };
  },
};

export const flexibleAssetTypeRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/flexible_asset_types',
    handle: (request) => list(request, resource, request.store.flexibleAssetTypes.listed()),
  },
  {
    method: 'GET',
    template: '/flexible_asset_types/:type',
    handle: (request) => show(request, resource, ofPath(request)),
  },
  {
    method: 'POST',
    template: '/flexible_asset_types',
    handle: (request) => create(request, writing),
  },
  {
    method: 'PATCH',
    template: '/flexible_asset_types/:type',
    handle: (request) => update(request, writing, ofPath(request)),
  },
];

/** A type comes with at least one field, and one that lists show (itglue.md 3.6). */
function createType(request: ItglueRequest, item: Item): Commit<FlexibleAssetType> {
  const { store } = request;
  const read = readFields(request, item, fields, ['fields']);
  const name = requiredText(read.name ?? null, { request, pointer: '/data/attributes/name' });
  const made: NewField[] = [];
  for (const one of fieldItems(request, item)) made.push(checkedField(request, one, made));
  if (!made.some(({ showInList }) => showInList)) {
    const detail = 'At least one field must be shown in the list';
    throw refusal(422, detail, '/data/relationships/flexible-asset-fields');
  }
  return () => {
    const type: FlexibleAssetType = {
      id: store.nextId(),
      description: null,
      icon: null,
      enabled: true,
      showInMenu: true,
      ...read,
      name,
      ...store.stamps(),
    };
    store.flexibleAssetTypes.put(type);
    for (const one of made) {
      store.flexibleAssetFields.put({
        ...one,
        id: store.nextId(),
        typeId: type.id,
        ...store.stamps(),
      });
    }
    return type;
  };
}

/** Fields stand in `attributes.fields` or in the relationship (itglue.md 3.6). */
function fieldItems(request: ItglueRequest, item: Item): Item[] {
  const { fields: given } = item.attributes;
  const related = itemsWithin(request, item, 'flexible_asset_fields');
  if (given === undefined) return related;
  if (!Array.isArray(given)) {
    throw refusal(422, 'must be a list', '/data/attributes/fields');
  }
  const own = given.map((one: unknown): Item => ({
    type: 'flexible_asset_fields',
    attributes: spelled(request, one),
    relationships: null,
  }));
  return [...own, ...related];
}

function ofPath(request: ItglueRequest): FlexibleAssetType {
  return writing.find(request, request.parameters['type'] ?? '');
}
