import { z } from '@hono/zod-openapi';
import { why } from './basics.ts';
import { eventAction } from './event.ts';

/** What every decision on an event says: what it was made on, and whether it is only tried. */
const basis = {
  occurrence: z.number().int().min(1).optional().meta({
    description: 'As the event showed it; a decision made for another one is refused',
  }),
  factsHash: z.string().max(64).optional().meta({
    description: 'As the event showed it; a decision made on other facts is refused',
  }),
  preview: z.boolean().default(false).meta({
    description: 'Answers what would be done, and stores nothing',
  }),
  why,
};

export const eventIgnoring = z.object(basis).openapi('EventIgnoring');

export const eventResolution = z
  .object({
    action: eventAction.meta({ description: "One of the event's primary actions" }),
    name: z.string().max(200).optional().meta({
      description:
        "create, recreate: the new company's name. delete-company: the company's name, typed",
    }),
    companyId: z.string().max(64).optional().meta({
      description: 'associate: the company, where the event leaves it open',
    }),
    prefix: z.string().max(64).optional().meta({
      description: 'rename-existing: what is put before the name',
    }),
    ...basis,
  })
  .openapi('EventResolution');
export type EventResolution = z.infer<typeof eventResolution>;

export const eventDecided = z
  .object({
    lines: z.array(z.string()).meta({ description: 'What exactly is done, line by line' }),
    decisionId: z.string().nullable().meta({ description: 'Null where it was only tried' }),
  })
  .openapi('EventDecided');
