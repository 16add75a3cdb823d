import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { decideWrite } from '../../db/writes/decide-write.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { idParam, why } from '../shapes/basics.ts';

const choice = z
  .intersection(
    z.discriminatedUnion('do', [
      z.object({ do: z.literal('adopt'), objectId: z.string().min(1).max(64) }),
      z.object({ do: z.literal('resend') }),
      z.object({ do: z.literal('give-up') }),
    ]),
    z.object({ why }),
  )
  .openapi('WriteDecision');

const decided = z.object({ decisionId: z.string() });

export const postWrite = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/writes/{id}',
      operationId: 'decideWrite',
      tags: ['Writes'],
      summary: 'Settle a write that only a person can',
      description:
        'adopt: the named object is its result. resend: it took no effect, send it again. give-up: leave it.',
      request: { params: idParam, ...body(choice) },
      responses: { 202: json(decided, 'Stored; it is carried out from here on') },
    },
    async (c) => {
      const acting = writer(c);
      const { why: reason, ...what } = c.req.valid('json');
      const { id } = c.req.valid('param');
      return c.json({ decisionId: await decideWrite(db, acting, id, what, reason) }, 202);
    },
  );
