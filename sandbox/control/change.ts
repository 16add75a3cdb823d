import { z } from 'zod';
import type { World } from '../world.ts';

/** Refused with 400 and this sentence. */
export class ControlError extends Error {}

/** One verb of `POST /change`: its fields, and what it does to the vendors' data. */
export interface Change {
  readonly apply: (world: World, body: unknown) => Record<string, unknown>;
}

/** Ties a verb's fields to what it does; unknown fields are refused. */
export function change<Shape extends z.ZodRawShape>(
  shape: Shape,
  apply: (world: World, fields: z.infer<z.ZodObject<Shape>>) => Record<string, unknown>,
): Change {
  const schema = z.strictObject({ do: z.string(), ...shape });
  return {
    apply: (world, body) =>
      // The strict object has the shape's members and `do`, which is not read again.
      apply(world, parseOrRefuse(schema, body) as z.infer<z.ZodObject<Shape>>),
  };
}

/** The parsed value, or a refusal that names the field and says what is wrong with it. */
export function parseOrRefuse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ControlError(parsed.error.issues.map((issue) => sentence(issue)).join(' '));
}

function sentence(issue: z.core.$ZodIssue): string {
  const at = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key}"`).join(', ');
    return `${issue.keys.length === 1 ? 'Field' : 'Fields'} ${keys} ${issue.keys.length === 1 ? 'is' : 'are'} not known here.`;
  }
  return at === '' ? `The body is wrong: ${issue.message}.` : `Field "${at}": ${issue.message}.`;
}
