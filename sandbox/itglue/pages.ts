import type { Outcome } from '../http/call.ts';
import { document } from './document.ts';
import { ItglueError, refusal } from './errors.ts';
import { filtered } from './filters.ts';
import { includeOf } from './includes.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest } from './route.ts';
import { inOrder } from './sorts.ts';

const standardSize = 50;
const largestSize = 1000;
const timingOutAbove = { none: Infinity, above500: 500, above200: 200, above50: 50 };

/** One page of a list: filtered, sorted, with `meta`, absolute `links` and what is included. */
export function list<Row extends { readonly id: string }>(
  request: ItglueRequest,
  resource: Resource<Row>,
  all: readonly Row[],
  { nested = false }: { nested?: boolean } = {},
): Outcome {
  const ignoresFilters = nested && request.switches.get('itglue.nestedFilters') === 'ignored';
  const chosen = ignoresFilters ? all : filtered(request, resource, all);
  const size = pageSize(request);
  const { rows, total } = request.rows.shape(inOrder(request, resource, chosen));
  const number = wholeNumber(request, 'page[number]', 1);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  if (number > pages && request.switches.get('itglue.pagePastEnd') === '404') {
    throw refusal(404, 'There is no such page', 'page/number');
  }
  const shown = rows.slice((number - 1) * size, number * size);
  const include = includeOf(request, resource, 'index');
  const { data, included } = include(shown);
  return document(200, data, null, {
    meta: {
      'current-page': number,
      'next-page': number < pages ? number + 1 : null,
      'prev-page': number > 1 ? number - 1 : null,
      'total-pages': pages,
      'total-count': total,
      filters: {},
    },
    links: links(request, { number, pages, size }),
    ...(included === null ? {} : { included }),
  });
}

/** One record at its own address. */
export function show<Row extends { readonly id: string }>(
  request: ItglueRequest,
  resource: Resource<Row>,
  row: Row,
): Outcome {
  const { data, included } = includeOf(request, resource, 'show')([row]);
  const [first] = data;
  if (first === undefined) throw new Error('a shown row has no view');
  return document(200, first, null, included === null ? {} : { included });
}

/** Pages that are too large for the server answer an error after a while (itglue.md 6.11). */
function pageSize(request: ItglueRequest): number {
  const { switches } = request;
  const wanted = wholeNumber(request, 'page[size]', standardSize);
  if (wanted > largestSize && switches.get('itglue.pageSizeAbove1000') === 'refused') {
    throw refusal(422, `page size cannot be above ${String(largestSize)}`, 'page/size');
  }
  const size = Math.min(wanted, largestSize);
  if (size > timingOutAbove[switches.get('itglue.pagesThatTimeOut')]) {
    const status = Number(switches.get('itglue.timeOutStatus'));
    const detail = 'The request took too long to process and timed out.';
    throw new ItglueError(status, [{ status, title: 'Request Timeout', detail }]);
  }
  return size;
}

function links(
  { origin, path, query, switches }: ItglueRequest,
  { number, pages, size }: { number: number; pages: number; size: number },
): Record<string, string | null> {
  const to = (page: number) => {
    const parameters = new URLSearchParams(query);
    parameters.set('page[number]', String(page));
    parameters.set('page[size]', String(size));
    return `${origin}${path}?${parameters.toString()}`;
  };
  const absent = switches.get('itglue.lastPageLinks') === 'absent';
  const atEnds: [string, string | null][] = [
    ['prev', number > 1 ? to(number - 1) : null],
    ['next', number < pages ? to(number + 1) : null],
  ];
  return {
    self: to(number),
    first: to(1),
    ...Object.fromEntries(atEnds.filter(([, address]) => !absent || address !== null)),
    last: to(pages),
  };
}

/** What is no whole number above 0 counts as not sent. */
function wholeNumber({ query }: ItglueRequest, name: string, standard: number): number {
  const text = query.get(name) ?? '';
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : standard;
}
