import { refusal } from './errors.ts';
import { foreignKey, stampsView } from './document.ts';
import { byId } from './filter-kinds.ts';
import { field, readFields, type Fields } from './fields.ts';
import { reference, requiredText } from './field-kinds.ts';
import { list, show } from './pages.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest, Route } from './route.ts';
import type { Model } from './rows.ts';
import { create, rowOf, update, updateMany, type Writing } from './writes.ts';

const fields: Fields<Model> = {
  name: field('name', requiredText),
  manufacturer_id: field(
    'manufacturerId',
    reference(({ catalogues }) => catalogues.manufacturers),
  ),
};

/** No name filter: a client lists and matches (itglue.md 3.3). */
const resource: Resource<Model> = {
  type: 'models',
  view: (request) => {
    const stamps = stampsView(request);
    const withManufacturer = request.switches.get('itglue.modelManufacturerId') === 'present';
    return (model) => ({
      id: model.id,
      type: 'models',
      attributes: {
        name: model.name,
        ...(withManufacturer ? { 'manufacturer-id': foreignKey(model.manufacturerId) } : {}),
        ...stamps(model),
      },
    });
  },
  filters: { id: byId(({ id }) => id) },
  sorts: {
    id: ({ id }) => Number(id),
    name: ({ name }) => name,
    manufacturer_id: ({ manufacturerId }) => foreignKey(manufacturerId),
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
  },
};

const writing: Writing<Model> = {
  resource,
  kind: 'model',
  nameOf: ({ name }) => name,
  all: ({ store }) => store.models.all(),
  find: (request, id) => ofPath(request, id),
  create: (request, item) => {
    const { store } = request;
    const { name, manufacturerId = null } = readFields(request, item, fields);
    if (name === undefined) throw refusal(422, ["can't be blank"], '/data/attributes/name');
    const made = manufacturerOfPath(request) ?? manufacturerId;
    return () =>
      put(request, { id: store.nextId(), name, manufacturerId: made, ...store.stamps() });
  },
  update: (request, model, item) => {
    const read = readFields(request, item, fields);
    return () => put(request, { ...model, ...read, updatedAtMs: request.clock.nowMs() });
  },
};

const flat = '/models';
const nested = '/manufacturers/:manufacturer/relationships/models';

export const modelRoutes: readonly Route[] = [
  ...[flat, nested].flatMap((address): Route[] => [
    {
      method: 'GET',
      template: address,
      handle: (request) => {
        const manufacturer = manufacturerOfPath(request);
        const rows = request.store.models
          .listed()
          .filter((one) => manufacturer === null || one.manufacturerId === manufacturer);
        return list(request, resource, rows, { nested: address === nested });
      },
    },
    {
      method: 'GET',
      template: `${address}/:model`,
      handle: (request) =>
        show(request, resource, ofPath(request, request.parameters['model'] ?? '')),
    },
    {
      method: 'POST',
      template: address,
      handle: (request) => create(request, writing, { bulk: address === nested }),
    },
    {
      method: 'PATCH',
      template: `${address}/:model`,
      handle: (request) =>
        update(request, writing, ofPath(request, request.parameters['model'] ?? '')),
    },
  ]),
  { method: 'PATCH', template: flat, handle: (request) => updateMany(request, writing) },
];

function manufacturerOfPath(request: ItglueRequest): string | null {
  const id = request.parameters['manufacturer'];
  if (id === undefined) return null;
  return rowOf(request, request.store.catalogues.manufacturers.get(id), 'manufacturer').id;
}

function ofPath(request: ItglueRequest, id: string): Model {
  const manufacturer = manufacturerOfPath(request);
  const found = request.store.models.get(id);
  const fits = manufacturer === null || found?.manufacturerId === manufacturer;
  return rowOf(request, fits ? found : undefined, 'model');
}

function put({ store }: ItglueRequest, model: Model): Model {
  store.models.put(model);
  return model;
}
