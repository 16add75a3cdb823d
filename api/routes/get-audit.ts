import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listAudit } from '../../db/lists/list-audit.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { auditRow } from '../shapes/audit.ts';
import { limit } from '../shapes/basics.ts';

const rows = z.object({ rows: z.array(auditRow) });

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
