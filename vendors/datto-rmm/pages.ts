import { VendorError } from '../http/errors.ts';

export interface Page<Item> {
  /** From 0. */
  page: number;
  items: Item[];
  /** What Datto RMM counts over all pages; null where it doesn't say. */
  totalCount: number | null;
}

export interface ListOptions {
  signal?: AbortSignal | undefined;
  /** The page to begin with, to go on after an interruption. Default 0. */
  fromPage?: number | undefined;
  /** Items of a page. Default and maximum 250 (datto-rmm.md 4). */
  pageSize?: number | undefined;
  onPage?: ((page: { page: number; items: number; totalCount: number | null }) => void) | undefined;
}

interface RawPage<Item> {
  items: Item[];
  totalCount: number | null;
  isLast: boolean;
}

const maxPages = 10_000;

/**
 * Reads page after page until the vendor names no next one. The page number is counted here:
 * `nextPageUrl` may lose parameters and may lead to another host (datto-rmm.md 4). Nothing holds
 * the data still between two pages, so an item can come twice or be missed; a total that differs
 * between the first and the last page shows it.
 */
export async function* listPages<Item>(
  readPage: (query: string) => Promise<RawPage<Item>>,
  { fromPage = 0, pageSize = 250, onPage }: ListOptions = {},
): AsyncGenerator<Page<Item>, void> {
  for (let page = fromPage; page < fromPage + maxPages; page += 1) {
    const { items, totalCount, isLast } = await readPage(`page=${page}&max=${pageSize}`);
    onPage?.({ page, items: items.length, totalCount });
    yield { page, items, totalCount };
    if (isLast) return;
    if (items.length === 0) throw brokenList('list', 'a page without items names a next one');
  }
  throw brokenList('list', 'the list does not end');
}

/** Reads a whole list; an item that came twice counts once. */
export async function collectPages<Item>(
  operation: string,
  readPage: (query: string) => Promise<RawPage<Item>>,
  idOf: (item: Item) => string | number,
): Promise<Item[]> {
  const found = new Map<string | number, Item>();
  let totalCount: number | null = null;
  for await (const page of listPages(readPage)) {
    for (const item of page.items) found.set(idOf(item), item);
    totalCount = page.totalCount ?? totalCount;
  }
  if (totalCount !== null && found.size < totalCount) {
    throw brokenList(operation, `${found.size} of ${totalCount} items arrived`);
  }
  return [...found.values()];
}

function brokenList(operation: string, happened: string): VendorError {
  return new VendorError({
    code: 'contract-broken',
    vendor: 'datto-rmm',
    operation,
    happened,
    next: 'The list is read again; if it stays so, report it.',
  });
}
