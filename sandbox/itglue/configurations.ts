import { configurationResource } from './configuration-resource.ts';
import { configurationWriting, seenConfigurations } from './configuration-writes.ts';
import { list, show } from './pages.ts';
import type { ItglueRequest, Route } from './route.ts';
import type { Configuration } from './rows.ts';
import { maySeeConfiguration, missing, organizationOfPath, outOfSight } from './sight.ts';
import { create, destroyMany, update, updateMany } from './writes.ts';

const flat = '/configurations';
const nested = '/organizations/:organization/relationships/configurations';

/** Creating many and nothing else goes by the nested route only (itglue.md 2.4). */
export const configurationRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: flat,
    handle: (request) =>
      list(request, configurationResource, seenConfigurations(request, 'listed')),
  },
  {
    method: 'GET',
    template: nested,
    handle: (request) => {
      organizationOfPath(request);
      const rows = seenConfigurations(request, 'listed');
      return list(request, configurationResource, rows, { nested: true });
    },
  },
  ...[flat, nested].flatMap((address): Route[] => [
    {
      method: 'GET',
      template: `${address}/:configuration`,
      handle: (request) => show(request, configurationResource, configurationOfPath(request)),
    },
    {
      method: 'POST',
      template: address,
      handle: (request) => create(request, configurationWriting, { bulk: address === nested }),
    },
    {
      method: 'PATCH',
      template: `${address}/:configuration`,
      handle: (request) => update(request, configurationWriting, toWrite(request)),
    },
    {
      method: 'DELETE',
      template: address,
      handle: (request) => destroyMany(request, configurationWriting),
    },
  ]),
  {
    method: 'PATCH',
    template: flat,
    handle: (request) => updateMany(request, configurationWriting),
  },
];

/** The configuration that the path names, as a read sees it. */
export function configurationOfPath(request: ItglueRequest): Configuration {
  const { store, credential, parameters } = request;
  const found = store.configurations.get(parameters['configuration'] ?? '');
  const organization = parameters['organization'] ?? found?.organizationId;
  if (found === undefined || found.organizationId !== organization) {
    throw missing(request, 'configuration');
  }
  if (!maySeeConfiguration(store, credential, found)) throw outOfSight(request);
  return found;
}

function toWrite(request: ItglueRequest): Configuration {
  return configurationWriting.find(request, request.parameters['configuration'] ?? '');
}
