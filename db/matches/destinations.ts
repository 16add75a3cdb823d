import type { DestinationFacts } from '../../rules/matching/choice-facts.ts';
import type { Transaction } from '../connect.ts';
import { configurationPayload, organizationPayload } from '../readings/itglue-payloads.ts';
import { newestOf } from '../readings/newest-of.ts';
import type { MatchKind } from '../schema/index.ts';
import type { ChosenMatch } from './concerned-matches.ts';

/** A record of IT Glue, as far as a choice is judged by it. */
export type Destination = Omit<DestinationFacts, 'otherDevice'>;

/** The records that choices name, by kind of match and id; those that are not to be seen are absent. */
export type Destinations = Record<MatchKind, ReadonlyMap<string, Destination>>;

/** The ids that choices name, to be looked up. */
export function namedDestinations(
  chosen: readonly Pick<ChosenMatch, 'kind' | 'choice'>[],
  kind: MatchKind,
): string[] {
  const ids = chosen.flatMap((one) =>
    one.kind === kind && (one.choice.do === 'accept' || one.choice.do === 'to')
      ? [one.choice.destinationId]
      : [],
  );
  return [...new Set(ids)];
}

/** The records that choices name, as the newest whole readings have them. */
export async function destinationsAsRead(
  tx: Transaction,
  chosen: readonly ChosenMatch[],
): Promise<Destinations> {
  return {
    organization: await organizationsAsRead(tx, namedDestinations(chosen, 'organization')),
    device: await configurationsAsRead(tx, namedDestinations(chosen, 'device')),
  };
}

/** Configurations by id, each with its organization, as the newest whole readings have them. */
export async function configurationsAsRead(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Destination>> {
  const payloads = await newestOf(tx, 'configurations', ids);
  const found = payloads.map((payload) => configurationPayload.parse(payload));
  const homes = [...new Set(found.map(({ organizationId }) => organizationId))];
  const organizations = await organizationsAsRead(tx, homes);
  return new Map(
    found.map(({ id, name, archived, organizationId }) => {
      const unseen = { id: organizationId, name: organizationId };
      const organization = organizations.get(organizationId) ?? unseen;
      return [id, { id, name, archived, organization }];
    }),
  );
}

/** Organizations by id, as the newest whole reading has them. */
export async function organizationsAsRead(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Destination>> {
  const payloads = await newestOf(tx, 'organizations', ids);
  return new Map(
    payloads
      .map((payload) => organizationPayload.parse(payload))
      .map(({ id, name }) => [id, { id, name, archived: false, organization: null }]),
  );
}
