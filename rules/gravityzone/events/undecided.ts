import type { SiteUid } from '../../identity.ts';
import type { PlanContext } from '../plan-context.ts';
import { compareText } from '../scope.ts';
import type { EventType } from './event-types.ts';
import { isLive } from './known-events.ts';
import { siteStandings } from './site-standing.ts';

/** Every site that anything is known of: none is decided about from a reading that proves nothing. */
export function everySite(context: PlanContext): SiteUid[] {
  const { associationOf, sites, input } = context;
  return inOrder([
    ...associationOf.keys(),
    ...sites.map(({ uid }) => uid),
    ...input.knownEvents.map(({ siteUid }) => siteUid),
  ]);
}

const ofSitesWithoutAssociation: readonly EventType[] = [
  'destination-creation',
  'association-missing',
  'prefix-association-missing',
];

/**
 * Sites without an association that have events on record and are in no listing any more, or in no
 * clear way. That a listing lacks a site closes nothing by itself: it is asked for by its uid.
 */
export function missingSites(context: PlanContext): {
  undecided: SiteUid[];
  siteChecksOf: SiteUid[];
} {
  const { knownEvents, siteChecks } = context.input;
  const standing = siteStandings(context);
  const uids = knownEvents
    .filter(({ type, state }) => ofSitesWithoutAssociation.includes(type) && isLive(state))
    .map(({ siteUid }) => siteUid)
    .filter((uid) => !context.associationOf.has(uid));
  const unlisted = inOrder(uids.filter((uid) => standing(uid) === 'unlisted'));
  const unclear = uids.filter((uid) => standing(uid) === 'unclear');
  return {
    undecided: [...unlisted.filter((uid) => siteChecks.get(uid) !== 'gone'), ...unclear],
    siteChecksOf: unlisted.filter((uid) => !siteChecks.has(uid)),
  };
}

/** Each once, in an order that depends on nothing else. */
export function inOrder(uids: readonly SiteUid[]): SiteUid[] {
  return [...new Set(uids)].toSorted(compareText);
}
