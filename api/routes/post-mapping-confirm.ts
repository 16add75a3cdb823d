import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { confirmMapping } from '../../db/mappings/confirm-mapping.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { idParam, why } from '../shapes/basics.ts';
import { mappingShape } from '../shapes/mapping.ts';
import type { ShowMapping } from '../shown-mapping.ts';

export const postMappingConfirm = (db: Database, showMapping: ShowMapping) =>
  route(
    {
      method: 'post',
      path: '/v1/mappings/{id}/confirm',
      operationId: 'confirmMapping',
      tags: ['Mappings'],
      summary: 'Confirm: a durable task carries the accepted rows out',
      description:
        'Confirming again answers the same. Refused with what changed if the facts are not those shown, or were shown more than an hour ago.',
      request: { params: idParam, ...body(z.object({ why })) },
      responses: { 200: json(mappingShape, 'Confirmed') },
    },
    async (c) => {
      const acting = writer(c);
      const { id } = c.req.valid('param');
      await confirmMapping(db, acting, id, c.req.valid('json').why);
      return c.json(await showMapping(acting.tenantId, id), 200);
    },
  );
