import { z } from 'zod';
import { canonicalHash } from '../../rules/canonical-hash.ts';
import {
  eventChoiceSchema,
  type EventChoice,
} from '../../rules/gravityzone/events/event-decision.ts';

/** What a decision on an event is kept as: the choice, what it was made on, and what was shown. */
const madeOn = z.object({
  occurrence: z.number(),
  factsHash: z.string(),
  lines: z.array(z.string()),
});

export interface StoredChoice extends z.infer<typeof madeOn> {
  choice: EventChoice;
}

export function toStore({ choice, ...rest }: StoredChoice): Record<string, unknown> {
  return { ...choice, ...rest };
}

/** @throws {z.ZodError} if the column holds no decision on an event. */
export function fromStore(column: unknown): StoredChoice {
  return { choice: eventChoiceSchema.parse(column), ...madeOn.parse(column) };
}

export function sameChoice(a: EventChoice, b: EventChoice): boolean {
  return canonicalHash({ ...a }) === canonicalHash({ ...b });
}
