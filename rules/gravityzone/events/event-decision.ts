import { z } from 'zod';
import { companyIdSchema } from '../../identity.ts';

/** What an operator decides on an event (spec 3.5). */
export const eventChoiceSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('ignore') }),
  z.object({ do: z.literal('create'), name: z.string() }),
  z.object({ do: z.literal('move') }),
  z.object({
    do: z.literal('recreate'),
    /** Left out: the site's own name, with the prefix settings. */
    name: z.string().optional(),
  }),
  z.object({
    do: z.literal('associate'),
    /** Destination deleted: the company to take instead. Association missing: which of several. */
    companyId: companyIdSchema.optional(),
  }),
  z.object({ do: z.literal('rename-existing'), prefix: z.string() }),
  z.object({ do: z.literal('rename-to-site') }),
  z.object({
    do: z.literal('delete-company'),
    /** The company's name, typed by the person. */
    name: z.string(),
  }),
  z.object({ do: z.literal('keep-company') }),
]);
export type EventChoice = z.infer<typeof eventChoiceSchema>;
