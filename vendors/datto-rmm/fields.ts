import { z } from 'zod';

/**
 * The fields of Datto RMM's answers. Production sends null in nearly every field and new enum values
 * without notice (datto-rmm.md 0, 7.5), so a field that is missing, null or of another type is null
 * here and never costs the item.
 */
export const maybe = <S extends z.ZodType>(schema: S) =>
  schema
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);

export const text = maybe(z.string());
export const flag = maybe(z.boolean());
export const count = maybe(z.number());

/** int64 on the wire; one that JSON numbers can't hold exactly would name another object. */
export const numericId = z.int().nonnegative();

/**
 * A moment as epoch milliseconds. The specification says text, the wire has numbers: over
 * 9,999,999,999 milliseconds, below seconds; the year 1 stands for none (datto-rmm.md 5.0).
 */
export function parseDattoTime(value: unknown): number | null {
  if (typeof value === 'string') {
    const atMs = Date.parse(value);
    return Number.isNaN(atMs) ? null : atMs;
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value === -62135596800000) {
    return null;
  }
  return value > 9_999_999_999 ? value : value * 1000;
}
export const time = z.unknown().optional().transform(parseDattoTime);

const pageDetails = z.object({
  /** Left out by some lists (datto-rmm.md 4). */
  totalCount: count,
  /** null, missing or empty on the last page. */
  nextPageUrl: text,
});

/** A page of a listing, its items under their own name. */
export const page = <Item extends z.ZodType>(item: Item, name: string) =>
  z.object({ pageDetails, [name]: z.array(item) }).transform((body) => ({
    items: body[name] as z.output<Item>[],
    totalCount: (body['pageDetails'] as z.output<typeof pageDetails>).totalCount,
    isLast: !(body['pageDetails'] as z.output<typeof pageDetails>).nextPageUrl,
  }));

/** A list of which an item that can't be read is left out, and never costs the others. */
export const list = <S extends z.ZodType>(item: S) =>
  maybe(z.array(maybe(item))).transform((found) =>
    (found ?? []).flatMap((one) => (one === null ? [] : [one as z.output<S>])),
  );
