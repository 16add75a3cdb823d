import type { CompanyId } from '../identity.ts';
import { nameKey } from './names.ts';

/** The company that the key belongs to: a partner, and never a target (spec 3.6.3). */
export interface RootCompany {
  id: CompanyId;
  name: string;
}

/** One row of a reading of the tree. */
export interface TreeNode {
  /** Folders have ids of the same form. */
  id: CompanyId;
  name: string;
  kind: 'company' | 'folder';
  /** The company or folder that it sits in. May be a container that is in no listing. */
  parentId: CompanyId | null;
  /** The nearest company above it, folders left out. */
  partnerId: CompanyId | null;
  /** Left out where the listing does not say. */
  type?: 'customer' | 'partner';
  suspended?: boolean;
  manageable?: boolean;
}

export interface CompanyTree {
  root: RootCompany;
  /** How many companies there are under the root. */
  size: number;
  /** A company under the root, by id. Folders and the root itself are none. */
  company: (id: CompanyId) => TreeNode | undefined;
  /** The name of a company or of the root; the id itself where neither is in view. */
  nameOf: (id: CompanyId) => string;
  /** Every company of that name key in the whole tree, the root included, ordered by id. */
  named: (key: string) => readonly NamedCompany[];
  /** The nearest company above it; nothing if the tree does not say. */
  partnerOf: (id: CompanyId) => CompanyId | undefined;
  /** The same, but nothing unless the partner is in view and no row contradicts another about it. */
  provenPartnerOf: (id: CompanyId) => CompanyId | undefined;
  /** Whether the second company is above the first, at any depth. */
  isBelow: (id: CompanyId, above: CompanyId) => boolean;
  /** Whether it sits directly under the root or in one of the root's folders, at any depth. */
  isDirectlyUnderRoot: (id: CompanyId) => boolean;
  /** False for what the listing had twice with different facts. */
  isSettled: (id: CompanyId) => boolean;
}

export interface NamedCompany {
  id: CompanyId;
  name: string;
}

/** An index over one reading of the tree. The order of the rows makes no difference. */
export function companyTree(root: RootCompany, rows: readonly TreeNode[]): CompanyTree {
  const nodes = new Map<CompanyId, TreeNode>();
  const unsettled = new Set<CompanyId>();
  const names = new Map<string, Map<CompanyId, NamedCompany>>();
  const addName = (id: CompanyId, name: string) => {
    const key = nameKey(name);
    const bearers = names.get(key) ?? new Map<CompanyId, NamedCompany>();
    const known = bearers.get(id);
    if (known === undefined || name < known.name) bearers.set(id, { id, name });
    names.set(key, bearers);
  };
  addName(root.id, root.name);
  for (const row of rows) {
    if (row.id === root.id) continue;
    const seen = nodes.get(row.id);
    if (seen !== undefined && factsOf(seen) !== factsOf(row)) unsettled.add(row.id);
    if (seen === undefined || factsOf(row) < factsOf(seen)) nodes.set(row.id, row);
    if (row.kind === 'company') addName(row.id, row.name);
  }

  const partnerOf = (id: CompanyId): CompanyId | undefined => {
    const start = nodes.get(id);
    const passed = new Set<CompanyId>();
    let above = start?.parentId ?? null;
    while (above !== null) {
      if (above === root.id) return root.id;
      // Folders that hold each other lead nowhere: the reading contradicts itself.
      if (passed.has(above)) return undefined;
      passed.add(above);
      const parent = nodes.get(above);
      if (parent?.kind === 'company') return parent.id;
      above = parent?.parentId ?? null;
    }
    return start?.partnerId ?? undefined;
  };
  const provenPartnerOf = (id: CompanyId): CompanyId | undefined => {
    const partner = partnerOf(id);
    if (partner === undefined || (nodes.get(id)?.partnerId ?? partner) !== partner)
      return undefined;
    if (partner !== root.id && nodes.get(partner)?.kind !== 'company') return undefined;
    // From the company to its partner: a folder that came twice may be elsewhere.
    let step: CompanyId | null = id;
    while (step !== null && step !== root.id) {
      if (unsettled.has(step)) return undefined;
      if (step === partner) break;
      step = nodes.get(step)?.parentId ?? null;
    }
    return partner;
  };
  const isBelow = (id: CompanyId, above: CompanyId): boolean => {
    const passed = new Set<CompanyId>();
    for (let at = partnerOf(id); at !== undefined && !passed.has(at); at = partnerOf(at)) {
      if (at === above) return true;
      passed.add(at);
    }
    return false;
  };
  const company = (id: CompanyId) => {
    const node = nodes.get(id);
    return node?.kind === 'company' ? node : undefined;
  };

  return {
    root,
    size: [...nodes.values()].filter((node) => node.kind === 'company').length,
    company,
    nameOf: (id) => (id === root.id ? root.name : (company(id)?.name ?? id)),
    named: (key) =>
      [...(names.get(key)?.values() ?? [])].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    partnerOf,
    provenPartnerOf,
    isBelow,
    // What the containers say and what the row says must not contradict each other.
    isDirectlyUnderRoot: (id) =>
      partnerOf(id) === root.id && (nodes.get(id)?.partnerId ?? root.id) === root.id,
    isSettled: (id) => !unsettled.has(id),
  };
}

function factsOf(node: TreeNode): string {
  return JSON.stringify([
    node.name,
    node.kind,
    node.parentId,
    node.partnerId,
    node.type,
    node.suspended,
    node.manageable,
  ]);
}
