import type { Database } from '../../db/connect.ts';
import { listMatches } from '../../db/matches/list-matches.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { matchesPage, matchesQuery } from '../shapes/match.ts';
import { shownMatches } from '../shown-match.ts';
import type { WorkflowUrl } from '../workflow-url.ts';

export const getOrganizations = (db: Database, workflowUrl: WorkflowUrl) =>
  route(
    {
      method: 'get',
      path: '/v1/organizations',
      operationId: 'listOrganizations',
      tags: ['Matching'],
      summary: 'The source organizations by tab, with their match or suggestions',
      description:
        'Sites, or the Autotask companies that they belong to, whichever the settings say; only those with a device.',
      request: { query: matchesQuery },
      responses: { 200: json(matchesPage) },
    },
    async (c) => {
      const { tenantId } = reader(c);
      const scope = { tenantId, kind: 'organization' as const };
      const page = await listMatches(db, scope, c.req.valid('query'));
      return c.json(shownMatches(tenantId, page, workflowUrl), 200);
    },
  );
