import type { Database } from '../../db/connect.ts';
import { readMatchDecision } from '../../db/matches/read-match-decision.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { idParam } from '../shapes/basics.ts';
import { matchDecisionShape } from '../shapes/match-decision.ts';
import { reviewedBy } from '../shown-match.ts';
import type { WorkflowUrl } from '../workflow-url.ts';

export const getMatchDecision = (db: Database, workflowUrl: WorkflowUrl) =>
  route(
    {
      method: 'get',
      path: '/v1/match-decisions/{id}',
      operationId: 'readMatchDecision',
      tags: ['Matching'],
      summary: 'A decision on matches with how far each of its items is, and what came of it',
      request: { params: idParam },
      responses: { 200: json(matchDecisionShape) },
    },
    async (c) => {
      const { tenantId } = reader(c);
      const found = await readMatchDecision(db, tenantId, c.req.valid('param').id);
      const shown = { ...found, ...reviewedBy(tenantId, workflowUrl) };
      return c.json(matchDecisionShape.parse(shown), 200);
    },
  );
