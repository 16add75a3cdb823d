import type { Database } from '../../db/connect.ts';
import { readMatch } from '../../db/matches/read-match.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { matchShape, sourceIdParam } from '../shapes/match.ts';
import { shownMatch } from '../shown-match.ts';
import type { WorkflowUrl } from '../workflow-url.ts';

export const getDevice = (db: Database, workflowUrl: WorkflowUrl) =>
  route(
    {
      method: 'get',
      path: '/v1/devices/{sourceId}',
      operationId: 'readDevice',
      tags: ['Matching'],
      summary: 'One device with its match, what was decided and done, and its audit',
      request: { params: sourceIdParam },
      responses: { 200: json(matchShape) },
    },
    async (c) => {
      const { tenantId } = reader(c);
      const { sourceId } = c.req.valid('param');
      const found = await readMatch(db, tenantId, 'device', sourceId);
      return c.json(shownMatch(tenantId, found, workflowUrl), 200);
    },
  );
