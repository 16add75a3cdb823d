import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { stageMapping } from '../../db/mappings/stage-mapping.ts';
import type { MappingChoice } from '../../db/schema/index.ts';
import { writer } from '../access.ts';
import { body, json, route } from '../route.ts';
import { mappingChoice, mappingShape } from '../shapes/mapping.ts';
import type { ShowMapping } from '../shown-mapping.ts';

const staged = z
  .object({
    rows: z
      .array(
        z.intersection(
          z.object({
            site: z.string().min(1).max(300).meta({ description: "A site's uid or exact name" }),
          }),
          mappingChoice,
        ),
      )
      .min(1, 'Stage at least one row')
      .max(5_000, 'Stage at most 5,000 rows at a time'),
  })
  .openapi('StagedMapping');

export const postMappings = (db: Database, showMapping: ShowMapping) =>
  route(
    {
      method: 'post',
      path: '/v1/mappings',
      operationId: 'stageMapping',
      tags: ['Mappings'],
      summary: 'Stage rows and get the confirmation: exactly what would be done',
      description: 'Nothing is done until it is confirmed. One bad row never stops the others.',
      request: body(staged),
      responses: { 201: json(mappingShape, 'The confirmation') },
    },
    async (c) => {
      const acting = writer(c);
      const rows = c.req
        .valid('json')
        .rows.map(({ site, ...choice }) => ({ site, choice: choice as MappingChoice }));
      const id = await stageMapping(db, acting, rows);
      return c.json(await showMapping(acting.tenantId, id), 201);
    },
  );
