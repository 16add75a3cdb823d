import type { MiddlewareHandler } from 'hono';
import { ApiError } from './api-error.ts';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * A browser sends cookies along from any page. So a request that changes something and has a cookie
 * must come from this API's own origin, as it is reached or as it is published.
 */
export function sameOrigin(publicUrl: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (safeMethods.includes(c.req.method) || c.req.header('cookie') === undefined) return next();
    const origin = c.req.header('origin');
    const own = origin !== undefined && hostOf(origin) === c.req.header('host');
    // A proxy that ends TLS may put another name into the host header.
    if (own || (origin !== undefined && origin === publicUrl)) return next();
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
