import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { confirmMapping } from '../../db/mappings/confirm-mapping.ts';
import { writer } from '../access.ts';
import type { AskProgress } from '../mapping-progress.ts';
import { body, json, route } from '../route.ts';
import { idParam, why } from '../shapes/basics.ts';
import { mappingShape } from '../shapes/mapping.ts';
import { shownMapping } from '../shown-mapping.ts';

export const postMappingConfirm = (db: Database, askProgress: AskProgress) =>
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
      return c.json(await shownMapping(db, askProgress, acting.tenantId, id), 200);
    },
  );
