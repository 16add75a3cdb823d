import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { idParam } from '../shapes/basics.ts';
import { mappingShape } from '../shapes/mapping.ts';
import type { ShowMapping } from '../shown-mapping.ts';

export const getMapping = (showMapping: ShowMapping) =>
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
      return c.json(await showMapping(reader(c).tenantId, id), 200);
    },
  );
