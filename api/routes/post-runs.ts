import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { readPlan } from '../../db/lists/read-plan.ts';
import { requestRun } from '../../db/runs/request-run.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { why } from '../shapes/basics.ts';
import { runKind } from '../shapes/run.ts';

const wish = z
  .object({
    kind: runKind,
    planId: z
      .uuid()
      .optional()
      .meta({ description: 'Apply exactly this plan, leaving out what no longer fits' }),
    why,
  })
  .refine(({ kind, planId }) => planId === undefined || kind === 'sync', {
    path: ['planId'],
    error: 'Only a sync applies a plan',
  })
  .openapi('RunWish');

const accepted = z.object({ requestId: z.string() });

export const postRuns = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/runs',
      operationId: 'requestRun',
      tags: ['Runs'],
      summary: 'Ask for a run, or for a plan of what a run would do',
      description: 'The next run to start answers it: poll the request for its id.',
      request: body(wish),
      responses: { 202: json(accepted, 'Asked for') },
    },
    async (c) => {
      const acting = writer(c);
      const { kind, planId, why: reason } = c.req.valid('json');
      if (planId !== undefined) await readPlan(db, acting.tenantId, planId);
      const requestId = await requestRun(db, acting, {
        kind,
        ...(planId === undefined ? {} : { planId }),
        ...(reason === undefined ? {} : { why: reason }),
      });
      return c.json({ requestId }, 202);
    },
  );
