import type { Outcome } from '../http/call.ts';
import type { Effect } from '../http/request-log.ts';
import { bodyOf, type Item } from './body.ts';
import { document } from './document.ts';
import { ItglueError, refusal, wordedRefusal, type ErrorObject } from './errors.ts';
import { askedFilters, filtered } from './filters.ts';
import { idText } from './field-kinds.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest } from './route.ts';
import { missing } from './sight.ts';

/** A checked write that has yet to happen; the answer is the row afterwards. */
export type Commit<Row> = () => Row;

/** How one kind of record is written. Each function checks, and gives what carries it out. */
export interface Writing<Row extends { readonly id: string }> {
  readonly resource: Resource<Row>;
  readonly kind: Effect['kind'];
  readonly nameOf: (row: Row) => string;
  readonly create?: (request: ItglueRequest, item: Item) => Commit<Row>;
  readonly update?: (request: ItglueRequest, row: Row, item: Item) => Commit<Row>;
  readonly remove?: (request: ItglueRequest, row: Row) => Commit<Row>;
  /** The row if this key may write it. */
  readonly find: (request: ItglueRequest, id: string) => Row;
  /** All that a bulk call's filter chooses from. */
  readonly all: (request: ItglueRequest) => readonly Row[];
}

/** Creates one, or many where the route takes many (itglue.md 2.4). */
export function create<Row extends { readonly id: string }>(
  request: ItglueRequest,
  writing: Writing<Row>,
  { bulk = false }: { bulk?: boolean } = {},
): Outcome {
  const make = writing.create;
  if (make === undefined) throw new Error(`${writing.kind} cannot be created`);
  const { items, isBulk } = bodyOf(request, writing.resource.type);
  if (isBulk && !bulk) throw bulkNotAllowed(writing);
  const commits = items.map((item) => () => make(request, item));
  const status = Number(request.switches.get('itglue.createdStatus'));
  return carryOut(request, writing, commits, { verb: 'create', status, isBulk });
}

/** Changes the row that the path names. */
export function update<Row extends { readonly id: string }>(
  request: ItglueRequest,
  writing: Writing<Row>,
  row: Row,
): Outcome {
  const { items, isBulk } = bodyOf(request, writing.resource.type);
  if (isBulk) throw bulkNotAllowed(writing);
  const commits = items.map((item) => () => changing(request, writing, row, item));
  return carryOut(request, writing, commits, { verb: 'update', status: 200, isBulk });
}

/** Changes many: by the ids among their attributes, or one change for all that filters choose. */
export function updateMany<Row extends { readonly id: string }>(
  request: ItglueRequest,
  writing: Writing<Row>,
): Outcome {
  const { items, isBulk } = bodyOf(request, writing.resource.type);
  const [only] = items;
  const byFilter = askedFilters(request.query).size > 0;
  if (byFilter === isBulk || only === undefined) {
    throw refusal(422, 'data must be a list, or one object together with a filter', 'data');
  }
  const commits = byFilter
    ? filtered(request, writing.resource, writing.all(request)).map(
        (row) => () => changing(request, writing, row, only),
      )
    : items.map((item) => () => changing(request, writing, named(request, writing, item), item));
  return carryOut(request, writing, commits, { verb: 'update', status: 200, isBulk: true });
}

/** Deletes those listed, or those that filters choose, never both (itglue.md 2.4). */
export function destroyMany<Row extends { readonly id: string }>(
  request: ItglueRequest,
  writing: Writing<Row>,
): Outcome {
  const { remove } = writing;
  if (remove === undefined) throw new Error(`${writing.kind} cannot be deleted`);
  const byFilter = askedFilters(request.query).size > 0;
  if (byFilter === (request.body !== '')) {
    throw refusal(422, 'either data or a filter must be given', 'data');
  }
  const rows = byFilter
    ? filtered(request, writing.resource, writing.all(request)).map((row) => () => row)
    : bodyOf(request, writing.resource.type).items.map(
        (item) => () => named(request, writing, item),
      );
  const commits = rows.map((row) => () => remove(request, row()));
  return carryOut(request, writing, commits, { verb: 'delete', status: 200, isBulk: true });
}

/** Deletes the row that the path names: 204. */
export function destroy<Row extends { readonly id: string }>(
  request: ItglueRequest,
  writing: Writing<Row>,
  row: Row,
): Outcome {
  const done = writing.remove?.(request, row)();
  if (done === undefined) throw new Error(`${writing.kind} cannot be deleted`);
  return {
    answer: { status: 204, headers: {}, body: '' },
    effect: effectOf(writing, 'delete', [done]),
  };
}

export function bulkNotAllowed({ kind }: { kind: Effect['kind'] }): ItglueError {
  const words = kind.replaceAll(/([A-Z])/g, ' $1');
  const title = words.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
  return wordedRefusal(`bulk action not allowed for ${title} using this route`);
}

function changing<Row extends { readonly id: string }>(
  request: ItglueRequest,
  { update: change, kind }: Writing<Row>,
  row: Row,
  item: Item,
): Commit<Row> {
  if (change === undefined) throw new Error(`${kind} cannot be changed`);
  if (item.relationships !== null) {
    throw refusal(422, 'relationships cannot be updated', 'data/relationships');
  }
  return change(request, row, item);
}

function named<Row extends { readonly id: string }>(
  request: ItglueRequest,
  writing: Writing<Row>,
  { attributes }: Item,
): Row {
  const id = idText(attributes['id']);
  if (id === null) throw refusal(422, 'id must be among the attributes', 'data/attributes/id');
  return writing.find(request, id);
}

interface Result {
  readonly verb: Effect['verb'];
  readonly status: number;
  readonly isBulk: boolean;
}

/** Checks all before any happens; where the switch says so, the good ones happen all the same. */
function carryOut<Row extends { readonly id: string }>(
  request: ItglueRequest,
  writing: Writing<Row>,
  checks: readonly (() => Commit<Row>)[],
  { verb, status, isBulk }: Result,
): Outcome {
  const commits: Commit<Row>[] = [];
  const errors: ErrorObject[] = [];
  const goOn = isBulk && request.switches.get('itglue.bulkWithOneBad') === 'goodOnesDone';
  for (const check of checks) {
    try {
      commits.push(check());
    } catch (error) {
      if (!goOn || !(error instanceof ItglueError)) throw error;
      errors.push(...error.errors);
    }
  }
  if (errors.length > 0 && commits.length === 0) throw new ItglueError(422, errors);
  const rows = commits.map((commit) => commit());
  const data = rows.map(writing.resource.view(request));
  const [first] = data;
  const shown = isBulk || first === undefined ? data : first;
  const more = errors.length === 0 ? {} : { errors };
  return document(status, shown, effectOf(writing, verb, rows), more);
}

function effectOf<Row extends { readonly id: string }>(
  { kind, nameOf }: Writing<Row>,
  verb: Effect['verb'],
  rows: readonly Row[],
): Effect | null {
  const [first] = rows;
  if (first === undefined) return null;
  const more = rows.length === 1 ? {} : { ids: rows.map(({ id }) => id) };
  return { verb, kind, id: first.id, name: nameOf(first), ...more };
}

/** A row by id, or 404. */
export function rowOf<Row>(request: ItglueRequest, row: Row | undefined, what: string): Row {
  if (row === undefined) throw missing(request, what);
  return row;
}
