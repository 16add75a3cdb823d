import { z } from '@hono/zod-openapi';
import { actor, at } from './basics.ts';

/** One row of the record. */
export const auditRow = z
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
  .openapi('AuditRow');
