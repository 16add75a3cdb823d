import { refusal } from './errors.ts';
import { snakeCase } from './names.ts';
import type { Resource, SortValue } from './resource.ts';
import type { ItglueRequest } from './route.ts';

/** Rows by `sort=a,-b`, and by the order in force among equals. */
export function inOrder<Row extends { readonly id: string }>(
  request: ItglueRequest,
  resource: Resource<Row>,
  rows: readonly Row[],
): Row[] {
  const keys = askedSorts(request, resource).map(({ descending, of }) => {
    const values = new Map(rows.map((row) => [row.id, of(row, request)]));
    return (a: Row, b: Row) =>
      compare(values.get(a.id) ?? null, values.get(b.id) ?? null) * (descending ? -1 : 1);
  });
  return rows.toSorted((a, b) => {
    for (const key of keys) {
      const order = key(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

interface Key<Row> {
  readonly descending: boolean;
  readonly of: (row: Row, request: ItglueRequest) => SortValue;
}

function askedSorts<Row extends { readonly id: string }>(
  request: ItglueRequest,
  { sorts }: Resource<Row>,
): Key<Row>[] {
  const asked = (request.query.get('sort') ?? '').split(',').filter((name) => name !== '');
  const keys = asked.flatMap((name) => {
    const of = sorts[snakeCase(name.replace(/^-/, ''))];
    if (of !== undefined) return [{ descending: name.startsWith('-'), of }];
    if (request.switches.get('itglue.unknownSortOrInclude') === 'ignored') return [];
    throw refusal(400, `${name} is no sort of this resource`, 'sort');
  });
  const byId: Key<Row> = { descending: false, of: ({ id }) => Number(id) };
  if (keys.length > 0) return [...keys, byId];
  const orders = {
    id: [byId],
    name: sorts['name'] === undefined ? [byId] : [{ descending: false, of: sorts['name'] }, byId],
    newestFirst: [{ ...byId, descending: true }],
  };
  return orders[request.switches.get('itglue.defaultOrder')];
}

/** Null comes last; texts regardless of case. */
function compare(a: SortValue, b: SortValue): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [a.toLowerCase(), b.toLowerCase()];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  }
  return a < b ? -1 : 1;
}
