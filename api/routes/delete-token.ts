import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { revokeToken } from '../../db/tokens/revoke-token.ts';
import { writer } from '../access.ts';
import { json, route } from '../route.ts';
import { idParam } from '../shapes/basics.ts';

const revoked = z.object({ revoked: z.string() });

export const deleteToken = (db: Database) =>
  route(
    {
      method: 'delete',
      path: '/v1/tokens/{id}',
      operationId: 'revokeToken',
      tags: ['Tokens'],
      summary: 'Revoke an API token, at once',
      request: { params: idParam },
      responses: { 200: json(revoked, 'Revoked') },
    },
    async (c) => {
      const { id } = c.req.valid('param');
      await revokeToken(db, writer(c), id);
      return c.json({ revoked: id }, 200);
    },
  );
