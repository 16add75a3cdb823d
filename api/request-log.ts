import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { ApiEnv } from './access.ts';

/**
 * Logs each request by its route, not its path: what was asked for may be in a path or query. The
 * request's id is in the answer too.
 */
export function logRequests(log: Logger): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    c.header('x-request-id', requestId);
    await next();
    log.info(
      {
        requestId,
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        durationMs: Math.round(performance.now() - startedAt),
        tenantId: c.get('access')?.acting.tenantId,
      },
      'request',
    );
  };
}
