import { foreignKey, stampsView } from './document.ts';
import { byText } from './filter-kinds.ts';
import { list, show } from './pages.ts';
import type { Resource } from './resource.ts';
import type { Route } from './route.ts';
import type { OperatingSystem } from './rows.ts';
import { rowOf } from './writes.ts';

const resource: Resource<OperatingSystem> = {
  type: 'operating-systems',
  view: (request) => {
    const stamps = stampsView(request);
    return (system) => ({
      id: system.id,
      type: 'operating-systems',
      attributes: {
        name: system.name,
        'platform-id': foreignKey(system.platformId),
        'platform-name': request.store.catalogues.platforms.get(system.platformId)?.name ?? null,
        ...stamps(system),
      },
    });
  },
  filters: { name: byText('exact', ({ name }) => name) },
  sorts: {
    name: ({ name }) => name,
    id: ({ id }) => Number(id),
    created_at: ({ createdAtMs }) => createdAtMs,
    updated_at: ({ updatedAtMs }) => updatedAtMs,
  },
};

/** The same for every account, and read only (itglue.md 3.3). */
export const operatingSystemRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/operating_systems',
    handle: (request) => list(request, resource, request.store.operatingSystems.listed()),
  },
  {
    method: 'GET',
    template: '/operating_systems/:system',
    handle: (request) => {
      const found = request.store.operatingSystems.get(request.parameters['system'] ?? '');
      return show(request, resource, rowOf(request, found, 'operating system'));
    },
  },
];
