import { z } from 'zod';
import { requireNameFreeUnder } from './company-names.ts';
import { parse, RpcError, type RpcCall, type RpcMethod } from './rpc.ts';
import { nodeOf, type TreeNode } from './tree.ts';
import { partner, type Company, type CompanyFolder, type GravityZoneStore } from './store.ts';

/** Moves a company or a folder under a partner or a folder (gravityzone.md 4.3). */
export const moveCompanyOrCompanyFolder: RpcMethod = (call) => {
  const { id, newParentId } = parse(call, z.object({ id: z.string(), newParentId: z.string() }));
  const moved = nodeOf(call, id, 'id');
  const to = nodeOf(call, newParentId, 'newParentId');
  if (to.company.type !== partner) refuse(call, 'The destination is not a partner company');
  if (moved.folder === null) moveCompany(call, moved.company, to);
  else moveFolder(call, moved.folder, to);
  return null;
};

function moveCompany(call: RpcCall, company: Company, to: TreeNode): void {
  if (company.id === call.credential.companyId) refuse(call, 'Your own company cannot be moved');
  if (isSameOrBelow(call.store, to.company, company.id)) {
    refuse(call, 'A company cannot be moved under itself or one of its own companies');
  }
  if (company.parentId !== to.company.id) requireNameFreeUnder(call, company, to.company.id);
  call.store.companies.put({
    ...company,
    parentId: to.company.id,
    folderId: to.folder?.id ?? null,
  });
  if (company.parentId !== to.company.id) movePackages(call, company.id);
  call.effect = { verb: 'move', kind: 'company', id: company.id, name: company.name };
}

function moveFolder(call: RpcCall, folder: CompanyFolder, to: TreeNode): void {
  const { store } = call;
  const moved = [folder, ...foldersBelow(store, folder)];
  if (to.folder !== null && moved.some(({ id }) => id === to.folder?.id)) {
    refuse(call, 'A company folder cannot be moved into itself');
  }
  const companies = store.companies
    .all()
    .filter((company) => moved.some(({ id }) => id === company.folderId));
  if (companies.some((company) => isSameOrBelow(store, to.company, company.id))) {
    refuse(call, 'A company folder cannot be moved under one of its own companies');
  }
  for (const company of companies) {
    if (company.parentId !== to.company.id) requireNameFreeUnder(call, company, to.company.id);
  }
  for (const one of moved) store.folders.put({ ...one, companyId: to.company.id });
  store.folders.put({
    ...folder,
    companyId: to.company.id,
    parentFolderId: to.folder?.id ?? null,
  });
  for (const company of companies) {
    store.companies.put({ ...company, parentId: to.company.id });
    if (company.parentId !== to.company.id) movePackages(call, company.id);
  }
  call.effect = { verb: 'move', kind: 'folder', id: folder.id, name: folder.name };
}

/** What a move under another partner does to packages is unconfirmed (gravityzone.md 13.6). */
function movePackages(call: RpcCall, companyId: string): void {
  const { packages } = call.store;
  for (const one of packages.all().filter((each) => each.companyId === companyId)) {
    switch (call.switches.get('gravityzone.packagesOnMove')) {
      case 'kept':
        break;
      case 'newLinks':
        packages.put({ ...one, token: call.store.nextToken() });
        break;
      case 'removed':
        packages.remove(one.id);
        break;
    }
  }
}

/** Whether `company` is the one of `ancestorId` or below it. */
export function isSameOrBelow(
  store: GravityZoneStore,
  company: Company,
  ancestorId: string,
): boolean {
  let at: Company | undefined = company;
  while (at !== undefined) {
    if (at.id === ancestorId) return true;
    at = at.parentId === null ? undefined : store.companies.get(at.parentId);
  }
  return false;
}

function foldersBelow(store: GravityZoneStore, folder: CompanyFolder): CompanyFolder[] {
  return store.folders
    .all()
    .filter((other) => other.parentFolderId === folder.id)
    .flatMap((child) => [child, ...foldersBelow(store, child)]);
}

function refuse(call: RpcCall, details: string): never {
  throw new RpcError(Number(call.switches.get('gravityzone.illegalMoveCode')), details);
}
