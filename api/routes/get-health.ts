import { z } from '@hono/zod-openapi';
import { sql } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { json, route } from '../route.ts';

const health = z.object({ ok: z.literal(true) }).openapi('Health');

/** Answers without sign-in whether the API and its database are up. */
export const getHealth = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/health',
      operationId: 'getHealth',
      tags: ['Service'],
      summary: 'Whether the API and its database are up',
      security: [],
      responses: { 200: json(health, 'Both are up') },
    },
    async (c) => {
      await db.execute(sql`select 1`);
      return c.json({ ok: true } as const, 200);
    },
  );
