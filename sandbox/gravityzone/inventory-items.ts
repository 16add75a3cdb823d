import { containerId, machineContainer } from './containers.ts';
import { endpointDetails } from './endpoints.ts';
import { dateText, type RpcCall } from './rpc.ts';
import type { Company, CompanyFolder, Endpoint, EndpointGroup } from './store.ts';

const companyItem = 1;
const folderItem = 3;
const groupItem = 4;
const computerItem = 5;
const virtualMachineItem = 6;

/** The flag of `filters.type` that asks for items of a type (gravityzone.md 2 and 4.5). */
export const itemFlags: Readonly<Record<number, string>> = {
  [companyItem]: 'companies',
  [folderItem]: 'companyFolders',
  [groupItem]: 'groups',
  [computerItem]: 'computers',
  [virtualMachineItem]: 'virtualMachines',
};

/** An item of getNetworkInventoryItems; endpoints say nothing of modules and policy here. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly parentId: string | null;
  readonly companyId: string | null;
  readonly details?: Record<string, unknown>;
}

export function ofCompany(call: RpcCall, company: Company): Item {
  const { switches } = call;
  return {
    id: company.id,
    name: company.name,
    type: companyItem,
    parentId: parentOf(call, company.parentId, company.folderId),
    companyId:
      switches.get('gravityzone.inventoryCompanyId') === 'self' ? company.id : company.parentId,
    ...detailsOf(call, company),
  };
}

export function ofFolder(call: RpcCall, folder: CompanyFolder): Item {
  return {
    id: folder.id,
    name: folder.name,
    type: folderItem,
    parentId: parentOf(call, folder.companyId, folder.parentFolderId),
    companyId: folder.companyId,
  };
}

export function ofGroup(group: EndpointGroup): Item {
  return {
    id: group.id,
    name: group.name,
    type: groupItem,
    parentId: containerId(group.companyId, machineContainer),
    companyId: group.companyId,
  };
}

export function ofEndpoint(endpoint: Endpoint): Item {
  return {
    id: endpoint.id,
    name: endpoint.name,
    type: endpoint.machineType === 1 ? computerItem : virtualMachineItem,
    parentId: endpoint.groupId,
    companyId: endpoint.companyId,
    details: endpointDetails(endpoint),
  };
}

function parentOf(call: RpcCall, companyId: string | null, folderId: string | null): string | null {
  const parents = {
    folderOrContainer:
      folderId ?? (companyId === null ? null : containerId(companyId, 'Companies')),
    folderOrCompany: folderId ?? companyId,
    company: companyId,
  };
  return parents[call.switches.get('gravityzone.inventoryParentId')];
}

function detailsOf(call: RpcCall, company: Company): { details?: Record<string, unknown> } {
  const filled = {
    type: company.type,
    isSuspended: company.isSuspended,
    createdAt: dateText(call.switches, company.createdAtMs),
  };
  const forms = { empty: { details: {} }, absent: {}, filled: { details: filled } };
  return forms[call.switches.get('gravityzone.inventoryDetails')];
}
