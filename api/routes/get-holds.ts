import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listHolds } from '../../db/lists/list-holds.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { actor, at, limit } from '../shapes/basics.ts';

const heldItem = z
  .object({
    siteUid: z.string(),
    siteName: z.string(),
    do: z.string(),
    companyName: z.string().nullable(),
    event: z.string().nullable().meta({ description: 'The type of the event that it handles' }),
  })
  .openapi('HeldItem');

const holds = z.object({
  holds: z.array(
    z
      .object({
        id: z.string(),
        runId: z.string(),
        sentence: z.string(),
        items: z.number().meta({ description: 'How many actions it holds' }),
        held: z.array(heldItem).meta({
          description: 'The actions themselves, while it is open or allowed',
        }),
        state: z.enum(['open', 'allowed', 'used', 'rejected', 'superseded']),
        decidedBy: actor.nullable(),
        createdAt: at,
        decidedAt: at.nullable(),
      })
      .openapi('Hold'),
  ),
});

export const getHolds = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/holds',
      operationId: 'listHolds',
      tags: ['Runs'],
      summary: 'Runs held because they would do much at once',
      request: { query: z.object({ limit }) },
      responses: { 200: json(holds) },
    },
    async (c) => {
      const rows = await listHolds(db, reader(c).tenantId, c.req.valid('query').limit);
      return c.json(holds.parse({ holds: rows }), 200);
    },
  );
