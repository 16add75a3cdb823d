import { VendorError } from '../http/errors.ts';
import { rpcRead } from './rpc.ts';
import type { GravityzoneConnection } from './rpc.ts';
import { inventoryPageSchema } from './schemas.ts';
import type { CompanyId, InventoryItem } from './schemas.ts';

const perPage = 1000;
const maxPages = 10_000;

export interface InventoryListing {
  items: InventoryItem[];
  /** What page 1 counted. */
  total: number | null;
}

export type OnTreePage = (page: { page: number; items: number; total: number | null }) => void;

/**
 * All companies and company folders below the root, in pages of 1,000.
 * @throws {VendorError} `contract-broken` if fewer items arrive than page 1 counts: a listing is
 * never cut short
 */
export async function listInventory(
  connection: GravityzoneConnection,
  rootId: CompanyId,
  options: { signal?: AbortSignal | undefined; onPage?: OnTreePage | undefined },
): Promise<InventoryListing> {
  const items = new Map<string, InventoryItem>();
  let total: number | null = null;
  let pagesCount = 1;
  for (let page = 1; page <= maxPages; page += 1) {
    const found = await rpcRead(
      connection,
      {
        api: 'network',
        method: 'getNetworkInventoryItems',
        version: 'v1.1',
        params: {
          parentId: rootId,
          filters: {
            type: { companies: true, companyFolders: true },
            depth: { allItemsRecursively: true },
          },
          page,
          perPage,
        },
        signal: options.signal,
      },
      inventoryPageSchema,
    );
    if (page === 1) {
      total = found.total;
      pagesCount = found.pagesCount ?? 1;
    }
    for (const item of found.items) items.set(item.id, item);
    options.onPage?.({ page, items: found.items.length, total });
    const isLast = found.hasMoreRecords !== true && page >= pagesCount;
    if (isLast) return complete([...items.values()], total);
    if (found.items.length === 0) throw short(`page ${page} is empty, but more are announced`);
  }
  throw short('the listing does not end');
}

function complete(items: InventoryItem[], total: number | null): InventoryListing {
  if (total !== null && items.length < total)
    throw short(`${items.length} of ${total} items arrived`);
  return { items, total };
}

function short(happened: string): VendorError {
  return new VendorError({
    code: 'contract-broken',
    vendor: 'gravityzone',
    operation: 'network.getNetworkInventoryItems',
    happened: `the listing of companies is not whole: ${happened}`,
    next: 'It is read again; if it stays so, report it.',
  });
}
