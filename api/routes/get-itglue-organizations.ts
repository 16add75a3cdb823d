import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { searchOrganizations } from '../../db/matches/search-destinations.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { at, limit, offset } from '../shapes/basics.ts';
import { matchedSources } from '../shapes/match-destination.ts';

const organization = z
  .object({
    id: z.string(),
    name: z.string(),
    typeName: z.string().nullable(),
    statusName: z.string().nullable(),
    psa: z.string().nullable().meta({ description: 'Set where a PSA keeps it' }),
    matched: matchedSources,
  })
  .openapi('ItGlueOrganization');

const page = z.object({
  destinations: z.array(organization),
  total: z.number(),
  readAt: at.nullable().meta({ description: 'When the organizations were last read whole' }),
});

export const getItglueOrganizations = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/itglue/organizations',
      operationId: 'searchItGlueOrganizations',
      tags: ['Matching'],
      summary: 'The organizations of IT Glue, to pick one that something is matched to',
      request: {
        query: z.object({
          q: z.string().max(200).optional().meta({ description: 'Part of a name, or an id' }),
          limit,
          offset,
        }),
      },
      responses: { 200: json(page) },
    },
    async (c) => {
      const { q, ...query } = c.req.valid('query');
      const found = await searchOrganizations(db, reader(c).tenantId, { ...query, search: q });
      return c.json(page.parse(found), 200);
    },
  );
