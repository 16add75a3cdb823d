import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listConnections } from '../../db/connections/list-connections.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { connectionShape } from '../shapes/connection.ts';

const connections = z.object({ connections: z.array(connectionShape) });

export const getConnections = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/connections',
      operationId: 'listConnections',
      tags: ['Connections'],
      summary: 'The connections with their state and what is missing',
      responses: { 200: json(connections) },
    },
    async (c) => {
      const rows = await listConnections(db, reader(c).tenantId);
      return c.json(connections.parse({ connections: rows }), 200);
    },
  );
