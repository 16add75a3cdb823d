import { randomBytes } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { createToken } from '../../db/tokens/create-token.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { at } from '../shapes/basics.ts';
import { tokenHash, tokenPrefix } from '../sign-in/resolve-access.ts';

const longestDays = 366;

const wish = z
  .object({
    name: z.string().trim().min(1).max(80),
    role: z.enum(['administrator', 'viewer']),
    scope: z.enum(['read', 'write']),
    expiresInDays: z.number().int().min(1).max(longestDays),
  })
  .openapi('TokenWish');

const made = z.object({
  id: z.string(),
  token: z.string().meta({ description: 'Shown this once, and kept nowhere' }),
  expiresAt: at,
});

export const postTokens = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/tokens',
      operationId: 'createToken',
      tags: ['Tokens'],
      summary: 'Make an API token with a role, a scope and an expiry',
      request: body(wish),
      responses: { 201: json(made, 'Made') },
    },
    async (c) => {
      const acting = writer(c);
      const { expiresInDays, ...wanted } = c.req.valid('json');
      const token = `${tokenPrefix}${randomBytes(32).toString('base64url')}`;
      const expiresAt = new Date(Date.now() + expiresInDays * 24 * 60 * 60_000);
      const id = await createToken(db, acting, { ...wanted, hash: tokenHash(token), expiresAt });
      return c.json(made.parse({ id, token, expiresAt }), 201);
    },
  );
