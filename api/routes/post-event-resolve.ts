import type { Database } from '../../db/connect.ts';
import { decideEvent } from '../../db/events/decide-event.ts';
import { writer } from '../access.ts';
import { decidedOn, eventChoice } from '../event-choice.ts';
import { body, json, route } from '../route.ts';
import { eventIdParam } from '../shapes/event.ts';
import { eventDecided, eventResolution } from '../shapes/event-decision.ts';

export const postEventResolve = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/events/{id}/resolve',
      operationId: 'resolveEvent',
      tags: ['Events'],
      summary: 'Resolve an event with one of its primary actions',
      description:
        'With `preview` it answers exactly what would be done. Without, the decision is stored and carried out by the event’s workflow: its outcome stands in the event. `delete-company` is an Administrator’s and wants the company’s name.',
      request: { params: eventIdParam, ...body(eventResolution) },
      responses: {
        200: json(eventDecided, 'What would be done; nothing was stored'),
        202: json(eventDecided, 'Stored; it is carried out from here on'),
      },
    },
    async (c) => {
      // Administrators only, as every write today: delete-company stays theirs (spec 3.5).
      const acting = writer(c);
      const sent = c.req.valid('json');
      const decided = await decideEvent(db, acting, c.req.valid('param').id, {
        choice: eventChoice(sent),
        ...decidedOn(sent),
        ...(sent.why === undefined ? {} : { why: sent.why }),
      });
      return c.json(eventDecided.parse(decided), sent.preview ? 200 : 202);
    },
  );
