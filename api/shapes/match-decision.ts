import { z } from '@hono/zod-openapi';
import { mostItems } from '../../db/matches/decide-matches.ts';
import { actor, at, why } from './basics.ts';
import { matchChoice, matchItemState, matchKind } from './match.ts';

export const matchDeciding = z
  .object({
    items: z
      .array(
        z.object({
          kind: matchKind,
          sourceId: z.string().min(1).max(100).meta({ description: 'As the lists show it' }),
          choice: matchChoice,
          factsHash: z.string().max(64).optional().meta({
            description: 'As the lists show it; a decision made on other facts is refused',
          }),
        }),
      )
      .min(1, 'Name at least one organization or device')
      .max(mostItems, `A decision has at most ${mostItems} items; send the rest in another`),
    preview: z.boolean().default(false).meta({
      description: 'Answers what would be done, and stores nothing',
    }),
    why,
  })
  .openapi('MatchDeciding');

const refusal = {
  code: z.string().meta({ description: 'For programs; it does not change' }),
  sentence: z.string(),
};

export const matchDecided = z
  .object({
    decisionId: z.string().nullable().meta({
      description: 'Null where everything was refused, or it was only tried',
    }),
    refused: z.array(z.object({ kind: matchKind, sourceId: z.string(), ...refusal })),
    warnings: z.array(z.string()).meta({ description: 'What to know before confirming' }),
    items: z
      .array(
        z.object({
          kind: matchKind,
          sourceId: z.string(),
          name: z.string(),
          lines: z.array(z.string()).meta({ description: 'What exactly would be done' }),
          refusal: z.object(refusal).nullable(),
          lookAlikes: z
            .array(
              z.object({
                id: z.string(),
                name: z.string(),
                organization: z.string().optional().meta({
                  description: 'Of a configuration: the name of the organization that it sits in',
                }),
                why: z.string(),
              }),
            )
            .meta({ description: 'What a record that is created may be a double of' }),
        }),
      )
      .meta({ description: 'With `preview`: item by item' }),
  })
  .openapi('MatchDecided');

export const matchDecisionShape = z
  .object({
    id: z.string(),
    by: actor,
    why: z.string().nullable(),
    state: z.enum(['pending', 'taken', 'done', 'refused']),
    outcome: z.string().nullable(),
    createdAt: at,
    settledAt: at.nullable().meta({ description: 'When its last item ended' }),
    counts: z.record(matchItemState, z.number()).meta({ description: 'Its items by state' }),
    items: z.array(
      z.object({
        id: z.string(),
        kind: matchKind,
        sourceId: z.string(),
        name: z.string(),
        choice: matchChoice,
        state: matchItemState,
        outcome: z.string().nullable(),
        step: z.string().nullable(),
        problem: z.string().nullable(),
        finishedAt: at.nullable(),
      }),
    ),
    workflowId: z.string(),
    workflowUrl: z.string().nullable().meta({ description: 'Its history in the Temporal UI' }),
  })
  .openapi('MatchDecision');
