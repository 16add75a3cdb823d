import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { decideHold } from '../../db/runs/decide-hold.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { idParam, why } from '../shapes/basics.ts';

const choice = z.object({ decision: z.enum(['allow', 'reject']), why }).openapi('HoldDecision');
const decided = z.object({
  requestId: z.string().nullable().meta({ description: 'The run that carries it out' }),
});

export const postHold = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/holds/{id}',
      operationId: 'decideHold',
      tags: ['Runs'],
      summary: 'Allow a held run once, or reject it',
      request: { params: idParam, ...body(choice) },
      responses: { 200: json(decided, 'Decided') },
    },
    async (c) => {
      const acting = writer(c);
      const { decision, why: reason } = c.req.valid('json');
      const { id } = c.req.valid('param');
      return c.json(await decideHold(db, acting, id, decision, reason), 200);
    },
  );
