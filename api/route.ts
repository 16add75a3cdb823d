import { createRoute, type RouteConfig, type RouteHandler, z } from '@hono/zod-openapi';
import type { ApiEnv } from './access.ts';

const errorBody = z
  .object({
    error: z.object({
      code: z.string().meta({ description: 'For programs; it does not change.' }),
      message: z.string().meta({ description: 'What happened, and what to do.' }),
    }),
  })
  .openapi('Error');

const errorContent = { 'application/json': { schema: errorBody } };

/** What any route may answer besides its own: one body for all errors. */
const errorAnswers = {
  '4XX': {
    description:
      'Refused: 400 what was sent, 401 not signed in, 403 not allowed, 404, 409, 422, 429',
    content: errorContent,
  },
  '5XX': { description: 'Failed here or at a vendor; nothing was done', content: errorContent },
} as const;

type WithErrors<R extends RouteConfig> = R & { responses: typeof errorAnswers };

/** One route: what it takes and answers, and its handler, with the common errors documented. */
export function route<const R extends RouteConfig>(
  config: R,
  handler: RouteHandler<WithErrors<R>, ApiEnv>,
): { route: WithErrors<R>; handler: RouteHandler<WithErrors<R>, ApiEnv> } {
  const responses = { ...config.responses, ...errorAnswers };
  const made: unknown = createRoute({ ...config, responses });
  return { route: made as WithErrors<R>, handler };
}

/** A JSON body, for a request or an answer. */
export function json<S extends z.ZodType>(schema: S, description = '') {
  return { content: { 'application/json': { schema } }, description } as const;
}

/** A JSON body that a request must have. */
export function body<S extends z.ZodType>(schema: S) {
  return { body: { ...json(schema), required: true } } as const;
}
