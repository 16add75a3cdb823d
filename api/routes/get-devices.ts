import type { Database } from '../../db/connect.ts';
import { listMatches } from '../../db/matches/list-matches.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { matchesPage, matchesQuery } from '../shapes/match.ts';
import { shownMatches } from '../shown-match.ts';
import type { WorkflowUrl } from '../workflow-url.ts';

export const getDevices = (db: Database, workflowUrl: WorkflowUrl) =>
  route(
    {
      method: 'get',
      path: '/v1/devices',
      operationId: 'listDevices',
      tags: ['Matching'],
      summary: 'The devices of all source organizations by tab, to find one by name or identifier',
      request: { query: matchesQuery },
      responses: { 200: json(matchesPage) },
    },
    async (c) => {
      const { tenantId } = reader(c);
      const scope = { tenantId, kind: 'device' as const };
      const page = await listMatches(db, scope, c.req.valid('query'));
      return c.json(shownMatches(tenantId, page, workflowUrl), 200);
    },
  );
