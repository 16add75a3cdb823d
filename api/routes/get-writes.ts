import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listWrites } from '../../db/lists/list-writes.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { limit } from '../shapes/basics.ts';
import { writeShape } from '../shapes/write.ts';
import { writeSentence } from '../write-sentence.ts';

const writes = z.object({ writes: z.array(writeShape) });

export const getWrites = (db: Database) =>
  route(
    {
      method: 'get',
      path: '/v1/writes',
      operationId: 'listWrites',
      tags: ['Writes'],
      summary: 'Writes whose outcome is not settled, those for a person first',
      request: {
        query: z.object({
          all: z.enum(['true', 'false']).default('false').meta({
            description: 'Settled ones too',
          }),
          limit,
        }),
      },
      responses: { 200: json(writes) },
    },
    async (c) => {
      const { all, limit: most } = c.req.valid('query');
      const rows = await listWrites(db, reader(c).tenantId, { all: all === 'true', limit: most });
      const shown = rows.map((row) => ({
        ...row,
        siteName: row.details.siteName,
        sentence: writeSentence(row),
      }));
      return c.json(writes.parse({ writes: shown }), 200);
    },
  );
