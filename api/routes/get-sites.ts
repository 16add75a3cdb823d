import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listSites } from '../../db/sites/list-sites.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { at, limit, offset } from '../shapes/basics.ts';
import { eventType } from '../shapes/event.ts';

const site = z
  .object({
    uid: z.string(),
    name: z.string(),
    devices: z.number().nullable(),
    outOfScope: z.boolean().meta({ description: 'On-demand or gone: nothing is done to it' }),
    excluded: z.boolean().meta({ description: 'From automatic sync' }),
    association: z
      .object({
        companyId: z.string(),
        companyName: z.string(),
        state: z.enum(['completing', 'complete']),
        package: z.enum(['ok', 'missing', 'different', 'building', 'unread']),
        packageName: z.string().nullable(),
        variable: z.enum(['ok', 'missing', 'different', 'masked', 'unread']),
        drift: z.array(z.string()).meta({ description: 'What is out of step, in words' }),
        createdAt: z.iso.datetime(),
      })
      .nullable(),
    openEvents: z
      .array(z.object({ id: z.string(), type: eventType }))
      .meta({ description: 'Open, or being acted on' }),
    problem: z.string().nullable().meta({ description: 'From the last run' }),
  })
  .openapi('Site');

const page = z.object({
  sites: z.array(site),
  total: z.number(),
  readAt: at.nullable().meta({ description: 'When the sites were last read whole' }),
});

export const getSites = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/sites',
      operationId: 'listSites',
      tags: ['Sites'],
      summary: 'The managed sites with their association, package, variable, drift and open events',
      request: {
        query: z.object({
          filter: z
            .enum(['all', 'associated', 'unassociated', 'excluded', 'problem', 'event'])
            .default('all'),
          search: z.string().max(200).optional(),
          sort: z
            .enum(['name', '-name', 'company', '-company', 'devices', '-devices'])
            .default('name'),
          limit,
          offset,
        }),
      },
      responses: { 200: json(page) },
    },
    async (c) => {
      const found = await listSites(db, reader(c).tenantId, c.req.valid('query'));
      return c.json(page.parse(found), 200);
    },
  );
