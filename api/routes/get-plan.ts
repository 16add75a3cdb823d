import type { Database } from '../../db/connect.ts';
import { readPlan } from '../../db/lists/read-plan.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { idParam } from '../shapes/basics.ts';
import { planShape } from '../shapes/run.ts';

export const getPlan = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/plans/{id}',
      operationId: 'readPlan',
      tags: ['Runs'],
      summary: 'What a run would do, item by item',
      description:
        'In GravityZone, then in IT Glue: what rules would match there, and the fields of matched configurations that would be written. The plan that a run has stored lists of IT Glue only what it writes.',
      request: { params: idParam },
      responses: { 200: json(planShape) },
    },
    async (c) => {
      const found = await readPlan(db, reader(c).tenantId, c.req.valid('param').id);
      return c.json(planShape.parse(found), 200);
    },
  );
