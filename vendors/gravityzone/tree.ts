import type { CompanyFolderId, CompanyId } from './schemas.ts';

/** A company or company folder below the root. */
export type TreeNode = {
  name: string;
  /** What it stands in: a partner company or a folder. */
  parentId: CompanyId | CompanyFolderId;
  /** The nearest company above; folders don't count. */
  partnerId: CompanyId;
} & (
  | {
      kind: 'company';
      id: CompanyId;
      /** 0 partner, 1 customer; undefined where the listing doesn't tell. */
      type: 0 | 1 | undefined;
    }
  | { kind: 'folder'; id: CompanyFolderId }
);

export interface CompanyTree {
  /** Without the root. */
  nodes: TreeNode[];
  /** How it was read: one inventory listing, or level by level. */
  source: 'inventory' | 'walk';
  /** Items that GravityZone counted on the first page, and that arrived; null where it doesn't count. */
  total: number | null;
  arrived: number;
}

/** A node before its partner is known. */
export type PlacedNode =
  | { kind: 'company'; id: string; name: string; parentId: string; type: 0 | 1 | undefined }
  | { kind: 'folder'; id: string; name: string; parentId: string };

/**
 * Adds each node's partner, by going up until a company is met.
 * @returns undefined if a parent is missing or the nodes go round in a circle
 */
export function withPartners(
  rootId: CompanyId,
  placed: readonly PlacedNode[],
): TreeNode[] | undefined {
  const byId = new Map(placed.map((node) => [node.id, node]));
  const nodes: TreeNode[] = [];
  for (const node of placed) {
    const partnerId = partnerOf(node, rootId, byId);
    if (partnerId === undefined || !reachesRoot(node, rootId, byId)) return undefined;
    nodes.push({ ...node, partnerId } as TreeNode);
  }
  return nodes;
}

function partnerOf(
  node: PlacedNode,
  rootId: CompanyId,
  byId: ReadonlyMap<string, PlacedNode>,
): CompanyId | undefined {
  let parentId = node.parentId;
  for (let steps = 0; steps <= byId.size; steps += 1) {
    if (parentId === rootId) return rootId;
    const parent = byId.get(parentId);
    if (parent === undefined) return undefined;
    if (parent.kind === 'company') return parent.id as CompanyId;
    parentId = parent.parentId;
  }
  return undefined;
}

function reachesRoot(
  node: PlacedNode,
  rootId: CompanyId,
  byId: ReadonlyMap<string, PlacedNode>,
): boolean {
  let at: PlacedNode | undefined = node;
  for (let steps = 0; at !== undefined && steps <= byId.size; steps += 1) {
    if (at.parentId === rootId) return true;
    at = byId.get(at.parentId);
  }
  return false;
}
