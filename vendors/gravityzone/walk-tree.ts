import { VendorError } from '../http/errors.ts';
import type { OnTreePage } from './list-inventory.ts';
import { rpcRead } from './rpc.ts';
import type { GravityzoneConnection } from './rpc.ts';
import { companyRefsSchema, folderRefsSchema } from './schemas.ts';
import type { CompanyId } from './schemas.ts';
import { withPartners } from './tree.ts';
import type { PlacedNode, TreeNode } from './tree.ts';

/**
 * The tree level by level: partners, customers and folders of each partner and folder. Three calls
 * for each of them, so it is the way for tenants on which the inventory can't be had or understood.
 * @throws {VendorError} `contract-broken` if a company stands in two places: it was moved meanwhile
 */
export async function walkTree(
  connection: GravityzoneConnection,
  rootId: CompanyId,
  options: { signal?: AbortSignal | undefined; onPage?: OnTreePage | undefined },
): Promise<TreeNode[]> {
  const placed = new Map<string, PlacedNode>();
  const queue: string[] = [rootId];
  const seen = new Set<string>(queue);
  let level = 0;
  for (let parentId = queue.shift(); parentId !== undefined; parentId = queue.shift()) {
    const children = await childrenOf(connection, parentId, options.signal);
    level += 1;
    options.onPage?.({ page: level, items: children.length, total: null });
    for (const child of children) {
      placed.set(child.id, mergePlace(placed, child));
      const hasChildren = child.kind === 'folder' || child.type === 0;
      if (hasChildren && !seen.has(child.id)) {
        seen.add(child.id);
        queue.push(child.id);
      }
    }
  }
  const nodes = withPartners(rootId, [...placed.values()]);
  if (nodes === undefined) throw changed();
  return nodes;
}

async function childrenOf(
  connection: GravityzoneConnection,
  parentId: string,
  signal: AbortSignal | undefined,
): Promise<PlacedNode[]> {
  const children: PlacedNode[] = [];
  for (const type of [0, 1] as const) {
    const params = { parentId, filters: { companyType: type } };
    const request = { api: 'network', method: 'getCompaniesList', params, signal } as const;
    for (const company of await rpcRead(connection, request, companyRefsSchema)) {
      children.push({ kind: 'company', ...company, parentId, type });
    }
  }
  const params = { parentId };
  const request = { api: 'network', method: 'getCompanyFoldersList', params, signal } as const;
  for (const folder of await rpcRead(connection, request, folderRefsSchema)) {
    children.push({ kind: 'folder', ...folder, parentId });
  }
  return children;
}

/**
 * Whether a partner's list holds the companies in its folders too is not known (gravityzone.md
 * 4.1): one that is seen under a partner and under a folder of that partner is in the folder.
 */
function mergePlace(placed: ReadonlyMap<string, PlacedNode>, found: PlacedNode): PlacedNode {
  const before = placed.get(found.id);
  if (before === undefined || before.parentId === found.parentId) {
    if (before?.kind === 'company' && found.kind === 'company' && before.type !== found.type) {
      throw changed();
    }
    return found;
  }
  if (isInside(found.parentId, before.parentId, placed)) return found;
  if (isInside(before.parentId, found.parentId, placed)) return before;
  throw changed();
}

/** Whether `innerId` is a folder somewhere below `outerId` with only folders in between. */
function isInside(
  innerId: string,
  outerId: string,
  placed: ReadonlyMap<string, PlacedNode>,
): boolean {
  let at = placed.get(innerId);
  for (let steps = 0; at?.kind === 'folder' && steps <= placed.size; steps += 1) {
    if (at.parentId === outerId) return true;
    at = placed.get(at.parentId);
  }
  return false;
}

function changed(): VendorError {
  return new VendorError({
    code: 'contract-broken',
    vendor: 'gravityzone',
    operation: 'network.getCompaniesList',
    happened: 'a company was listed in two places: it was moved while the tree was read',
    next: 'The tree is read again.',
  });
}
