import { z } from '@hono/zod-openapi';

/** A moment, in UTC with milliseconds. */
export const at = z
  .date()
  .transform((date) => date.toISOString())
  .openapi({ type: 'string', format: 'date-time' });

/** The id in a path. */
export const idParam = z.object({
  id: z.uuid('Give a whole id as the lists show it, a UUID'),
});

/** Why somebody does something, kept in the audit. */
export const why = z.string().trim().max(500).optional();

export const actor = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), id: z.string(), name: z.string() }),
    z.object({ kind: z.literal('token'), id: z.string(), name: z.string() }),
    z.object({ kind: z.literal('run'), id: z.string() }),
    z.object({ kind: z.literal('install') }),
  ])
  .openapi('Actor');

export const role = z.enum(['administrator', 'manager', 'viewer']);

export const vendor = z.enum(['datto-rmm', 'gravityzone', 'itglue']);

/** How many rows a page has. */
export const limit = z.coerce.number().int().min(1).max(500).default(50);

/** How many rows come before a page. */
export const offset = z.coerce
  .number()
  .int()
  .min(0)
  .max(1_000_000)
  .default(0)
  // Said to be null as well otherwise, since null is coerced to 0.
  .openapi({ type: 'integer' });
