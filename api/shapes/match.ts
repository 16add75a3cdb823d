import { z } from '@hono/zod-openapi';
import { auditRow } from './audit.ts';
import { actor, at, limit, offset } from './basics.ts';

export const matchKind = z.enum(['organization', 'device']);
export const matchTab = z.enum(['unmatched', 'matched', 'ignored']);

const text = z.string().max(200);
const destinationId = z.string().regex(/^\d{1,20}$/, 'Give an IT Glue id, a whole number');

/** What a person decides of a source organization or a device (spec 4.2, 4.3). */
export const matchChoice = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('accept'), destinationId }),
    z.object({ do: z.literal('reject'), destinationId }),
    z
      .object({ do: z.literal('to'), destinationId })
      .meta({ description: 'Matches it to any record; also changes a match' }),
    z.object({
      do: z.literal('create'),
      name: text.optional().meta({ description: "In place of the source's own name" }),
      despite: z
        .array(destinationId)
        .max(100)
        .optional()
        .meta({ description: 'Look-alikes that were shown and confirmed, by id' }),
    }),
    z.object({ do: z.literal('ignore') }),
    z.object({ do: z.literal('unignore') }),
    z
      .object({ do: z.literal('revert') })
      .meta({ description: 'Takes the match back; the pair is remembered as not a match' }),
  ])
  .openapi('MatchChoice');

const candidate = z.object({
  id: z.string(),
  name: z.string(),
  score: z.number().meta({ description: '0 to 1' }),
  likelihood: z.enum(['likely', 'possible']),
  reasons: z.array(z.string()),
  flags: z.array(z.string()).meta({ description: 'What to look out for' }),
});

const note = z.object({ code: z.string(), sentence: z.string() });

export const matchItemState = z.enum([
  'pending',
  'working',
  'done',
  'refused',
  'problem',
  'cancelled',
]);

const decided = z.object({
  decisionId: z.string(),
  choice: matchChoice,
  state: matchItemState,
  outcome: z.string().nullable(),
  by: actor,
  why: z.string().nullable(),
  createdAt: at,
  finishedAt: at.nullable(),
});

export const tabCounts = z
  .object({ unmatched: z.number(), matched: z.number(), ignored: z.number() })
  .openapi('TabCounts');

const common = {
  kind: matchKind,
  sourceId: z
    .string()
    .meta({ description: 'Site uid, autotask/ and the company id, or device uid' }),
  name: z.string(),
  siteUid: z.string(),
  state: matchTab,
  destination: z
    .object({ id: z.string(), name: z.string().nullable() })
    .nullable()
    .meta({ description: 'What it is matched to in IT Glue' }),
  origin: z.enum(['rule', 'person', 'created']).nullable(),
  reasons: z.array(z.string()).meta({ description: 'Why it is matched' }),
  by: actor.nullable(),
  matchedAt: at.nullable(),
  suggestions: z.array(candidate).meta({ description: 'The best first' }),
  conflicts: z
    .array(z.string())
    .meta({ description: 'What keeps it from being matched by itself' }),
  notes: z.array(note).meta({ description: 'What has become of its match' }),
  present: z.boolean().meta({ description: 'Whether the last whole reading had it' }),
  details: z.object({
    devices: z.number().optional(),
    siteNames: z.array(z.string()).optional(),
    autotaskCompanyId: z.string().optional(),
    deviceClass: z.string().optional(),
    hostname: z.string().optional(),
    serial: z.string().optional(),
    macs: z.array(z.string()).optional(),
    manufacturer: z.string().optional(),
    model: z.string().optional(),
    lastSeenOn: z.string().optional(),
  }),
  factsHash: z
    .string()
    .meta({ description: 'Of what is on display: a decision made on other facts is refused' }),
  devicesByTab: tabCounts.nullable().meta({ description: 'Of an organization' }),
  organization: z
    .object({
      sourceId: z.string(),
      name: z.string(),
      destinationId: z.string().nullable(),
      destinationName: z.string().nullable(),
    })
    .nullable()
    .meta({ description: 'Of a device: its source organization, and what that is matched to' }),
};

export const matchListed = z
  .object({ ...common, lastDecision: decided.nullable() })
  .openapi('MatchListed');

const action = z.object({
  id: z.string(),
  verb: z.string(),
  by: actor,
  state: z.enum(['waiting', 'working', 'done', 'problem', 'cancelled']),
  step: z.string().nullable(),
  problem: z.string().nullable(),
  decisionId: z.string().nullable(),
  createdAt: at,
  finishedAt: at.nullable(),
});

/** Where decisions on matches are carried out, and when both sides were read. */
const whence = {
  readAt: at.nullable().meta({ description: 'When the older of both sides was read whole' }),
  workflowId: z.string().meta({ description: 'Of what carries out decisions' }),
  workflowUrl: z.string().nullable().meta({ description: 'Its history in the Temporal UI' }),
};

export const matchShape = z
  .object({
    ...common,
    ...whence,
    apart: z
      .array(
        z.object({
          destinationId: z.string(),
          because: z.enum(['rejected', 'reverted']),
          by: actor,
          createdAt: at,
        }),
      )
      .meta({ description: 'What a person said it is not' }),
    decisions: z.array(decided).meta({ description: 'The newest first' }),
    actions: z.array(action).meta({ description: 'What was done in IT Glue, the newest first' }),
    audit: z.array(auditRow).meta({ description: 'The newest first' }),
  })
  .openapi('Match');

export const matchesPage = z
  .object({
    matches: z.array(matchListed),
    total: z.number(),
    counts: tabCounts.meta({ description: 'By tab, whatever the other filters' }),
    ...whence,
  })
  .openapi('Matches');

export const sourceIdParam = z.object({
  sourceId: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: 'As the lists show it; a / in it is sent as %2F' }),
});

/** What every list of matches can be asked for. */
export const matchesQuery = z.object({
  tab: z
    .enum([...matchTab.options, 'all'])
    .default('unmatched')
    .meta({ description: 'all: to find one wherever it is' }),
  filter: z
    .enum(['all', 'suggested', 'conflict', 'noted'])
    .default('all')
    .meta({ description: 'Only those with a suggestion, a conflict, or a note on their match' }),
  search: text.optional().meta({
    description: 'Part of a name on either side, a hostname or a serial; a MAC; or a whole id',
  }),
  sort: z
    .enum([
      'name',
      '-name',
      'destination',
      '-destination',
      'score',
      '-score',
      'devices',
      '-devices',
      'matched',
      '-matched',
    ])
    .default('name')
    .meta({ description: 'score: of the best suggestion; devices: how many it has' }),
  limit,
  offset,
});
