import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listNotices } from '../../db/notices/list-notices.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { at } from '../shapes/basics.ts';

const notices = z.object({
  notices: z.array(
    z
      .object({
        code: z.string().meta({ description: 'For programs; it does not change.' }),
        sentence: z.string().meta({ description: 'What is the matter' }),
        since: at.nullable(),
        command: z.string().nullable().meta({ description: 'What shows more, or ends it' }),
      })
      .openapi('Notice'),
  ),
});

export const getNotices = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/notices',
      operationId: 'listNotices',
      tags: ['Tenant'],
      summary: 'What needs attention now, the most urgent first',
      responses: { 200: json(notices) },
    },
    async (c) => {
      const found = await listNotices(db, reader(c).tenantId);
      return c.json(notices.parse({ notices: found }), 200);
    },
  );
