import { eventChoiceSchema, type EventChoice } from '../rules/gravityzone/events/event-decision.ts';
import { ApiError } from './api-error.ts';
import type { EventResolution } from './shapes/event-decision.ts';

const takes = {
  create: ['name'],
  move: [],
  recreate: ['name'],
  associate: ['companyId'],
  'rename-existing': ['prefix'],
  'rename-to-site': [],
  'delete-company': ['name'],
  'keep-company': [],
} as const satisfies Record<
  EventResolution['action'],
  readonly ('name' | 'companyId' | 'prefix')[]
>;

/**
 * The choice that a request names.
 *
 * @throws {ApiError} 400 if the action lacks what it needs, or is given what it has no use for.
 */
export function eventChoice(sent: EventResolution): EventChoice {
  const { action, name, prefix } = sent;
  const companyId = sent.companyId?.toLowerCase();
  const taken: readonly string[] = takes[action];
  const given = Object.entries({ name, companyId, prefix }).filter(
    ([, value]) => value !== undefined,
  );
  const useless = given.find(([field]) => !taken.includes(field));
  if (useless) throw new ApiError(400, 'bad-input', `${action} takes no ${useless[0]}.`);
  const choice = eventChoiceSchema.safeParse({ do: action, ...Object.fromEntries(given) });
  if (choice.success) return choice.data;
  const [issue] = choice.error.issues;
  const field = String(issue?.path[0] ?? '');
  const isMissing = given.every(([name]) => name !== field);
  throw new ApiError(
    400,
    'bad-input',
    isMissing ? `${action} needs a ${field}.` : `${field}: ${issue?.message ?? 'it does not fit.'}`,
  );
}

/** @throws {ApiError} 400 unless a decision that is stored says what it was made on. */
export function decidedOn({
  occurrence,
  factsHash,
  preview,
}: Pick<EventResolution, 'occurrence' | 'factsHash' | 'preview'>) {
  if (!preview && (occurrence === undefined || factsHash === undefined)) {
    const sentence =
      'Send the occurrence and factsHash that the event showed: a decision is made on them.';
    throw new ApiError(400, 'bad-input', sentence);
  }
  return {
    preview,
    ...(occurrence === undefined ? {} : { occurrence }),
    ...(factsHash === undefined ? {} : { factsHash }),
  };
}
