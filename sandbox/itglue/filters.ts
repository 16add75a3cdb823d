import { refusal } from './errors.ts';
import { snakeCase } from './names.ts';
import type { Resource } from './resource.ts';
import type { ItglueRequest } from './route.ts';

/** Reads the values of one filter, which a row has to meet one of; null passes every row. */
export type Filter<Row> = (
  request: ItglueRequest,
  values: readonly string[],
) => ((row: Row) => boolean) | null;

/** `filter[a]=1&filter[exclude][b]=2` as `a` and `exclude.b`. */
export function askedFilters(query: URLSearchParams): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  for (const [parameter, value] of query) {
    const parts = /^filter\[([^\]]+)\](?:\[([^\]]+)\])?$/.exec(parameter);
    if (parts?.[1] === undefined) continue;
    const name = snakeCase(parts[2] === undefined ? parts[1] : `${parts[1]}.${parts[2]}`);
    asked.set(name, valuesOf(value));
  }
  return asked;
}

/** The rows that meet every filter of the request. */
export function filtered<Row extends { readonly id: string }>(
  request: ItglueRequest,
  { filters }: Resource<Row>,
  rows: readonly Row[],
): readonly Row[] {
  let left = rows;
  for (const [name, values] of askedFilters(request.query)) {
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (filter === undefined) {
      if (request.switches.get('itglue.unknownFilter') === 'ignored') continue;
      throw refusal(400, `${name} is not a filter of this resource`, `filter/${name}`);
    }
    const fits = filter(request, values);
    if (fits !== null) left = left.filter(fits);
  }
  return left;
}

/** A comma separates values unless a backslash is before it (itglue.md 2.3). */
function valuesOf(text: string): string[] {
  return text.split(/(?<!\\),/).map((value) => value.replaceAll(String.raw`\,`, ','));
}
