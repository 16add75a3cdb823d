import type { CompanyId, InventoryItem } from './schemas.ts';
import { withPartners } from './tree.ts';
import type { PlacedNode, TreeNode } from './tree.ts';

const itemTypes = { company: 1, rootContainer: 2, folder: 3 } as const;

/**
 * Places inventory items in a tree. What the two fields of a company item hold is not settled
 * (gravityzone.md 4.5, 13.4): `companyId` may be the parent company or the company itself, and
 * `parentId` a folder, a company, or a container that stands for the company it belongs to. Each is
 * told by what else bears that id; where the two disagree, or neither leads to a known parent, there
 * is doubt.
 * @param rootContainerIds containers of the root company, such as "Companies"
 * @returns undefined where there is doubt about any item
 */
export function placeInventory(
  rootId: CompanyId,
  items: readonly InventoryItem[],
  rootContainerIds: ReadonlySet<string>,
): TreeNode[] | undefined {
  const companyIds = new Set<string>([rootId, ...idsOf(items, itemTypes.company)]);
  const folderIds = new Set(idsOf(items, itemTypes.folder));
  const containers = new Map<string, string>();
  for (const id of rootContainerIds) containers.set(id, rootId);
  for (const item of items) {
    if (item.type === itemTypes.rootContainer && item.companyId && companyIds.has(item.companyId)) {
      containers.set(item.id, item.companyId);
    }
  }

  // Nothing in any folder: either they are empty, or this tenant never names them as parents.
  const namesFolders = items.some(({ parentId }) => parentId !== null && folderIds.has(parentId));
  if (folderIds.size > 0 && !namesFolders) return undefined;

  const placed: PlacedNode[] = [];
  for (const item of items) {
    const isCompany = item.type === itemTypes.company;
    if (item.id === rootId || !(isCompany || item.type === itemTypes.folder)) continue;
    const named = item.companyId !== null && item.companyId !== item.id ? item.companyId : null;
    const parentId = parentOf(item, named, { companyIds, folderIds, containers });
    if (parentId === undefined || item.name === null) return undefined;
    placed.push(
      isCompany
        ? { kind: 'company', id: item.id, name: item.name, parentId, type: undefined }
        : { kind: 'folder', id: item.id, name: item.name, parentId },
    );
  }

  const nodes = withPartners(rootId, placed);
  return nodes && agreesWithNamed(nodes, items, companyIds) ? nodes : undefined;
}

/** @param named the company that the item names as its parent, if it names another than itself */
function parentOf(
  item: InventoryItem,
  named: string | null,
  known: {
    companyIds: ReadonlySet<string>;
    folderIds: ReadonlySet<string>;
    containers: ReadonlyMap<string, string>;
  },
): string | undefined {
  const { parentId } = item;
  if (parentId !== null && parentId !== item.id) {
    if (known.folderIds.has(parentId) || known.companyIds.has(parentId)) return parentId;
    const owner = known.containers.get(parentId);
    if (owner !== undefined) return owner;
  }
  return named !== null && known.companyIds.has(named) ? named : undefined;
}

/** Two ways to the partner must lead to the same one. */
function agreesWithNamed(
  nodes: readonly TreeNode[],
  items: readonly InventoryItem[],
  companyIds: ReadonlySet<string>,
): boolean {
  const named = new Map(items.map((item) => [item.id, item.companyId]));
  return nodes.every((node) => {
    const companyId = named.get(node.id);
    if (companyId == null || companyId === node.id) return true;
    return !companyIds.has(companyId) || companyId === node.partnerId;
  });
}

function idsOf(items: readonly InventoryItem[], type: number): string[] {
  return items.filter((item) => item.type === type).map((item) => item.id);
}
