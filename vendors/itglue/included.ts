import { z } from 'zod';
import { VendorError } from '../http/errors.ts';

const identified = z.object({ type: z.string(), id: z.coerce.string() });

/** Finds what stands under `included`, by type and id. */
export type FindIncluded<Item> = (ids: readonly { id: string }[]) => Item[];

/**
 * Resources of one type that came along with others.
 * @throws {VendorError} `contract-broken` if one can't be read, or, when it is asked for, is missing
 */
export function includedOf<S extends z.ZodType>(
  operation: string,
  included: readonly unknown[],
  type: string,
  item: S,
): FindIncluded<z.output<S>> {
  const found = new Map<string, z.output<S>>();
  for (const one of included) {
    const known = identified.safeParse(one);
    if (!known.success || known.data.type.replaceAll('_', '-') !== type) continue;
    const parsed = item.safeParse(one);
    if (!parsed.success) throw broken(operation, `one of the ${type} that came along is not whole`);
    found.set(known.data.id, parsed.data);
  }
  return (ids) =>
    ids.map(({ id }) => {
      const one = found.get(id);
      if (one !== undefined) return one;
      throw broken(operation, `one of the ${type} that should come along is missing`);
    });
}

function broken(operation: string, happened: string): VendorError {
  return new VendorError({ code: 'contract-broken', vendor: 'itglue', operation, happened });
}
