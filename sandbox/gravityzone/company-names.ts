import { invalidParams, RpcError, type RpcCall } from './rpc.ts';
import type { Company } from './store.ts';

const longestName = 64;

/** Refuses a name that is too long, marked up or taken; `own` is left out of the comparison. */
export function requireUsableName(
  call: RpcCall,
  name: string,
  parentId: string | null,
  own: Company | null,
): void {
  const { switches } = call;
  if (name.length > longestName) {
    throw new RpcError(
      invalidParams,
      `Invalid value for 'name' parameter. The value should have at most ${String(longestName)} characters`,
    );
  }
  if (/[<>]/.test(name) && switches.get('gravityzone.angleBracketsInName') === 'refused') {
    throw new RpcError(invalidParams, "Invalid value for 'name' parameter. HTML is not allowed");
  }
  if (isTaken(call, name, parentId, own) || isKept(call, name)) refuseName(call);
}

/**
 * Where names are unique under a parent only, a company cannot be moved to one that has its
 * name. Invented: no source says what a move does then (gravityzone.md 13.6).
 */
export function requireNameFreeUnder(call: RpcCall, company: Company, parentId: string): void {
  if (call.switches.get('gravityzone.companyNameScope') !== 'parent') return;
  if (isTaken(call, company.name, parentId, company)) refuseName(call);
}

function refuseName({ switches }: RpcCall): never {
  throw new RpcError(
    Number(switches.get('gravityzone.duplicateCompanyNameCode')),
    switches.get('gravityzone.duplicateCompanyNameText') === 'exists'
      ? 'A company with this name already exists'
      : 'The company name is taken. Choose another one',
  );
}

/** Looks at companies out of the key's sight too: the name is unique beyond its tree. */
function isTaken(
  call: RpcCall,
  name: string,
  parentId: string | null,
  own: Company | null,
): boolean {
  const { store, switches } = call;
  const wanted = comparable(call, name);
  const scope = switches.get('gravityzone.companyNameScope');
  if (scope === 'none') return false;
  const root = scope === 'tree' ? rootOf(call, parentId) : null;
  const inScope = (company: Company): boolean => {
    if (scope === 'instance') return true;
    return scope === 'tree' ? rootOf(call, company.id) === root : company.parentId === parentId;
  };
  return store.companies
    .all()
    .some(
      (company) =>
        company.id !== own?.id && comparable(call, company.name) === wanted && inScope(company),
    );
}

/** Whether a deleted company still holds the name. */
function isKept(call: RpcCall, name: string): boolean {
  const { store, switches } = call;
  if (switches.get('gravityzone.companyNameScope') === 'none') return false;
  return (
    switches.get('gravityzone.deletedCompanyName') === 'kept' &&
    store.keptNames.some((kept) => comparable(call, kept) === comparable(call, name))
  );
}

function rootOf(call: RpcCall, id: string | null): string | null {
  let at = id;
  for (;;) {
    const parentId = at === null ? null : (call.store.companies.get(at)?.parentId ?? null);
    if (parentId === null) return at;
    at = parentId;
  }
}

function comparable(call: RpcCall, name: string): string {
  const forms = {
    ignoringCase: name.toLowerCase(),
    exact: name,
    trimmedIgnoringCaseNfc: name.trim().normalize('NFC').toLowerCase(),
  };
  return forms[call.switches.get('gravityzone.companyNameEquality')];
}
