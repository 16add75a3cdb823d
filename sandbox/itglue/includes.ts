import type { ResourceObject } from './document.ts';
import { refusal } from './errors.ts';
import { snakeCase } from './names.ts';
import type { Include, Resource } from './resource.ts';
import type { ItglueRequest } from './route.ts';

/** Builds resources of rows with `relationships` and `included` as `include` asks (itglue.md 2.3). */
export function includeOf<Row extends { readonly id: string }>(
  request: ItglueRequest,
  resource: Resource<Row>,
  address: 'index' | 'show',
) {
  const view = resource.view(request);
  const asked = askedIncludes(request, resource, address).map((include) => include(request));
  return (
    rows: readonly Row[],
  ): { data: ResourceObject[]; included: readonly ResourceObject[] | null } => {
    const included = new Map<string, ResourceObject>();
    const data = rows.map((row) => {
      const shown = view(row);
      const relationships: Record<string, unknown> = { ...shown.relationships };
      for (const include of asked) {
        const found = include(row);
        relationships[found.relationship] = {
          data: found.included.map(({ id, type }) => ({ id, type })),
        };
        for (const one of found.included) included.set(`${one.type}/${one.id}`, one);
      }
      return { ...shown, relationships };
    });
    return { data, included: asked.length === 0 ? null : [...included.values()] };
  };
}

function askedIncludes<Row extends { readonly id: string }>(
  { query, switches }: ItglueRequest,
  { includes = {}, showIncludes = {} }: Resource<Row>,
  address: 'index' | 'show',
): Include<Row>[] {
  const known = address === 'show' ? { ...includes, ...showIncludes } : includes;
  const asked = (query.get('include') ?? '').split(',').filter((name) => name !== '');
  return asked.flatMap((name) => {
    const key = snakeCase(name);
    const include = Object.hasOwn(known, key) ? known[key] : undefined;
    if (include !== undefined) return [include];
    if (switches.get('itglue.unknownSortOrInclude') === 'ignored') return [];
    throw refusal(400, `${name} cannot be included here`, 'include');
  });
}

/** An include that is known and has nothing in the sandbox, such as attachments. */
export function nothing(relationship: string): Include<unknown> {
  return () => () => ({ relationship, included: [] });
}
