import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { removeConnection } from '../../db/connections/remove-connection.ts';
import { writer } from '../access.ts';
import { json, route } from '../route.ts';
import { vendor } from '../shapes/basics.ts';

const removed = z.object({ removed: vendor, data: z.enum(['keep', 'drop']) });

export const deleteConnection = (db: Database) =>
  route(
    {
      method: 'delete',
      path: '/v1/connections/{vendor}',
      operationId: 'disconnect',
      tags: ['Connections'],
      summary: 'Remove a connection; keep or drop its data here',
      description: 'Nothing is done at the vendor. The tenant stays bound to its account.',
      request: {
        params: z.object({ vendor }),
        query: z.object({ data: z.enum(['keep', 'drop']) }),
      },
      responses: { 200: json(removed, 'Removed') },
    },
    async (c) => {
      const { vendor: which } = c.req.valid('param');
      const { data } = c.req.valid('query');
      await removeConnection(db, writer(c), which, data);
      return c.json({ removed: which, data }, 200);
    },
  );
