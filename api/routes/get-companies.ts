import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listCompanies } from '../../db/lists/list-companies.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { at, limit, offset } from '../shapes/basics.ts';

const company = z
  .object({
    id: z.string(),
    name: z.string(),
    partnerName: z.string().nullable().meta({
      description: 'The nearest company above it, folders left out',
    }),
    directlyUnderRoot: z.boolean().meta({
      description: 'Under your own company or one of its folders; a run associates no other',
    }),
    type: z.enum(['customer', 'partner']).nullable().meta({
      description: 'Null where GravityZone has not told it yet',
    }),
    site: z
      .object({ uid: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'The site that is associated with it' }),
  })
  .openapi('Company');

const page = z.object({
  companies: z.array(company),
  total: z.number(),
  readAt: at.nullable().meta({ description: 'When the companies were last read whole' }),
});

export const getCompanies = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/companies',
      operationId: 'listCompanies',
      tags: ['Companies'],
      summary: 'The GravityZone companies, to pick one that a site is mapped to',
      request: {
        query: z.object({
          filter: z
            .enum(['all', 'free', 'associated'])
            .default('all')
            .meta({ description: 'free: neither associated nor a partner' }),
          search: z.string().max(200).optional().meta({
            description: "Part of a company's or its site's name, or a company's id",
          }),
          sort: z.enum(['name', '-name', 'partner', '-partner', 'site', '-site']).default('name'),
          limit,
          offset,
        }),
      },
      responses: { 200: json(page) },
    },
    async (c) => {
      const found = await listCompanies(db, reader(c).tenantId, c.req.valid('query'));
      return c.json(page.parse(found), 200);
    },
  );
