import { z } from 'zod';
import { tryJson } from '../http/answer-body.ts';
import { maybe } from './resource.ts';

/** One error of an answer. */
export interface ApiError {
  words: string;
  /** What it points to, without a leading slash. */
  pointer: string | null;
  /** Which record of a list it points to, from 0. */
  index: number | null;
}

const text = maybe(z.string());

/**
 * `detail` is text or a list of texts, `title` sometimes carries the message, and `status` is a
 * number or a word (itglue.md 4), so that the HTTP status alone is gone by.
 */
const errorSchema = z.object({
  title: text,
  detail: maybe(z.union([z.string(), z.array(z.string()).transform((all) => all.join(', '))])),
  source: maybe(z.object({ pointer: text })),
});
const bodySchema = z.object({ errors: z.array(errorSchema) });

/** The errors of a body; none where it is no error body. */
export function errorsIn(body: string): ApiError[] {
  const parsed = bodySchema.safeParse(tryJson(body));
  return parsed.success ? parsed.data.errors.map(toApiError) : [];
}

function toApiError({ title, detail, source }: z.output<typeof errorSchema>): ApiError {
  const pointer = source?.pointer?.replace(/^\/+/, '') || null;
  const index = /^data\/(\d+)(?:\/|$)/.exec(pointer ?? '')?.[1];
  const isEmptyTitle = title !== null && detail !== null && standardTitles.test(title);
  const words = [isEmptyTitle ? null : title, detail].filter((said) => said !== null);
  return { words: words.join(': '), pointer, index: index === undefined ? null : Number(index) };
}

/** Titles that say no more than the HTTP status. */
const standardTitles = /^(?:unprocessable[ _]entity|unauthorized|not[ _]found|bad[ _]request)$/i;
