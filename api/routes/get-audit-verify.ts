import { z } from '@hono/zod-openapi';
import { verifyAudit } from '../../db/audit/verify-audit.ts';
import type { Database } from '../../db/connect.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';

const verdict = z
  .discriminatedUnion('whole', [
    z.object({ whole: z.literal(true), rows: z.number() }),
    z.object({
      whole: z.literal(false),
      rows: z.number().meta({ description: 'Rows that still fit' }),
      brokenAt: z.number(),
      sentence: z.string(),
    }),
  ])
  .openapi('AuditVerdict');

export const getAuditVerify = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/audit/verify',
      operationId: 'verifyAudit',
      tags: ['Audit'],
      summary: 'Whether the record is whole: no row changed or missing',
      responses: { 200: json(verdict) },
    },
    async (c) => c.json(verdict.parse(await verifyAudit(db, reader(c).tenantId)), 200),
  );
