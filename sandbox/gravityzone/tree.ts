import type { RpcCall } from './rpc.ts';
import { companyOf, folderById, listedBelow, requireIdForm } from './sight.ts';
import type { Company, CompanyFolder } from './store.ts';

/** A place for companies: a partner, or one of its folders. */
export interface TreeNode {
  readonly company: Company;
  readonly folder: CompanyFolder | null;
}

/** The place that an id names, a company's or a folder's. */
export function nodeOf(call: RpcCall, id: string, parameter: string): TreeNode {
  requireIdForm(call, id, parameter);
  if (call.store.folders.get(id) === undefined) {
    return { company: companyOf(call, id, parameter), folder: null };
  }
  const folder = folderById(call, id, parameter);
  return { company: companyOf(call, folder.companyId, parameter), folder };
}

/** The companies one level below, as lists show them. */
export function listedChildren(call: RpcCall, { company, folder }: TreeNode): Company[] {
  const included = call.switches.get('gravityzone.foldersInCompaniesList') === 'included';
  return listedBelow(call).filter(
    (child) =>
      child.parentId === company.id &&
      (folder === null ? child.folderId === null || included : child.folderId === folder.id),
  );
}

export function listedFolders(call: RpcCall, { company, folder }: TreeNode): CompanyFolder[] {
  const { store, credential } = call;
  return store.folders
    .listed()
    .filter(
      (child) => child.companyId === company.id && child.parentFolderId === (folder?.id ?? null),
    )
    .filter(({ id }) => {
      const from = store.hidden.get(id);
      return from?.has('*') !== true && from?.has(credential.label) !== true;
    });
}
