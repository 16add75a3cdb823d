import { z } from 'zod';

/**
 * The JSON:API documents of IT Glue (itglue.md 2.1). A resource is made flat: its attributes beside
 * its id, in camel case, whether they came in kebab-case or in snake_case.
 */

/** A field that is missing, null or of another type is null: for what only informs. */
export const maybe = <S extends z.ZodType>(schema: S) =>
  schema
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);

/** Text that only informs. Empty attributes are null, some of them empty text (itglue.md 2.1). */
export const text = maybe(z.string()).transform(emptyAsNull);

/**
 * Text that Sitesync may write when it is empty. It has to be there, as text or null: taken for
 * empty where it can't be read, it would be written over.
 */
export const writableText = z
  .union([z.string(), z.number().transform((value) => String(value))])
  .nullable()
  .transform(emptyAsNull);

/** The id of another record; one that can't be read is no "none". */
export const reference = <S extends z.ZodType>(id: S) =>
  id.nullish().transform((value) => value ?? null);

/** Ids of included resources; null where the answer doesn't say. */
const relationship = maybe(z.object({ data: z.array(z.object({ id: z.coerce.string() })) }));

/** One resource of a type, as `configuration-interfaces`. */
export function resource<Shape extends z.core.$ZodLooseShape>(type: string, shape: Shape) {
  return z.preprocess(flatten, z.object({ type: z.literal(type), ...shape }));
}

/** The same, with the ids of the resources that stand under `included`. */
export function resourceWith<Shape extends z.core.$ZodLooseShape>(
  type: string,
  shape: Shape,
  included: string,
) {
  const relationships = maybe(z.object({ [camelCase(included)]: relationship }));
  return z.preprocess(flatten, z.object({ type: z.literal(type), ...shape, relationships }));
}

const includedSchema = maybe(z.array(z.unknown())).transform((found) => found ?? []);

/** A document of one resource. */
export const documentOf = <S extends z.ZodType>(item: S) =>
  z
    .object({ data: item, included: includedSchema })
    .transform((document) => document as { data: z.output<S>; included: unknown[] });

/** A document of several resources that is no page: what a bulk write answers with. */
export const documentsOf = <S extends z.ZodType>(item: S) => z.object({ data: z.array(item) });

const count = maybe(z.int().nonnegative());
const metaSchema = z.preprocess(
  camelKeys,
  z.object({ nextPage: count, totalPages: count, currentPage: count, totalCount: count }),
);
const linksSchema = maybe(z.object({ next: text }));

/** A page of a listing. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z
    .object({ data: z.array(item), included: includedSchema, meta: metaSchema, links: linksSchema })
    .transform(({ data, included, meta, links }) => ({
      items: data,
      included,
      totalCount: meta.totalCount,
      totalPages: meta.totalPages,
      isLast: isLast(meta, links),
    }));

/**
 * Whether no page follows. Clients go by `next-page`, by `links.next` or by `total-pages`, and none
 * of them is known to be always there (itglue.md 2.2), so any that names a next page counts.
 */
function isLast(
  meta: z.output<typeof metaSchema>,
  links: z.output<typeof linksSchema>,
): boolean | null {
  const { nextPage, currentPage, totalPages } = meta;
  if (nextPage !== null || (links?.next ?? null) !== null) return false;
  if (currentPage !== null && totalPages !== null) return currentPage >= totalPages;
  return links === null ? null : true;
}

function flatten(value: unknown): unknown {
  if (!isObject(value)) return value;
  const type = value['type'];
  return {
    // In one example of the pages the id stands among the attributes (itglue.md 3.5).
    ...(camelKeys(value['attributes']) as object),
    ...('id' in value ? { id: value['id'] } : {}),
    type: typeof type === 'string' ? type.replaceAll('_', '-') : type,
    relationships: camelKeys(value['relationships']),
  };
}

function camelKeys(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, found]) => [camelCase(key), found]));
}

/** The attributes of IT Glue's records, which are the same few in each of 20,000. */
const knownKeys = new Map<string, string>();
const mostKnownKeys = 1_000;

function camelCase(key: string): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const camel = key.replaceAll(/[-_]+([a-z\d])/gi, (_all, letter: string) => letter.toUpperCase());
  if (knownKeys.size < mostKnownKeys) knownKeys.set(key, camel);
  return camel;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function emptyAsNull(value: string | null): string | null {
  return value === '' ? null : value;
}
