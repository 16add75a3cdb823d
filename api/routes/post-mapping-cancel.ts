import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { cancelMapping } from '../../db/mappings/cancel-mapping.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { idParam, why } from '../shapes/basics.ts';
import { mappingShape } from '../shapes/mapping.ts';
import type { ShowMapping } from '../shown-mapping.ts';

export const postMappingCancel = (db: Database, showMapping: ShowMapping) =>
  route(
    {
      method: 'post',
      path: '/v1/mappings/{id}/cancel',
      operationId: 'cancelMapping',
      tags: ['Mappings'],
      summary: 'Cancel: rows not begun are left out, the one under way is finished',
      request: { params: idParam, ...body(z.object({ why })) },
      responses: { 200: json(mappingShape, 'Cancelled, or about to be') },
    },
    async (c) => {
      const acting = writer(c);
      const { id } = c.req.valid('param');
      await cancelMapping(db, acting, id, c.req.valid('json').why);
      return c.json(await showMapping(acting.tenantId, id), 200);
    },
  );
