import { z } from '@hono/zod-openapi';
import { actor, at } from './basics.ts';

/** What an operator stages for a site (spec 3.2). */
export const mappingChoice = z
  .discriminatedUnion('do', [
    z.object({
      do: z.literal('company'),
      companyId: z.string().max(64),
      replaceVariable: z.boolean().optional(),
    }),
    z.object({
      do: z.literal('new'),
      name: z.string().max(200).optional(),
      replaceVariable: z.boolean().optional(),
    }),
    z.object({ do: z.literal('exclude') }),
    z.object({ do: z.literal('include') }),
    z.object({ do: z.literal('repair') }).meta({ description: 'Mends its package and variable' }),
    z.object({ do: z.literal('remove'), thenExclude: z.boolean().optional() }),
  ])
  .openapi('MappingChoice');

const progress = z.object({
  total: z.number(),
  done: z.number(),
  problems: z.number(),
  cancelled: z.number(),
  working: z.number(),
});

export const mappingShape = z
  .object({
    id: z.string(),
    state: z.enum(['staged', 'confirmed', 'working', 'done', 'cancelled']),
    by: actor,
    confirmedBy: actor.nullable(),
    createdAt: at,
    confirmedAt: at.nullable(),
    finishedAt: at.nullable(),
    accepted: z.number(),
    refused: z.number(),
    progress: progress.nullable().meta({ description: 'Once it is confirmed' }),
    workflowId: z.string().nullable().meta({ description: 'Of its task, once it is confirmed' }),
    workflowUrl: z.string().nullable().meta({ description: 'Its history in the Temporal UI' }),
    rows: z.array(
      z.object({
        position: z.number(),
        siteUid: z.string(),
        siteName: z.string(),
        choice: mappingChoice,
        accepted: z.boolean(),
        lines: z
          .array(z.string())
          .meta({ description: 'What exactly will be done, or why the row is refused' }),
        state: z.enum(['waiting', 'working', 'done', 'problem', 'cancelled']).nullable(),
        step: z.string().nullable(),
        problem: z.string().nullable(),
      }),
    ),
  })
  .openapi('Mapping');
