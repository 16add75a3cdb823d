import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { readRunRequest } from '../../db/lists/read-run-request.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { at, idParam } from '../shapes/basics.ts';
import { runKind, runStatus } from '../shapes/run.ts';

const request = z
  .object({
    id: z.string(),
    kind: runKind,
    state: z.enum(['pending', 'claimed', 'answered']),
    planId: z.string().nullable(),
    why: z.string().nullable(),
    createdAt: at,
    answeredAt: at.nullable(),
    runId: z.string().nullable(),
    runStatus: runStatus.nullable(),
    runFinishedAt: at.nullable(),
  })
  .openapi('RunRequest');

export const getRunRequest = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/run-requests/{id}',
      operationId: 'readRunRequest',
      tags: ['Runs'],
      summary: 'What became of a request for a run',
      request: { params: idParam },
      responses: { 200: json(request) },
    },
    async (c) => {
      const found = await readRunRequest(db, reader(c).tenantId, c.req.valid('param').id);
      return c.json(request.parse(found), 200);
    },
  );
