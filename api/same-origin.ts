import type { MiddlewareHandler } from 'hono';
import { ApiError } from './api-error.ts';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * A browser sends cookies along from any page. So a request that changes something and has a cookie
 * must come from this API's own origin, or from one that is trusted by name.
 */
export function sameOrigin(trustedOrigins: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    if (safeMethods.includes(c.req.method) || c.req.header('cookie') === undefined) return next();
    const origin = c.req.header('origin');
    const own = origin !== undefined && hostOf(origin) === c.req.header('host');
    if (own || (origin !== undefined && trustedOrigins.includes(origin))) return next();
    throw new ApiError(
      403,
      'foreign-origin',
      'This request came with a cookie from a page of another origin and was refused.',
    );
  };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
