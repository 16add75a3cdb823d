import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { at, why } from '../shapes/basics.ts';

const paused = z.object({ pausedAt: at.nullable() });

export const postResume = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/resume',
      operationId: 'resume',
      tags: ['Tenant'],
      summary: 'Take a pause back',
      request: body(z.object({ why })),
      responses: { 200: json(paused, 'Resumed') },
    },
    async (c) => {
      const pausedAt = await stopTenant(db, writer(c), 'pause', false, c.req.valid('json').why);
      return c.json(paused.parse({ pausedAt }), 200);
    },
  );
