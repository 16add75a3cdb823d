import { z } from 'zod';
import { DattoError } from './errors.ts';

/** A JSON request body of the wanted shape, or 400. Unknown members are passed over. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new DattoError(400, 'The request body is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DattoError(400, z.prettifyError(parsed.error));
  return parsed.data;
}
