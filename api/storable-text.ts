import { createMiddleware } from 'hono/factory';
import { ApiError } from './api-error.ts';

/**
 * Refuses text that Postgres can't store, in the URL or a JSON body: NUL, and half a surrogate pair.
 * Changing it in silence would store something else than what was confirmed.
 */
export const refuseUnstorableText = createMiddleware(async (c, next) => {
  if (c.req.url.includes('%00')) throw unstorable('The URL');
  if (c.req.header('content-type')?.includes('json') === true) {
    refuseIn(await c.req.text());
  }
  return next();
});

/** Whether it is JSON at all is for the route to say. */
function refuseIn(body: string): void {
  try {
    JSON.parse(body, (_key, value: unknown) => {
      if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
        throw unstorable('The body');
      }
      return value;
    });
  } catch (error) {
    if (error instanceof ApiError) throw error;
  }
}

function unstorable(where: string): ApiError {
  const sentence = `${where} has text that can't be stored: a NUL character, or half of an emoji. Take it out and send it again; nothing was done.`;
  return new ApiError(400, 'bad-input', sentence);
}
