import { z } from 'zod';

/** What is matched: a source organization to an organization, a device to a configuration. */
export type MatchKind = 'organization' | 'device';

/** A record of IT Glue as the person saw it, kept with the choice: another one is not what was meant. */
export interface SeenDestination {
  name: string;
  archived: boolean;
}

const destinationId = z.string().min(1);

/** What a person decides of one source organization or device (spec 4.2, 4.3). */
export const matchChoiceSchema = z.discriminatedUnion('do', [
  /** Accepts the suggestion that was on display. */
  z.object({ do: z.literal('accept'), destinationId }),
  z.object({ do: z.literal('reject'), destinationId }),
  /** Matches to a record of the person's choosing; also changes a match. */
  z.object({ do: z.literal('to'), destinationId }),
  z.object({
    do: z.literal('create'),
    /** Of an organization: left out, the source's own. */
    name: z.string().optional(),
    /** Look-alikes that were shown and confirmed, by id: given at all, the person looked at this one. */
    despite: z.array(z.string()).optional(),
  }),
  z.object({ do: z.literal('ignore') }),
  z.object({ do: z.literal('unignore') }),
  /** Takes the match back; the pair is remembered as not a match. */
  z.object({ do: z.literal('revert') }),
]);
export type MatchChoice = z.infer<typeof matchChoiceSchema>;

/** A choice as it is stored, with what it was made on. */
export type StoredMatchChoice = MatchChoice & { seen?: SeenDestination };

/** Whether two choices are the same, whatever was seen when they were made. */
export function sameMatchChoice(a: MatchChoice, b: MatchChoice): boolean {
  return spelled(a) === spelled(b);
}

function spelled(choice: MatchChoice): string {
  switch (choice.do) {
    case 'accept':
    case 'reject':
    case 'to':
      return JSON.stringify([choice.do, choice.destinationId]);
    case 'create':
      return JSON.stringify([choice.do, choice.name ?? null, choice.despite?.toSorted() ?? null]);
    case 'ignore':
    case 'unignore':
    case 'revert':
      return choice.do;
  }
}
