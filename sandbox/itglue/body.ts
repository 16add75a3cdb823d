import { ItglueError, refusal } from './errors.ts';
import { snakeCase } from './names.ts';
import type { ItglueRequest } from './route.ts';

/** One resource object of a request, its attributes by their names in snake case. */
export interface Item {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>> | null;
}

export interface Body {
  readonly items: readonly Item[];
  /** Whether `data` was a list. */
  readonly isBulk: boolean;
}

type Members = Record<string, unknown>;

const bulkLimits = { none: Infinity, '1000': 1000, '100': 100 };

/** The document of a write, or the refusal of what is none. `type` may be in either case. */
export function bodyOf(request: ItglueRequest, type: string): Body {
  const { data } = spelled(request, parsed(request.body));
  if (data === undefined || data === null) {
    throw refusal(400, 'param is missing or the value is empty: data');
  }
  // A text in place of the object makes the live service fail (itglue.md 4).
  if (typeof data !== 'object') {
    throw new ItglueError(500, [{ status: 500, title: 'Internal Server Error' }]);
  }
  const isBulk = Array.isArray(data);
  const items = (isBulk ? data : [data]).map((one) => itemOf(request, one, type));
  if (items.length > bulkLimits[request.switches.get('itglue.bulkLimit')]) {
    throw refusal(422, `${String(items.length)} are too many items for one call`, 'data');
  }
  return { items, isBulk };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusal(400, 'The request body is not JSON');
  }
}

function itemOf(request: ItglueRequest, value: unknown, type: string): Item {
  const members = spelled(request, value);
  const given = members['type'];
  if (typeof given !== 'string' || snakeCase(given.toLowerCase()) !== snakeCase(type)) {
    throw refusal(422, `type must be ${type}`, 'data/type');
  }
  const relationships = members['relationships'];
  return {
    type: snakeCase(type),
    attributes: spelled(request, members['attributes'] ?? {}),
    relationships: relationships === undefined ? null : spelled(request, relationships),
  };
}

/** An object's members in snake case; capitals go by the switch (itglue.md 2.1). */
export function spelled({ switches }: ItglueRequest, value: unknown): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal(422, 'must be an object', 'data');
  }
  const anyCase = switches.get('itglue.capitalKeys') === 'accepted';
  return Object.fromEntries(
    Object.entries(value as Members).map(([name, member]) => [
      snakeCase(anyCase ? name.toLowerCase() : name),
      member,
    ]),
  );
}

/** Objects that a create embeds as a relationship. */
export function itemsWithin(request: ItglueRequest, item: Item, type: string): Item[] {
  const relationship = item.relationships?.[type];
  if (relationship === undefined || relationship === null) return [];
  const { data } = spelled(request, relationship);
  if (!Array.isArray(data)) throw refusal(422, 'data must be a list', `data/relationships/${type}`);
  return data.map((one) => itemOf(request, one, type));
}
