import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listRuns } from '../../db/lists/list-runs.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { limit } from '../shapes/basics.ts';
import { runListed } from '../shapes/run.ts';

const runs = z.object({ runs: z.array(runListed) });

export const getRuns = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/runs',
      operationId: 'listRuns',
      tags: ['Runs'],
      summary: 'The runs, the newest first',
      request: {
        query: z.object({
          limit,
          before: z.iso.datetime().optional().meta({
            description: 'The startedAt of the last run of the page before',
          }),
        }),
      },
      responses: { 200: json(runs) },
    },
    async (c) => {
      const { limit: most, before } = c.req.valid('query');
      const rows = await listRuns(db, reader(c).tenantId, {
        limit: most,
        before: before === undefined ? undefined : new Date(before),
      });
      return c.json(runs.parse({ runs: rows }), 200);
    },
  );
