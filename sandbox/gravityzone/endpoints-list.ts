import { z } from 'zod';
import { containerId, containersOf, machineContainer } from './containers.ts';
import { endpointDetails, listedEndpoints, type Enrolled } from './endpoints.ts';
import { isSameOrBelow } from './move.ts';
import { cut, pageParameters } from './pages.ts';
import { parse, type RpcCall, type RpcMethod } from './rpc.ts';
import { companyOf, listedBelow, ownCompany, requireManageable } from './sight.ts';
import type { Company } from './store.ts';

/** `companyId` and `options` are passed over without a word (gravityzone.md 4.6). */
const parameters = z.object({
  parentId: z.string().optional(),
  isManaged: z.boolean().optional(),
  filters: z
    .object({
      depth: z.object({ allItemsRecursively: z.boolean().optional() }).optional(),
      security: z.object({ management: z.record(z.string(), z.boolean()).optional() }).optional(),
    })
    .optional(),
  ...pageParameters(100),
});

/**
 * The machines of a company or group: only those directly in it, unless all items are asked for
 * recursively; then a partner's are those of every company below it too.
 */
export const getEndpointsList: RpcMethod = (call) => {
  const { parentId, isManaged, filters, page, perPage } = parse(call, parameters);
  const place = placeOf(call, parentId);
  requireManageable(call, place.company);
  const recursively = filters?.depth?.allItemsRecursively === true;
  const withBest = filters?.security?.management?.['managedWithBest'] === true;
  const endpoints = listedEndpoints(call)
    .filter((enrolled) => isAt(call, enrolled, place, recursively))
    .map(({ endpoint }) => endpoint)
    .filter((endpoint) => isManaged === undefined || endpoint.isManaged === isManaged)
    .filter((endpoint) => !withBest || endpoint.managedWithBest);
  const { items, total, pagesCount } = cut(call, endpoints, { page, perPage });
  return {
    page,
    pagesCount,
    perPage,
    total,
    items: items.map((endpoint) => ({
      id: endpoint.id,
      name: endpoint.name,
      ...endpointDetails(endpoint),
      companyId: endpoint.companyId,
    })),
  };
};

/** A company, or with `groupId` one container or group of it. */
interface Place {
  readonly company: Company;
  readonly groupId: string | null;
}

function placeOf(call: RpcCall, parentId: string | undefined): Place {
  if (parentId === undefined) return { company: ownCompany(call), groupId: null };
  const group = call.store.groups.get(parentId);
  if (group !== undefined) {
    return { company: companyOf(call, group.companyId, 'parentId'), groupId: group.id };
  }
  if (call.store.companies.get(parentId) === undefined) {
    for (const company of [ownCompany(call), ...listedBelow(call)]) {
      const container = containersOf(company).find(({ id }) => id === parentId);
      if (container !== undefined) return { company, groupId: groupOf(company, container) };
    }
  }
  return { company: companyOf(call, parentId, 'parentId'), groupId: null };
}

/** `Network` holds nothing but `Computers and Groups`. */
function groupOf(company: Company, container: { id: string; name: string }): string {
  return container.name === 'Network' ? containerId(company.id, machineContainer) : container.id;
}

function isAt(
  call: RpcCall,
  { endpoint, owner }: Enrolled,
  { company, groupId }: Place,
  recursively: boolean,
): boolean {
  if (groupId === null && recursively) return isSameOrBelow(call.store, owner, company.id);
  if (owner.id !== company.id) return false;
  const top = containerId(company.id, machineContainer);
  const at = groupId ?? top;
  return endpoint.groupId === at || (recursively && at === top);
}
