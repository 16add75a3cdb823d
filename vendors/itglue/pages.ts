import { VendorError } from '../http/errors.ts';

export interface Page<Item> {
  /** From 1, in pages of `pageSize`. */
  page: number;
  /** With `page`, where the listing stands: it falls when IT Glue can't answer large pages. */
  pageSize: number;
  items: Item[];
  /** What IT Glue counts over all pages; null where it doesn't say. */
  totalCount: number | null;
}

export interface ListOptions {
  signal?: AbortSignal | undefined;
  /** The page to begin with, to go on after an interruption. Default 1. */
  fromPage?: number | undefined;
  /** Items of a page; to go on after an interruption, that of the last page. Default 1,000. */
  pageSize?: number | undefined;
  onPage?: ((page: { page: number; items: number; totalCount: number | null }) => void) | undefined;
}

interface RawPage<Item> {
  items: Item[];
  totalCount: number | null;
  totalPages: number | null;
  /** null where the answer doesn't say. */
  isLast: boolean | null;
}

/** Reads a page by its part of the query. */
export type ReadPage<Item> = (pageQuery: string) => Promise<RawPage<Item>>;

const largestPage = 1000;
const smallestPage = 25;
const maxPages = 100_000;

/**
 * Reads page after page until IT Glue names no next one. Where an answer takes too long or is too
 * large, the same place is read on in smaller pages. Nothing holds the data still between two
 * pages, so an item can come twice or be missed: a total that differs between two pages shows it,
 * and that fewer different items arrived than were counted.
 * @throws {VendorError} `contract-broken` if the pages don't fit together
 */
export async function* listPages<Item>(
  operation: string,
  readPage: ReadPage<Item>,
  options: ListOptions = {},
): AsyncGenerator<Page<Item>, void> {
  let page = options.fromPage ?? 1;
  let pageSize = options.pageSize ?? largestPage;
  /** A whole page of this size came, so that a smaller one is no cap. */
  let isSizeKept = false;
  for (let read = 0; read < maxPages; read += 1) {
    const found = await readOrLower(readPage, page, pageSize);
    if ('lowerTo' in found) {
      page = (page - 1) * (pageSize / found.lowerTo) + 1;
      pageSize = found.lowerTo;
      isSizeKept = false;
      continue;
    }
    const { items, totalCount } = found;
    const isLast = found.isLast ?? items.length === 0;
    if (!isLast && items.length === 0) {
      throw brokenList(operation, 'a page without items names a next one');
    }
    if (!isLast && items.length !== pageSize) {
      if (isSizeKept) throw shortPage(operation, items.length, pageSize);
      pageSize = cappedSize(operation, pageSize, found);
    }
    isSizeKept = true;
    options.onPage?.({ page, items: items.length, totalCount });
    yield { page, pageSize, items, totalCount };
    if (isLast) return;
    page += 1;
  }
  throw brokenList(operation, 'the list does not end');
}

async function readOrLower<Item>(
  readPage: ReadPage<Item>,
  page: number,
  pageSize: number,
): Promise<RawPage<Item> | { lowerTo: number }> {
  try {
    return await readPage(`page[number]=${page}&page[size]=${pageSize}`);
  } catch (error) {
    const lowerTo = isTooMuch(error) ? smallerSize(pageSize) : undefined;
    if (lowerTo === undefined) throw error;
    return { lowerTo };
  }
}

/** With which status IT Glue gives up a slow query is not known (itglue.md 4). */
function isTooMuch(error: unknown): boolean {
  if (!(error instanceof VendorError)) return false;
  const isServerError = error.status !== undefined && error.status >= 500;
  const isSlow = error.fault === 'timeout' || error.fault === 'too-large' || error.status === 408;
  return isServerError || isSlow;
}

/** The largest that divides the present size, so that a page begins where the next would have. */
function smallerSize(pageSize: number): number | undefined {
  for (let size = Math.floor(pageSize / 2); size >= smallestPage; size -= 1) {
    if (pageSize % size === 0) return size;
  }
  return undefined;
}

/**
 * The size of pages where fewer came than were asked for: IT Glue may give less than it is asked
 * for (itglue.md 2.2), and then counts its pages by that. Otherwise items are missing.
 */
function cappedSize<Item>(
  operation: string,
  pageSize: number,
  { items, totalCount, totalPages }: RawPage<Item>,
): number {
  const isCap =
    items.length < pageSize &&
    totalCount !== null &&
    totalPages !== null &&
    Math.ceil(totalCount / items.length) === totalPages;
  if (isCap) return items.length;
  throw shortPage(operation, items.length, pageSize);
}

const maxReadings = 3;

/**
 * Reads a whole list; an item that came twice counts once. A list that changed while it was read is
 * read again.
 * @throws {VendorError} `contract-broken` if fewer arrived than IT Glue counts; `transient` if it
 * changed each time
 */
export async function collectPages<Item extends { id: string }>(
  operation: string,
  readPage: ReadPage<Item>,
  options: ListOptions = {},
): Promise<Item[]> {
  for (let reading = 0; reading < maxReadings; reading += 1) {
    const found = new Map<string, Item>();
    const totals = new Set<number | null>();
    for await (const page of listPages(operation, readPage, options)) {
      for (const item of page.items) found.set(item.id, item);
      totals.add(page.totalCount);
    }
    if (totals.size > 1) continue;
    const [total = null] = totals;
    if (total === null || found.size >= total) return [...found.values()];
    throw brokenList(operation, `${found.size} of ${total} items arrived`);
  }
  throw new VendorError({
    code: 'transient',
    vendor: 'itglue',
    operation,
    happened: 'the list changed each time while it was read',
  });
}

function shortPage(operation: string, arrived: number, pageSize: number): VendorError {
  return brokenList(operation, `${arrived} of the ${pageSize} items of a page arrived`);
}

function brokenList(operation: string, happened: string): VendorError {
  return new VendorError({
    code: 'contract-broken',
    vendor: 'itglue',
    operation,
    happened: `the list is not whole: ${happened}`,
    next: 'It is read again; if it stays so, report it.',
  });
}
