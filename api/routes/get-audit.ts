import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listAudit } from '../../db/lists/list-audit.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { actor, at, limit } from '../shapes/basics.ts';

const rows = z.object({
  rows: z.array(
    z
      .object({
        id: z.number(),
        at,
        actor,
        verb: z.string(),
        subject: z.string(),
        before: z.unknown(),
        after: z.unknown(),
        why: z.string().nullable(),
        workflowId: z.string().nullable(),
        workflowRunId: z.string().nullable(),
        runId: z.string().nullable(),
        previousHash: z.string(),
        hash: z.string(),
      })
      .openapi('AuditRow'),
  ),
});

export const getAudit = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/audit',
      operationId: 'listAudit',
      tags: ['Audit'],
      summary: 'The record: who did what, when and why, the newest first',
      request: {
        query: z.object({
          limit,
          before: z.coerce.number().int().min(1).optional().meta({
            description: 'The id of the last row of the page before',
          }),
        }),
      },
      responses: { 200: json(rows) },
    },
    async (c) => {
      const found = await listAudit(db, reader(c).tenantId, c.req.valid('query'));
      return c.json(rows.parse({ rows: found }), 200);
    },
  );
