import type { z } from 'zod';
import type { VendorAnswer } from './call.ts';

/** Whether a body is a web page: what a wrong host, a proxy or a firewall answers with. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*</.test(text);
}

/**
 * The body as JSON with its text as it can be stored and shown, or undefined if it is none: without
 * NUL, as firmware pads its serials with, and with U+FFFD for half a surrogate pair, as a name that
 * was cut in the middle of an emoji ends. Postgres refuses both, and one such name would stop the
 * run of a whole tenant.
 */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text, unstorableEscape.test(text) ? storable : undefined) as unknown;
  } catch {
    return undefined;
  }
}

/** JSON can say both in escapes only: NUL must be escaped, and a body is decoded as whole UTF-8. */
const unstorableEscape = /\\u(?:0000|d[89a-f])/i;

function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;
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
