import type { Database } from '../../db/connect.ts';
import { readEvent } from '../../db/events/read-event.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { eventIdParam, eventShape } from '../shapes/event.ts';
import { shownEvent } from '../shown-event.ts';
import type { WorkflowUrl } from '../workflow-url.ts';

export const getEvent = (db: Database, workflowUrl: WorkflowUrl) =>
  route(
    {
      method: 'get',
      path: '/v1/events/{id}',
      operationId: 'readEvent',
      tags: ['Events'],
      summary: 'One event with its evidence, decisions, actions and their writes, and its audit',
      request: { params: eventIdParam },
      responses: { 200: json(eventShape) },
    },
    async (c) => {
      const { tenantId } = reader(c);
      const found = await readEvent(db, tenantId, c.req.valid('param').id);
      return c.json(shownEvent(tenantId, found, workflowUrl), 200);
    },
  );
