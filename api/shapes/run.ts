import { z } from '@hono/zod-openapi';
import { at } from './basics.ts';
import { tabCounts } from './match.ts';

export const runStatus = z.enum(['running', 'ok', 'partial', 'failed', 'held', 'paused']);
export const runKind = z.enum(['sync', 'plan']);

const itglue = z
  .object({
    devices: z.number(),
    organizations: z.number(),
    configurations: z.number(),
    audits: z
      .object({ read: z.number(), left: z.number() })
      .meta({ description: 'Of devices: read by it, and left for the next run' }),
    matches: z
      .object({ organizations: tabCounts, devices: tabCounts })
      .meta({ description: 'By tab, after it' }),
    newlyMatched: z
      .object({ organizations: z.number(), devices: z.number() })
      .meta({ description: 'Matched by it, by rule' }),
    // Left out by runs of before fields were written.
    updated: z
      .number()
      .default(0)
      .meta({ description: 'Matched configurations whose fields it wrote' }),
  })
  .openapi('ItGlueCounts');

const counts = z
  .object({
    sites: z.number(),
    excluded: z.number(),
    associations: z.number(),
    companiesCreated: z.number(),
    associated: z.number(),
    packages: z.number(),
    variables: z.number(),
    problems: z.number(),
    toBeCreated: z.number(),
    // Left out by runs of before there were events.
    events: z
      .object({ open: z.number(), raised: z.number(), handled: z.number() })
      .default({ open: 0, raised: 0, handled: 0 })
      .meta({ description: 'Open now; raised by it, anew or again; handled by it' }),
    moved: z.number().default(0),
    recreated: z.number().default(0),
    callsBound: z.number().meta({
      description: 'The fewest calls that a run which finds nothing to do can make',
    }),
    itglue: itglue.optional().meta({ description: 'Left out where it had no IT Glue part' }),
  })
  .openapi('RunCounts');

const common = {
  id: z.string(),
  kind: runKind,
  status: runStatus,
  counts: counts.nullable(),
  notes: z.array(z.string()),
  lastFailure: z.string().nullable().meta({ description: 'What went wrong last' }),
  startedAt: at,
  finishedAt: at.nullable(),
};

export const runListed = z
  .object({ ...common, calls: z.number(), problems: z.number() })
  .openapi('RunListed');

const planEvents = z
  .object({ found: z.number(), waiting: z.number() })
  .meta({ description: 'Discrepancies found, and how many of them a run leaves to a person' });

const gravityzonePart = z.object({
  items: z.record(z.string(), z.number()).meta({ description: 'By kind' }),
  sites: z.number(),
  excluded: z.number(),
  associated: z.number(),
  problems: z.number(),
  toBeCreated: z.array(z.string()).meta({ description: 'Sites left to a person' }),
  notes: z.array(z.string()),
  events: z.record(z.string(), planEvents).default({}).meta({ description: 'By type' }),
  estimatedCalls: z.number(),
  minutes: z.number().default(0).meta({ description: 'At the vendors’ limits, rounded up' }),
});

const itgluePart = z.object({
  items: z.record(z.string(), z.number()).meta({ description: 'By kind' }),
  fields: z.record(z.string(), z.number()).meta({ description: 'Fields written, by field' }),
  notes: z.array(z.string()).meta({ description: 'What is left out, and why' }),
  estimatedCalls: z.number(),
  minutes: z.number().meta({ description: 'At IT Glue’s limit, rounded up' }),
});

const planItem = z.object({
  destination: z.enum(['gravityzone', 'itglue']),
  siteUid: z.string(),
  permitted: z.boolean().meta({ description: 'Whether the run might carry it out' }),
  item: z.record(z.string(), z.unknown()).meta({
    description: 'What is done, with before and after',
  }),
});

export const planShape = z
  .object({
    id: z.string(),
    runId: z.string(),
    createdAt: at,
    wouldHold: z
      .string()
      .nullable()
      .meta({ description: 'Why GravityZone’s part is held, or would be' }),
    summary: gravityzonePart
      .nullable()
      .meta({ description: 'GravityZone’s part; null where there is none or it was not planned' }),
    itglue: itgluePart.nullable().meta({ description: 'IT Glue’s part, alike' }),
    items: z.array(planItem).meta({ description: 'GravityZone’s, then IT Glue’s, in order' }),
    sourceNames: z
      .record(z.string(), z.string())
      .meta({ description: 'Names of the source organizations in IT Glue’s items, by sourceId' }),
  })
  .openapi('Plan');

export const runShape = z
  .object({
    ...common,
    calls: z.object({
      total: z.number(),
      byOperation: z.array(z.object({ operation: z.string(), calls: z.number() })),
    }),
    problems: z.array(
      z.object({
        siteUid: z.string().nullable(),
        siteName: z.string().nullable(),
        code: z.string(),
        sentence: z.string(),
      }),
    ),
    plan: planShape.nullable(),
    hold: z
      .object({
        id: z.string(),
        sentence: z.string(),
        state: z.enum(['open', 'allowed', 'used', 'rejected', 'superseded']),
        items: z.number(),
      })
      .nullable(),
    workflowId: z.string(),
    workflowRunId: z.string(),
    workflowUrl: z.string().nullable().meta({ description: 'Its history in the Temporal UI' }),
  })
  .openapi('Run');
