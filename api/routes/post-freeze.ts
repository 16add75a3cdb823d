import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { at, why } from '../shapes/basics.ts';

const frozen = z.object({ frozenAt: at.nullable() });

export const postFreeze = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/freeze',
      operationId: 'freeze',
      tags: ['Tenant'],
      summary: 'Freeze all writes of the tenant; reads go on',
      description: 'No write is sent later than 5 s after this. One on its way shows its outcome.',
      request: body(z.object({ why })),
      responses: { 200: json(frozen, 'Frozen') },
    },
    async (c) => {
      const frozenAt = await stopTenant(db, writer(c), 'freeze', true, c.req.valid('json').why);
      return c.json(frozen.parse({ frozenAt }), 200);
    },
  );
