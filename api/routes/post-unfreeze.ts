import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { at, why } from '../shapes/basics.ts';

const frozen = z.object({ frozenAt: at.nullable() });

export const postUnfreeze = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/unfreeze',
      operationId: 'unfreeze',
      tags: ['Tenant'],
      summary: 'Let the tenant write again',
      request: body(z.object({ why })),
      responses: { 200: json(frozen, 'Writing again') },
    },
    async (c) => {
      const frozenAt = await stopTenant(db, writer(c), 'freeze', false, c.req.valid('json').why);
      return c.json(frozen.parse({ frozenAt }), 200);
    },
  );
