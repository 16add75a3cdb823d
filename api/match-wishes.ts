import type { z } from '@hono/zod-openapi';
import type { MatchWish } from '../db/matches/decide-matches.ts';
import type { MatchChoice } from '../rules/matching/match-choice.ts';
import type { matchDeciding } from './shapes/match-decision.ts';

type Item = z.infer<typeof matchDeciding>['items'][number];

/** What a request wants of each item; what it leaves out is left out. */
export function matchWishes(items: readonly Item[]): MatchWish[] {
  return items.map(({ choice, ...item }) => ({ ...item, choice: withoutUndefined(choice) }));
}

function withoutUndefined(choice: Item['choice']): MatchChoice {
  if (choice.do !== 'create') return choice;
  const { name, despite } = choice;
  return {
    do: 'create',
    ...(name === undefined ? {} : { name }),
    ...(despite === undefined ? {} : { despite }),
  };
}
