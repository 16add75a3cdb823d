import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { searchConfigurations } from '../../db/matches/search-destinations.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { at, limit, offset } from '../shapes/basics.ts';
import { matchedSources } from '../shapes/match-destination.ts';

const configuration = z
  .object({
    id: z.string(),
    name: z.string(),
    organizationId: z.string(),
    organizationName: z.string().nullable(),
    hostname: z.string().nullable(),
    serial: z.string().nullable(),
    mac: z.string().nullable(),
    typeName: z.string().nullable(),
    archived: z.boolean(),
    psa: z.string().nullable().meta({ description: 'Set where a PSA keeps it' }),
    matched: matchedSources,
  })
  .openapi('ItGlueConfiguration');

const page = z.object({
  destinations: z.array(configuration),
  total: z.number(),
  readAt: at.nullable().meta({ description: 'When the configurations were last read whole' }),
});

export const getItglueConfigurations = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/itglue/configurations',
      operationId: 'searchItGlueConfigurations',
      tags: ['Matching'],
      summary: 'The configurations of IT Glue, to pick one that a device is matched to',
      request: {
        query: z.object({
          organization: z
            .string()
            .max(20)
            .optional()
            .meta({ description: 'Only of this one, by id' }),
          q: z.string().max(200).optional().meta({
            description: 'Part of a name, hostname or serial; a MAC; or an id',
          }),
          limit,
          offset,
        }),
      },
      responses: { 200: json(page) },
    },
    async (c) => {
      const { q, organization, ...query } = c.req.valid('query');
      const wish = { ...query, search: q, organizationId: organization };
      const found = await searchConfigurations(db, reader(c).tenantId, wish);
      return c.json(page.parse(found), 200);
    },
  );
