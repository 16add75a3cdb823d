import type { Item } from './body.ts';
import { byId } from './filter-kinds.ts';
import { idText } from './field-kinds.ts';
import { changedField, checkedField } from './flexible-asset-field-rules.ts';
import { fieldView } from './flexible-asset-field-view.ts';
import type { FlexibleAssetField } from './flexible-rows.ts';
import { nothing } from './includes.ts';
import { list, show } from './pages.ts';
import { removeField } from './removals.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest, Route } from './route.ts';
import { create, destroy, rowOf, update, updateMany, type Commit, type Writing } from './writes.ts';

const resource: Resource<FlexibleAssetField> = {
  type: 'flexible-asset-fields',
  view: fieldView,
  filters: { id: byId(({ id }) => id) },
  sorts: {
    id: ({ id }) => Number(id),
    order: ({ order }) => order,
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
  },
  includes: { remote_asset_field: nothing('remote-asset-field') },
};

const writing: Writing<FlexibleAssetField> = {
  resource,
  kind: 'flexibleAssetField',
  nameOf: ({ name }) => name,
  all: ({ store }) => store.flexibleAssetFields.all(),
  find: (request, id) => {
    const found = request.store.flexibleAssetFields.get(id);
    const typeId = request.parameters['type'] ?? found?.typeId;
    return rowOf(request, found?.typeId === typeId ? found : undefined, 'flexible asset field');
  },
  create: createField,
  update: (request, before, item) => {
    const changed = changedField(request, before, item);
    return () => put(request, { ...changed, updatedAtMs: request.clock.nowMs() });
  },
  remove:
    ({ store }, row) =>
    () => {
      removeField(store, row);
      return row;
    },
};

const flat = '/flexible_asset_fields';
const nested = '/flexible_asset_types/:type/relationships/flexible_asset_fields';

export const flexibleAssetFieldRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: nested,
    handle: (request) => {
      const id = typeOf(request, request.parameters['type'] ?? '');
      const rows = request.store.flexibleAssetFields
        .listed()
        .filter(({ typeId }) => typeId === id)
        .toSorted((a, b) => a.order - b.order);
      return list(request, resource, rows, { nested: true });
    },
  },
  ...[flat, nested].flatMap((address): Route[] => [
    {
      method: 'GET',
      template: `${address}/:field`,
      handle: (request) => show(request, resource, ofPath(request)),
    },
    {
      method: 'POST',
      template: address,
      handle: (request) => create(request, writing, { bulk: address === nested }),
    },
    {
      method: 'PATCH',
      template: `${address}/:field`,
      handle: (request) => update(request, writing, ofPath(request)),
    },
    {
      method: 'DELETE',
      template: `${address}/:field`,
      handle: (request) => destroy(request, writing, ofPath(request)),
    },
  ]),
  { method: 'PATCH', template: flat, handle: (request) => updateMany(request, writing) },
];

function createField(request: ItglueRequest, item: Item): Commit<FlexibleAssetField> {
  const { store, parameters } = request;
  const given = parameters['type'] ?? idText(item.attributes['flexible_asset_type_id']);
  const typeId = typeOf(request, given ?? '');
  const made = checkedField(request, item, store.flexibleAssetFields.of(typeId));
  return () => put(request, { ...made, id: store.nextId(), typeId, ...store.stamps() });
}

function typeOf(request: ItglueRequest, id: string): string {
  return rowOf(request, request.store.flexibleAssetTypes.get(id), 'flexible asset type').id;
}

function ofPath(request: ItglueRequest): FlexibleAssetField {
  return writing.find(request, request.parameters['field'] ?? '');
}

function put({ store }: ItglueRequest, one: FlexibleAssetField): FlexibleAssetField {
  store.flexibleAssetFields.put(one);
  return one;
}
