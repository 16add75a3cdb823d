import { z } from '@hono/zod-openapi';
import {
  eventTitles,
  eventTypes,
  primaryActions,
} from '../../rules/gravityzone/events/event-types.ts';
import { auditRow } from './audit.ts';
import { actor, at } from './basics.ts';
import { writeShape } from './write.ts';

export const eventType = z.enum(eventTypes);

export const eventAction = z.enum([
  'create',
  'move',
  'recreate',
  'associate',
  'rename-existing',
  'rename-to-site',
  'delete-company',
  'keep-company',
]);

/** The id in an event's path: of tenant, type and site, the same each time it comes up. */
export const eventIdParam = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{24}$/, 'Give a whole id as `sitesync events` shows it, 24 hex characters'),
});

const common = {
  id: z.string(),
  type: eventType,
  title: z.string().meta({ description: 'Its type as an operator reads it' }),
  source: z
    .object({ siteUid: z.string(), siteName: z.string() })
    .meta({ description: 'The Datto RMM site' }),
  destination: z
    .object({ companyId: z.string().nullable(), companyName: z.string().nullable() })
    .meta({ description: 'The company: the associated one, or the one in the way or free' }),
  sentence: z.string().meta({ description: 'What is the matter' }),
  state: z.enum(['open', 'acting', 'ignored', 'handled', 'no-longer-applies']),
  primaryActions: z
    .array(eventAction)
    .meta({ description: 'What an operator can resolve it with' }),
  automatic: eventAction
    .nullable()
    .meta({ description: 'What the last run means to do by itself' }),
  waits: z.string().nullable().meta({ description: 'Why a run does nothing by itself' }),
  outcome: z
    .string()
    .nullable()
    .meta({ description: 'What became of the last action or decision' }),
  occurrence: z.number().meta({ description: 'A decision is for one occurrence' }),
  occurrences: z.number().meta({ description: 'How often it was raised since it was first seen' }),
  factsHash: z
    .string()
    .meta({ description: 'Of what was observed: a decision is for these facts' }),
  firstSeenAt: at,
  raisedAt: at,
  lastSeenAt: at,
  closedAt: at.nullable(),
  workflowId: z.string(),
  workflowUrl: z.string().nullable().meta({ description: 'Its history in the Temporal UI' }),
};

export const eventListed = z.object(common).openapi('EventListed');

const decision = z.object({
  id: z.string(),
  choice: z.object({
    do: z.string().meta({ description: 'ignore, or a primary action' }),
    name: z.string().optional(),
    companyId: z.string().optional(),
    prefix: z.string().optional(),
  }),
  lines: z.array(z.string()).meta({ description: 'What was shown as done by it' }),
  by: actor,
  why: z.string().nullable(),
  state: z.enum(['pending', 'taken', 'done', 'refused']),
  outcome: z.string().nullable(),
  createdAt: at,
  settledAt: at.nullable(),
});

const action = z.object({
  id: z.string(),
  verb: z.string(),
  by: actor,
  state: z.enum(['waiting', 'working', 'done', 'problem', 'cancelled']),
  step: z.string().nullable(),
  problem: z.string().nullable(),
  runId: z.string().nullable(),
  decisionId: z.string().nullable(),
  createdAt: at,
  finishedAt: at.nullable(),
  writes: z.array(writeShape),
});

export const eventShape = z
  .object({
    ...common,
    evidence: z.array(z.string()).meta({ description: 'What was read of it, line by line' }),
    facts: z.record(z.string(), z.unknown()),
    handledBy: actor.nullable(),
    lastRunId: z.string(),
    decisions: z.array(decision).meta({ description: 'The newest first' }),
    actions: z.array(action).meta({ description: 'What was done about it, the newest first' }),
    audit: z.array(auditRow).meta({ description: 'The newest first' }),
  })
  .openapi('Event');

/** The columns that an event is shown from. */
interface EventRow {
  type: keyof typeof eventTitles;
  siteUid: string;
  siteName: string;
  companyId: string | null;
  companyName: string | null;
}

/** What an event's row says in other words. */
export function eventWords({ type, siteUid, siteName, companyId, companyName }: EventRow) {
  return {
    title: eventTitles[type],
    source: { siteUid, siteName },
    destination: { companyId, companyName },
    primaryActions: [...primaryActions[type]],
  };
}
