import { z } from 'zod';
import { listedChildren, listedFolders, nodeOf, type TreeNode } from './tree.ts';
import { invalidParams, parse, RpcError, type RpcCall, type RpcMethod } from './rpc.ts';
import { companyOrOwn, folderById, ownCompany } from './sight.ts';
import { partner } from './store.ts';
import { getEndpointsList } from './endpoints-list.ts';
import { moveCompanyOrCompanyFolder } from './move.ts';
import { getNetworkInventoryItems } from './inventory.ts';
import { containersOf } from './containers.ts';

const parent = z.object({ parentId: z.string().optional() });

/** In getCompaniesList's filter 1 is trial, 2 yearly, 3 monthly (gravityzone.md 2). */
const listFilters = z.object({
  parentId: z.string().optional(),
  filters: z
    .object({
      companyType: z.literal([0, 1]).optional(),
      licenseType: z.literal([1, 2, 3]).optional(),
    })
    .optional(),
});

export const networkMethods: Readonly<Record<string, RpcMethod>> = {
  getCompaniesList(call) {
    requirePartner(call, 'getCompaniesList');
    const { parentId, filters } = parse(call, listFilters);
    const node = parentNode(call, parentId);
    const companies = listedChildren(call, node)
      .filter(({ type }) => filters?.companyType === undefined || type === filters.companyType)
      .filter(
        ({ license }) => filters?.licenseType === undefined || license.type === filters.licenseType,
      );
    return call.rows.shape(companies).rows.map(({ id, name }) => ({ id, name }));
  },

  getCompanyFoldersList(call) {
    requirePartner(call, 'getCompanyFoldersList');
    const { parentId } = parse(call, parent);
    const folders = listedFolders(call, parentNode(call, parentId));
    return call.rows.shape(folders).rows.map(({ id, name }) => ({ id, name }));
  },

  createCompanyFolder(call) {
    requirePartner(call, 'createCompanyFolder');
    const { folderName, parentId } = parse(
      call,
      parent.extend({ folderName: z.string().trim().min(1).max(64) }),
    );
    const { company, folder } = parentNode(call, parentId);
    const created = {
      id: call.store.nextId(),
      name: folderName,
      companyId: company.id,
      parentFolderId: folder?.id ?? null,
    };
    call.store.folders.put(created);
    call.effect = { verb: 'create', kind: 'folder', id: created.id, name: created.name };
    return created.id;
  },

  deleteCompanyFolder(call) {
    const { folderId } = parse(call, z.object({ folderId: z.string() }));
    const folder = folderById(call, folderId);
    const isUsed =
      call.store.companies.all().some((company) => company.folderId === folder.id) ||
      call.store.folders.all().some((other) => other.parentFolderId === folder.id);
    if (isUsed) throw new RpcError(invalidParams, 'The company folder is not empty');
    call.store.folders.remove(folder.id);
    call.effect = { verb: 'delete', kind: 'folder', id: folder.id, name: folder.name };
    return null;
  },

  getRootContainers(call) {
    const { companyId } = parse(call, z.object({ companyId: z.string().optional() }));
    return call.rows.shape(containersOf(companyOrOwn(call, companyId))).rows;
  },

  moveCompanyOrCompanyFolder,
  getNetworkInventoryItems,
  getEndpointsList,
};

function parentNode(call: RpcCall, parentId: string | undefined): TreeNode {
  const node =
    parentId === undefined
      ? { company: ownCompany(call), folder: null }
      : nodeOf(call, parentId, 'parentId');
  if (node.company.type !== partner) {
    throw new RpcError(
      invalidParams,
      "Invalid value for 'parentId' parameter. The id of a partner company or company folder is expected",
    );
  }
  return node;
}

/** On a single-company key these methods do not exist (gravityzone.md 4.1). */
function requirePartner(call: RpcCall, method: string): void {
  if (ownCompany(call).type !== partner) {
    throw new RpcError(-32601, `The method '${method}' does not exist`);
  }
}
