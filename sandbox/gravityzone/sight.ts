import { invalidParams, RpcError, type RpcCall } from './rpc.ts';
import { partner, type Company, type CompanyFolder, type GravityZoneStore } from './store.ts';
import type { GravityZoneCredential } from './store.ts';

const idForm = /^[0-9a-f]{24}$/i;

/** Whether the company is the key's own or below it, with nothing hidden on the way. */
export function maySee(
  store: GravityZoneStore,
  credential: GravityZoneCredential,
  company: Company,
): boolean {
  const hiddenHere = (id: string) => {
    const from = store.hidden.get(id);
    return from?.has('*') === true || from?.has(credential.label) === true;
  };
  let at: Company | undefined = company;
  while (at !== undefined) {
    if (hiddenHere(at.id)) return false;
    if (at.id === credential.companyId) return true;
    for (let folder = folderOf(store, at.folderId); folder !== undefined;) {
      if (hiddenHere(folder.id)) return false;
      folder = folderOf(store, folder.parentFolderId);
    }
    at = at.parentId === null ? undefined : store.companies.get(at.parentId);
  }
  return false;
}

function folderOf(store: GravityZoneStore, id: string | null): CompanyFolder | undefined {
  return id === null ? undefined : store.folders.get(id);
}

/** The company of that id if the key may see it; `name` is the parameter, for the sentence. */
export function companyOf(call: RpcCall, id: string, name = 'companyId'): Company {
  const { store, switches } = call;
  requireIdForm(call, id, name);
  const company = store.companies.get(id);
  if (company === undefined) {
    throw new RpcError(
      Number(switches.get('gravityzone.vanishedCompanyCode')),
      'The company does not exist',
    );
  }
  if (!maySee(store, call.credential, company)) {
    throw new RpcError(
      Number(switches.get('gravityzone.outOfSightCode')),
      'You do not have the required rights for this company',
    );
  }
  return company;
}

export function requireIdForm(call: RpcCall, id: string, name: string): void {
  if (idForm.test(id)) return;
  throw new RpcError(
    Number(call.switches.get('gravityzone.malformedIdCode')),
    `Invalid value for '${name}' parameter. An id has 24 hexadecimal characters`,
  );
}

/** The company of the key's user, which most methods take when no id is given. */
export function ownCompany(call: RpcCall): Company {
  return companyOf(call, call.credential.companyId);
}

export function companyOrOwn(call: RpcCall, id: string | undefined, name?: string): Company {
  return id === undefined ? ownCompany(call) : companyOf(call, id, name);
}

/** The key's own company cannot be what a managed company is expected for (gravityzone.md 1.5). */
export function refuseOwn(call: RpcCall, company: Company): void {
  if (company.id !== call.credential.companyId || company.type !== partner) return;
  throw new RpcError(
    Number(call.switches.get('gravityzone.ownIdCode')),
    'Id of a managed company is expected',
  );
}

/** A company that its partner may not manage keeps its network closed (gravityzone.md 7). */
export function requireManageable(call: RpcCall, company: Company): void {
  if (
    company.canBeManagedByAbove ||
    company.id === call.credential.companyId ||
    call.switches.get('gravityzone.unmanageableCompany') === 'allowed'
  ) {
    return;
  }
  throw new RpcError(-32001, 'You do not have the required rights to manage this company');
}

export function folderById(call: RpcCall, id: string, name = 'folderId'): CompanyFolder {
  requireIdForm(call, id, name);
  const folder = call.store.folders.get(id);
  const holder = folder === undefined ? undefined : call.store.companies.get(folder.companyId);
  if (
    folder === undefined ||
    holder === undefined ||
    !maySee(call.store, call.credential, holder)
  ) {
    throw new RpcError(invalidParams, 'The company folder does not exist');
  }
  return folder;
}

/** The companies below the key's own that lists may show it, at any depth. */
export function listedBelow(call: RpcCall): Company[] {
  return call.store.companies
    .listed()
    .filter((company) => company.id !== call.credential.companyId)
    .filter((company) => maySee(call.store, call.credential, company));
}
