import type { Outcome } from '../http/call.ts';
import { DattoError } from './errors.ts';
import { ok, type DattoRequest } from './route.ts';

/** Default and greatest page size (datto-rmm.md 4). */
export const largestPage = 250;

/**
 * One page of a collection: 0-based `page`, `max`, absolute next and previous addresses.
 * `filters` are the query parameters that chose the rows.
 */
export function page<T>(
  request: DattoRequest,
  arrayName: string,
  all: readonly T[],
  view: (row: T) => unknown,
  filters: readonly string[] = [],
): Outcome {
  const { switches, query } = request;
  const number = wholeNumber(request, 'page', 0, 0);
  const wanted = wholeNumber(request, 'max', 1, largestPage);
  if (wanted > largestPage && switches.get('dattoRmm.maxAbove250') === 'refused') {
    throw new DattoError(400, `max must not be greater than ${String(largestPage)}`);
  }
  const size = Math.min(wanted, largestPage);
  const { rows, total } = request.rows.shape(all);
  const from = number * size;
  if (from > 0 && from >= rows.length && switches.get('dattoRmm.pagePastEnd') === 'notFound') {
    throw new DattoError(404, 'There is no such page');
  }
  const shown = rows.slice(from, from + size);
  const pageUrl = (to: number) => {
    const parameters = new URLSearchParams({ max: String(size), page: String(to) });
    if (switches.get('dattoRmm.nextPageUrlFilters') === 'kept') {
      for (const filter of filters) {
        const value = query.get(filter);
        if (value !== null) parameters.append(filter, value);
      }
    }
    return `${request.origin}${request.path}?${parameters.toString()}`;
  };
  const next = from + size < rows.length ? pageUrl(number + 1) : null;
  return ok({
    pageDetails: {
      count: shown.length,
      totalCount: total,
      prevPageUrl: number > 0 ? pageUrl(number - 1) : null,
      ...nextPageUrl(request, next),
    },
    [arrayName]: shown.map(view),
  });
}

/** Rows in the order in force; no order is documented. */
export function sorted<T>(
  request: DattoRequest,
  rows: readonly T[],
  by: { id: (row: T) => number; name: (row: T) => string },
): T[] {
  const orders = {
    id: (a: T, b: T) => by.id(a) - by.id(b),
    name: (a: T, b: T) => by.name(a).localeCompare(by.name(b), 'en'),
    newestFirst: (a: T, b: T) => by.id(b) - by.id(a),
  };
  return rows.toSorted(orders[request.switches.get('dattoRmm.sortOrder')]);
}

/** Whether a text fits a LIKE filter; null, no filter asked, fits all. */
export function like(request: DattoRequest, text: string | null, filter: string | null): boolean {
  if (filter === null) return true;
  if (text === null) return false;
  return request.switches.get('dattoRmm.filterCase') === 'sensitive'
    ? text.includes(filter)
    : text.toLowerCase().includes(filter.toLowerCase());
}

function nextPageUrl(request: DattoRequest, next: string | null): { nextPageUrl?: string | null } {
  if (next !== null) return { nextPageUrl: next };
  const ends = { null: { nextPageUrl: null }, emptyText: { nextPageUrl: '' }, absent: {} };
  return ends[request.switches.get('dattoRmm.lastNextPageUrl')];
}

function wholeNumber(request: DattoRequest, name: string, least: number, standard: number): number {
  const text = request.query.get(name);
  if (text === null) return standard;
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least) return value;
  if (request.switches.get('dattoRmm.invalidPageParameter') === 'ignored') return standard;
  throw new DattoError(400, `${name} must be a whole number of at least ${String(least)}`);
}
