import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { at, why } from '../shapes/basics.ts';

const paused = z.object({ pausedAt: at.nullable() });

export const postPause = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/pause',
      operationId: 'pause',
      tags: ['Tenant'],
      summary: 'Pause the tenant: runs read and write nothing',
      request: body(z.object({ why })),
      responses: { 200: json(paused, 'Paused') },
    },
    async (c) => {
      const pausedAt = await stopTenant(db, writer(c), 'pause', true, c.req.valid('json').why);
      return c.json(paused.parse({ pausedAt }), 200);
    },
  );
