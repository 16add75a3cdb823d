import type { Context } from 'hono';
import { ApiError } from './api-error.ts';

export function notFoundAnswer(c: Context): Response {
  const sentence = `There is no ${c.req.method} ${c.req.path} here. /reference lists what there is.`;
  return c.json(new ApiError(404, 'not-found', sentence).body, 404);
}
