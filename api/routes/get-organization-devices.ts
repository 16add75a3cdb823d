import type { Database } from '../../db/connect.ts';
import { listMatches } from '../../db/matches/list-matches.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { matchesPage, matchesQuery, sourceIdParam } from '../shapes/match.ts';
import { shownMatches } from '../shown-match.ts';
import type { WorkflowUrl } from '../workflow-url.ts';

export const getOrganizationDevices = (db: Database, workflowUrl: WorkflowUrl) =>
  route(
    {
      method: 'get',
      path: '/v1/organizations/{sourceId}/devices',
      operationId: 'listOrganizationDevices',
      tags: ['Matching'],
      summary: 'The devices of one source organization by tab, with their match or suggestions',
      request: { params: sourceIdParam, query: matchesQuery },
      responses: { 200: json(matchesPage) },
    },
    async (c) => {
      const { tenantId } = reader(c);
      const { sourceId } = c.req.valid('param');
      const scope = { tenantId, kind: 'device' as const, organizationSourceId: sourceId };
      const page = await listMatches(db, scope, c.req.valid('query'));
      return c.json(shownMatches(tenantId, page, workflowUrl), 200);
    },
  );
