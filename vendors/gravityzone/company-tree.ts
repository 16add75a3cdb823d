import { VendorError } from '../http/errors.ts';
import { placeInventory } from './inventory-tree.ts';
import { listInventory } from './list-inventory.ts';
import type { InventoryListing, OnTreePage } from './list-inventory.ts';
import { rpcRead } from './rpc.ts';
import type { GravityzoneConnection } from './rpc.ts';
import { containerRefsSchema } from './schemas.ts';
import type { CompanyId, InventoryItem } from './schemas.ts';
import type { CompanyTree, TreeNode } from './tree.ts';
import { walkTree } from './walk-tree.ts';

interface TreeOptions {
  signal?: AbortSignal | undefined;
  onPage?: OnTreePage | undefined;
}

/**
 * Every company and company folder below the root: from the inventory listing where this tenant has
 * it and its items can be placed without doubt, else level by level. Never cut short.
 * @throws {VendorError} `contract-broken` if the listing is not whole; whatever a call fails with
 */
export async function readCompanyTree(
  connection: GravityzoneConnection,
  rootId: CompanyId,
  options: TreeOptions,
): Promise<CompanyTree> {
  const listing = await inventoryIfAny(connection, rootId, options);
  if (listing !== undefined) {
    const nodes = await placeListing(connection, rootId, listing.items, options.signal);
    if (nodes !== undefined) {
      return {
        nodes,
        source: 'inventory',
        total: listing.total,
        arrived: listing.items.length,
      };
    }
  }
  const nodes = await walkTree(connection, rootId, options);
  return { nodes, source: 'walk', total: null, arrived: nodes.length };
}

async function inventoryIfAny(
  connection: GravityzoneConnection,
  rootId: CompanyId,
  options: TreeOptions,
): Promise<InventoryListing | undefined> {
  try {
    return await listInventory(connection, rootId, options);
  } catch (error) {
    const isAbsent =
      error instanceof VendorError && (error.vendorCode === -32601 || error.status === 404);
    if (isAbsent) return undefined;
    throw error;
  }
}

/** Asks for the root's containers only where an item stands in something that was not listed. */
async function placeListing(
  connection: GravityzoneConnection,
  rootId: CompanyId,
  items: readonly InventoryItem[],
  signal: AbortSignal | undefined,
): Promise<TreeNode[] | undefined> {
  const listed = new Set<string | null>([rootId, null, ...items.map((item) => item.id)]);
  const placed = placeInventory(rootId, items, new Set());
  const hasStrangers = items.some((item) => !listed.has(item.parentId));
  if (placed !== undefined || !hasStrangers) return placed;
  const containers = await rpcRead(
    connection,
    { api: 'network', method: 'getRootContainers', params: { companyId: rootId }, signal },
    containerRefsSchema,
  );
  return placeInventory(rootId, items, new Set(containers.map(({ id }) => id)));
}
