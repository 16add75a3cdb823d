import type { ApiClient } from '../api/client.ts';
import { badUsage } from './cli-error.ts';
import { findMatch, type FindIn } from './find-match.ts';
import { manyMatches } from './many-matches.ts';
import { matchVerbOf, type MatchOptions, type MatchVerb } from './match-options.ts';
import type { ListedMatch } from './match-rows.ts';
import { namedDestination, suggestedDestination } from './wished-destination.ts';

type V1 = ApiClient['v1'];

/** One item of a decision, as the API takes it. */
export type MatchWish = Parameters<V1['match-decisions']['$post']>[0]['json']['items'][number];

/** What is to be decided, and what was left out of a bulk. */
export interface Wishes {
  wishes: MatchWish[];
  leftOut: string | null;
}

/**
 * The decisions that the options ask for, on the items named or on every one of a tab.
 *
 * @throws {CliError} bad usage.
 */
export async function matchWishes(v1: V1, items: string[], options: MatchOptions): Promise<Wishes> {
  const verb = matchVerbOf(items, options);
  const where = await placeOf(v1, options);
  if (options.all) {
    const { matches, leftOut } = await manyMatches(v1, verb, where, options.search);
    return { wishes: await wishesFor(v1, verb, matches, options), leftOut };
  }
  const matches: ListedMatch[] = [];
  for (const item of items) matches.push(await findMatch(v1, item, where));
  return { wishes: await wishesFor(v1, verb, matches, options), leftOut: null };
}

async function placeOf(v1: V1, { kind, of }: MatchOptions): Promise<FindIn> {
  if (of === undefined) return kind === undefined ? {} : { kind };
  if (kind === 'organization') throw badUsage('--of ORG means devices, not organizations.');
  return { kind: 'device', organization: await findMatch(v1, of, { kind: 'organization' }) };
}

async function wishesFor(
  v1: V1,
  verb: MatchVerb,
  matches: readonly ListedMatch[],
  options: MatchOptions,
): Promise<MatchWish[]> {
  const wishes: MatchWish[] = [];
  for (const match of matches) {
    const { kind, sourceId, factsHash } = match;
    const choice = await choiceFor(v1, verb, match, options);
    wishes.push({ kind, sourceId, factsHash, choice });
  }
  return wishes;
}

async function choiceFor(
  v1: V1,
  verb: MatchVerb,
  match: ListedMatch,
  { to = '', suggestion, name, despite }: MatchOptions,
): Promise<MatchWish['choice']> {
  switch (verb) {
    case 'accept':
    case 'reject':
      return { do: verb, destinationId: suggestedDestination(match, suggestion) };
    case 'to':
      return { do: 'to', destinationId: await namedDestination(v1, match, to) };
    case 'create':
      return {
        do: 'create',
        ...(name === undefined ? {} : { name }),
        ...(despite === undefined ? {} : { despite: despite === true ? [] : despite }),
      };
    case 'ignore':
    case 'unignore':
    case 'revert':
      return { do: verb };
  }
}
