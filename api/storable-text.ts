import { createMiddleware } from 'hono/factory';
import { ApiError } from './api-error.ts';

/**
 * Refuses text that Postgres can't store, in the URL or a JSON body: NUL, and half a surrogate pair.
 * Changing it in silence would store something else than what was confirmed.
 */
export const refuseUnstorableText = createMiddleware(async (c, next) => {
  if (c.req.url.includes('%00')) throw unstorable('The URL');
  if (c.req.header('content-type')?.includes('json') === true && isUnstorable(await c.req.text())) {
    throw unstorable('The body');
  }
  return next();
});

/** JSON can say both in escapes only, and hardly any body has one: the others are not parsed here. */
const unstorableEscape = /\\u(?:0000|d[89a-f])/i;

/** False of what is not JSON at all: that is for the route to say. */
function isUnstorable(body: string): boolean {
  if (!unstorableEscape.test(body)) return false;
  let found = false;
  try {
    JSON.parse(body, (_key, value: unknown) => {
      found ||= typeof value === 'string' && (value.includes('\0') || !value.isWellFormed());
      return value;
    });
  } catch {
    return false;
  }
  return found;
}

function unstorable(where: string): ApiError {
  const sentence = `${where} has text that can't be stored: a NUL character, or half of an emoji. Take it out and send it again; nothing was done.`;
  return new ApiError(400, 'bad-input', sentence);
}
