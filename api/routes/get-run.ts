import type { Database } from '../../db/connect.ts';
import { readRun } from '../../db/lists/read-run.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { idParam } from '../shapes/basics.ts';
import { runShape } from '../shapes/run.ts';
import type { WorkflowUrl } from '../workflow-url.ts';

export const getRun = (db: Database, workflowUrl: WorkflowUrl) =>
  route(
    {
      method: 'get',
      path: '/v1/runs/{id}',
      operationId: 'readRun',
      tags: ['Runs'],
      summary: 'One run with its counts, calls, problems, plan and hold',
      request: { params: idParam },
      responses: { 200: json(runShape) },
    },
    async (c) => {
      const found = await readRun(db, reader(c).tenantId, c.req.valid('param').id);
      const shown = runShape.parse({
        ...found,
        calls: {
          total: found.calls.reduce((sum, { calls }) => sum + calls, 0),
          byOperation: found.calls,
        },
        workflowUrl: workflowUrl(found.workflowId, found.workflowRunId),
      });
      return c.json(shown, 200);
    },
  );
