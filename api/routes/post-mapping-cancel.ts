import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { cancelMapping } from '../../db/mappings/cancel-mapping.ts';
import { writer } from '../access.ts';
import type { AskProgress } from '../mapping-progress.ts';
import { body, json, route } from '../route.ts';
import { idParam, why } from '../shapes/basics.ts';
import { mappingShape } from '../shapes/mapping.ts';
import { shownMapping } from '../shown-mapping.ts';

export const postMappingCancel = (db: Database, askProgress: AskProgress) =>
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
      return c.json(await shownMapping(db, askProgress, acting.tenantId, id), 200);
    },
  );
