import type { SiteUid } from '../../identity.ts';
import type { PlanContext } from '../plan-context.ts';
import type { EventState, EventType, KnownEvent } from './event-types.ts';

/** What is on record of an event, open or not. */
export function knownEvent(
  { input }: PlanContext,
  siteUid: SiteUid,
  type: EventType,
): KnownEvent | undefined {
  return input.knownEvents.find((known) => known.siteUid === siteUid && known.type === type);
}

/**
 * Whether a person let the event go on these very facts: while they hold no run handles it. What came
 * to its end since is a new one when it is found again.
 */
export function isIgnored(
  context: PlanContext,
  siteUid: SiteUid,
  type: EventType,
  factsHash: string,
): boolean {
  const known = knownEvent(context, siteUid, type);
  return known !== undefined && isLive(known.state) && known.ignoredFactsHash === factsHash;
}

/** Whether the run before this one saw the event too, on the same facts. */
export function wasSeenBefore(known: KnownEvent | undefined, factsHash: string): boolean {
  return (
    known !== undefined &&
    isLive(known.state) &&
    known.factsHash === factsHash &&
    known.runsWithFacts >= 1
  );
}

/** Not at its end. */
export function isLive(state: EventState): boolean {
  return state === 'open' || state === 'acting' || state === 'ignored';
}
