import type { z } from 'zod';
import type { VendorAnswer } from './call.ts';

/** Whether a body is a web page: what a wrong host, a proxy or a firewall answers with. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*</.test(text);
}

/** The body as JSON, or undefined if it is none. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The body as JSON.
 * @throws {VendorError} see {@link VendorAnswer.unclear}
 */
export function readJson(answer: VendorAnswer): unknown {
  const json = tryJson(answer.text);
  if (json !== undefined) return json;
  throw answer.unclear({
    happened: looksLikeHtml(answer.text)
      ? 'it answered with a web page instead of JSON'
      : 'its answer is not whole JSON',
  });
}

/**
 * Parses a value of an answer. The error names the first place that doesn't fit, never its value.
 * @throws {VendorError} see {@link VendorAnswer.unclear}
 */
export function parseValue<S extends z.ZodType>(
  schema: S,
  value: unknown,
  answer: VendorAnswer,
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.map(String).join('.') ?? '';
  throw answer.unclear({
    happened: `its answer lacks what this API is known to give (${place === '' ? 'body' : place}: ${issue?.code ?? 'invalid'})`,
  });
}
