import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { cancelMatchDecision } from '../../db/matches/cancel-match-decision.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { idParam, why } from '../shapes/basics.ts';

const cancelled = z
  .object({
    cancelled: z.number().meta({ description: 'Items taken back' }),
    working: z
      .number()
      .meta({ description: 'Items that are being carried out: they are finished' }),
  })
  .openapi('MatchDecisionCancelled');

export const postMatchDecisionCancel = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/match-decisions/{id}/cancel',
      operationId: 'cancelMatchDecision',
      tags: ['Matching'],
      summary: 'Take back what of a decision has not been carried out',
      request: { params: idParam, ...body(z.object({ why })) },
      responses: { 200: json(cancelled, 'Taken back') },
    },
    async (c) => {
      const acting = writer(c);
      const { id } = c.req.valid('param');
      const done = await cancelMatchDecision(db, acting, id, c.req.valid('json').why);
      return c.json(cancelled.parse(done), 200);
    },
  );
