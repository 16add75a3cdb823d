import type { z } from 'zod';
import { collectPages, listPages } from './pages.ts';
import type { ListOptions, Page, ReadPage } from './pages.ts';
import { queryOf } from './query.ts';
import type { Filters } from './query.ts';
import { itglueRead } from './request.ts';
import type { ItglueConnection, ItglueRequest } from './request.ts';
import { documentOf, pageOf } from './resource.ts';
import { requireSame } from './same-record.ts';
import type { RecordId } from './ids.ts';

export interface ReadOptions {
  signal?: AbortSignal | undefined;
}

/** A listing as its route and query name it. */
export interface Listing extends Omit<ItglueRequest, 'signal'> {
  filters?: Filters;
  /** Without one the order is not known, and a record that comes may push others past a page. */
  sort?: string;
  include?: string;
}

/** A listing a page at a time. */
export function listing<S extends z.ZodType>(
  connection: ItglueConnection,
  from: Listing,
  item: S,
  options: ListOptions = {},
): AsyncGenerator<Page<z.output<S>>, void> {
  return listPages(from.operation, pageReader(connection, from, item, options.signal), options);
}

/** A whole listing. */
export function collected<S extends z.ZodType<{ id: string }>>(
  connection: ItglueConnection,
  from: Listing,
  item: S,
  { signal }: ReadOptions = {},
): Promise<z.output<S>[]> {
  return collectPages(from.operation, pageReader(connection, from, item, signal));
}

/** What reads one page of a listing. */
export function pageReader<S extends z.ZodType>(
  connection: ItglueConnection,
  from: Listing,
  item: S,
  signal: AbortSignal | undefined,
) {
  const schema = pageOf(item);
  const query = queryOf(from.filters ?? {}, { sort: from.sort, include: from.include });
  return (async (pageQuery) => {
    const path = `${from.path}?${[query, pageQuery].filter((part) => part !== '').join('&')}`;
    return itglueRead(connection, { ...from, path, signal }, schema);
  }) satisfies ReadPage<z.output<S>>;
}

/** One record by its id. */
export async function oneRecord<S extends z.ZodType<{ id: RecordId }>>(
  connection: ItglueConnection,
  request: { operation: string; path: string; id: RecordId; include?: string },
  item: S,
  { signal }: ReadOptions = {},
): Promise<{ data: z.output<S>; included: unknown[] }> {
  const { operation, id, include } = request;
  const query = include === undefined ? '' : `?include=${include}`;
  const path = `${request.path}${query}`;
  const document = await itglueRead(
    connection,
    { operation, path, ofRecord: true, signal },
    documentOf(item),
  );
  requireSame(operation, id, document.data);
  return document;
}
