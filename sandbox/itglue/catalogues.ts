import { refusal } from './errors.ts';
import { byText } from './filter-kinds.ts';
import { field, readFields, type Fields } from './fields.ts';
import { requiredText } from './field-kinds.ts';
import { stampsView } from './document.ts';
import { kebabCase } from './names.ts';
import { list, show } from './pages.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest, Route } from './route.ts';
import type { CatalogueEntry } from './rows.ts';
import type { CatalogueName } from './store.ts';
import { syncedRefusal } from './psa.ts';
import { create, rowOf, update, type Writing } from './writes.ts';

const kinds = {
  organization_types: 'organizationType',
  organization_statuses: 'organizationStatus',
  configuration_types: 'configurationType',
  configuration_statuses: 'configurationStatus',
  manufacturers: 'manufacturer',
} as const;

type WrittenName = keyof typeof kinds;

const fields: Fields<CatalogueEntry> = { name: field('name', requiredText) };

/** Types, statuses and manufacturers: listed, shown, created, renamed, never deleted. */
export const catalogueRoutes: readonly Route[] = [
  ...(Object.keys(kinds) as WrittenName[]).flatMap((name) => [
    ...readRoutes(name),
    ...writeRoutes(name),
  ]),
  ...readRoutes('platforms'),
];

function resourceOf(name: CatalogueName): Resource<CatalogueEntry> {
  return {
    type: kebabCase(name),
    view: (request) => {
      const stamps = stampsView(request);
      const counts = name === 'configuration_types' ? configurationCounts(request) : null;
      return (entry) => ({
        id: entry.id,
        type: kebabCase(name),
        attributes: {
          name: entry.name,
          ...stamps(entry),
          ...(counts === null ? {} : { 'configurations-count': counts.get(entry.id) ?? 0 }),
        },
      });
    },
    filters: { name: byText('exact', ({ name: own }) => own) },
    sorts: {
      name: ({ name: own }) => own,
      id: ({ id }) => Number(id),
      created_at: ({ createdAtMs }) => createdAtMs,
      updated_at: ({ updatedAtMs }) => updatedAtMs,
    },
  };
}

function configurationCounts({ store }: ItglueRequest): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { typeId } of store.configurations.all()) {
    counts.set(typeId, (counts.get(typeId) ?? 0) + 1);
  }
  return counts;
}

function readRoutes(name: CatalogueName): Route[] {
  const resource = resourceOf(name);
  return [
    {
      method: 'GET',
      template: `/${name}`,
      handle: (request) => list(request, resource, request.store.catalogues[name].listed()),
    },
    {
      method: 'GET',
      template: `/${name}/:entry`,
      handle: (request) => show(request, resource, entryOfPath(request, name)),
    },
  ];
}

function writeRoutes(name: WrittenName): Route[] {
  const writing = writingOf(name);
  return [
    { method: 'POST', template: `/${name}`, handle: (request) => create(request, writing) },
    {
      method: 'PATCH',
      template: `/${name}/:entry`,
      handle: (request) => update(request, writing, entryOfPath(request, name)),
    },
  ];
}

function writingOf(name: WrittenName): Writing<CatalogueEntry> {
  return {
    resource: resourceOf(name),
    kind: kinds[name],
    nameOf: (entry) => entry.name,
    all: ({ store }) => store.catalogues[name].all(),
    find: (request, id) => rowOf(request, request.store.catalogues[name].get(id), name),
    create: (request, item) => {
      const { name: own } = readFields(request, item, fields);
      if (own === undefined) throw refusal(422, ["can't be blank"], '/data/attributes/name');
      return () => {
        const { store } = request;
        const entry = { id: store.nextId(), name: own, synced: false, ...store.stamps() };
        store.catalogues[name].put(entry);
        return entry;
      };
    },
    update: (request, entry, item) => {
      if (entry.synced) throw syncedRefusal(request, ['name']);
      const read = readFields(request, item, fields);
      return () => {
        const changed = { ...entry, ...read, updatedAtMs: request.clock.nowMs() };
        request.store.catalogues[name].put(changed);
        return changed;
      };
    },
  };
}

function entryOfPath(request: ItglueRequest, name: CatalogueName): CatalogueEntry {
  const found = request.store.catalogues[name].get(request.parameters['entry'] ?? '');
  return rowOf(request, found, name.replaceAll('_', ' '));
}
