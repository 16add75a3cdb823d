import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listTokens } from '../../db/tokens/list-tokens.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { at, role } from '../shapes/basics.ts';

const tokens = z.object({
  tokens: z.array(
    z
      .object({
        id: z.string(),
        name: z.string(),
        role,
        scope: z.enum(['read', 'write']),
        createdBy: z.string(),
        createdAt: at,
        expiresAt: at,
        revokedAt: at.nullable(),
      })
      .openapi('ApiToken'),
  ),
});

export const getTokens = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/tokens',
      operationId: 'listTokens',
      tags: ['Tokens'],
      summary: 'The API tokens, without the tokens themselves',
      responses: { 200: json(tokens) },
    },
    async (c) => {
      const rows = await listTokens(db, reader(c).tenantId);
      return c.json(tokens.parse({ tokens: rows }), 200);
    },
  );
