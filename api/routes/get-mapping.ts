import type { Database } from '../../db/connect.ts';
import { reader } from '../access.ts';
import type { AskProgress } from '../mapping-progress.ts';
import { json, route } from '../route.ts';
import { idParam } from '../shapes/basics.ts';
import { mappingShape } from '../shapes/mapping.ts';
import { shownMapping } from '../shown-mapping.ts';

export const getMapping = (db: Database, askProgress: AskProgress) =>
  route(
    {
      method: 'get',
      path: '/v1/mappings/{id}',
      operationId: 'readMapping',
      tags: ['Mappings'],
      summary: 'A mapping with its rows and progress',
      request: { params: idParam },
      responses: { 200: json(mappingShape) },
    },
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await shownMapping(db, askProgress, reader(c).tenantId, id), 200);
    },
  );
