import type { Database } from '../../db/connect.ts';
import { decideEvent } from '../../db/events/decide-event.ts';
import { writer } from '../access.ts';
import { decidedOn } from '../event-choice.ts';
import { body, json, route } from '../route.ts';
import { eventIdParam } from '../shapes/event.ts';
import { eventDecided, eventIgnoring } from '../shapes/event-decision.ts';

export const postEventIgnore = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/events/{id}/ignore',
      operationId: 'ignoreEvent',
      tags: ['Events'],
      summary: 'Ignore an event, until a run finds its discrepancy again',
      description:
        'The next run that still finds it raises it again. While the facts are these, no run handles it by itself.',
      request: { params: eventIdParam, ...body(eventIgnoring) },
      responses: {
        200: json(eventDecided, 'What would be done; nothing was stored'),
        202: json(eventDecided, 'Stored; it is carried out from here on'),
      },
    },
    async (c) => {
      const acting = writer(c);
      const sent = c.req.valid('json');
      const decided = await decideEvent(db, acting, c.req.valid('param').id, {
        choice: { do: 'ignore' },
        ...decidedOn(sent),
        ...(sent.why === undefined ? {} : { why: sent.why }),
      });
      return c.json(eventDecided.parse(decided), sent.preview ? 200 : 202);
    },
  );
