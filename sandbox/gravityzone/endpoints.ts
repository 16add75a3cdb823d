import { containerId, machineContainer } from './containers.ts';
import { listedBelow, ownCompany } from './sight.ts';
import type { RpcCall } from './rpc.ts';
import type { Company, Endpoint, EndpointGroup, GravityZoneStore } from './store.ts';

/** Enrols a machine in a company; what is not given is made from its id. */
export function addEndpoint(
  store: GravityZoneStore,
  companyId: string,
  given: Partial<Omit<Endpoint, 'id' | 'companyId'>> = {},
): Endpoint {
  const id = store.nextNetworkId();
  const octets = [id.slice(-4, -2), id.slice(-2)].map((pair) => Number.parseInt(pair, 16));
  const endpoint: Endpoint = {
    id,
    companyId,
    groupId: containerId(companyId, machineContainer),
    name: `PC-${id.slice(-4).toUpperCase()}`,
    machineType: 1,
    operatingSystemVersion: 'Windows 11 Pro',
    ip: `10.20.${octets.join('.')}`,
    macs: [id.slice(-12)],
    isManaged: true,
    managedWithBest: true,
    ...given,
  };
  store.endpoints.put(endpoint);
  return endpoint;
}

/** The company's group of that name, made if there is none. */
export function groupNamed(
  store: GravityZoneStore,
  companyId: string,
  name: string,
): EndpointGroup {
  const existing = store.groups
    .all()
    .find((group) => group.companyId === companyId && group.name === name);
  if (existing !== undefined) return existing;
  const group = { id: store.nextNetworkId(), name, companyId };
  store.groups.put(group);
  return group;
}

/** What goes with a company when it is deleted. */
export function removeNetwork(store: GravityZoneStore, companyId: string): void {
  for (const table of [store.endpoints, store.groups]) {
    for (const one of table.all()) if (one.companyId === companyId) table.remove(one.id);
  }
}

/** An endpoint that lists may show, with the company it is enrolled in. */
export interface Enrolled {
  readonly endpoint: Endpoint;
  readonly owner: Company;
}

/** The companies in sight, the own one included, whose network is not closed to the key. */
export function openCompanies(call: RpcCall): Map<string, Company> {
  const own = ownCompany(call);
  const isOpen = (company: Company) =>
    company.canBeManagedByAbove ||
    company.id === own.id ||
    call.switches.get('gravityzone.unmanageableCompany') === 'allowed';
  const companies = [own, ...listedBelow(call)].filter(isOpen);
  return new Map(companies.map((company) => [company.id, company]));
}

/** The endpoints that lists may show. */
export function listedEndpoints(call: RpcCall): Enrolled[] {
  const owners = openCompanies(call);
  return call.store.endpoints.listed().flatMap((endpoint) => {
    const owner = owners.get(endpoint.companyId);
    return owner === undefined ? [] : [{ endpoint, owner }];
  });
}

/** The members that rows of getEndpointsList and `details` of inventory items share. */
export function endpointDetails(endpoint: Endpoint): Record<string, unknown> {
  return {
    label: '',
    fqdn: `${endpoint.name.toLowerCase()}.local`,
    groupId: endpoint.groupId,
    isManaged: endpoint.isManaged,
    machineType: endpoint.machineType,
    operatingSystemVersion: endpoint.operatingSystemVersion,
    ip: endpoint.ip,
    macs: endpoint.macs,
    ssid: '',
    managedWithBest: endpoint.managedWithBest,
  };
}
