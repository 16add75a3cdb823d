import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/connect.ts';
import { listEvents } from '../../db/events/list-events.ts';
import { reader } from '../access.ts';
import { json, route } from '../route.ts';
import { at, limit, offset } from '../shapes/basics.ts';
import { eventListed, eventType } from '../shapes/event.ts';
import { shownInList } from '../shown-event.ts';
import type { WorkflowUrl } from '../workflow-url.ts';

const page = z.object({
  events: z.array(eventListed),
  total: z.number(),
  counts: z.object({
    byType: z.record(z.string(), z.number()).meta({
      description: 'In the state asked for, whatever the other filters',
    }),
    byState: z.record(z.string(), z.number()).meta({ description: 'Whatever the filters' }),
  }),
  readAt: at.nullable().meta({ description: 'When the older of both inventories was read' }),
});

export const getEvents = (db: Database, workflowUrl: WorkflowUrl) =>
  route(
    {
      method: 'get',
      path: '/v1/events',
      operationId: 'listEvents',
      tags: ['Events'],
      summary: 'Discrepancies between sites and companies, with what is done about each',
      request: {
        query: z.object({
          state: z.enum(['open', 'ignored', 'closed', 'all']).default('open').meta({
            description: 'open: also those that are being acted on. closed: handled, or gone',
          }),
          type: eventType.optional(),
          site: z.guid("Give a site's uid").optional(),
          search: z.string().max(200).optional().meta({
            description: "Part of a site's or company's name, or a whole id",
          }),
          sort: z.enum(['raised', '-raised', 'site', '-site', 'type']).default('-raised'),
          limit,
          offset,
        }),
      },
      responses: { 200: json(page) },
    },
    async (c) => {
      const { tenantId } = reader(c);
      const { site, ...query } = c.req.valid('query');
      const found = await listEvents(db, tenantId, { ...query, siteUid: site });
      const events = found.events.map((row) => shownInList(tenantId, row, workflowUrl));
      return c.json({ ...page.omit({ events: true }).parse(found), events }, 200);
    },
  );
