import type { DetectedEvent, EventState } from '../../rules/gravityzone/events/event-types.ts';
import type { FoundEvents } from './found-events.ts';
import type { EventChange, EventRow } from './move-event.ts';

/**
 * An ignored event comes up again as what it was: its count and its first sight carry on, and no run
 * handles it while the facts are those that a person ignored (spec 3.5). After an end it is a new one.
 */
export function raisedAgain(
  saving: FoundEvents,
  detected: DetectedEvent,
  earlier: EventRow,
): EventChange {
  const seen = seenNow(saving, detected);
  const same = earlier.factsHash === detected.factsHash;
  const goesOn = earlier.state === ('ignored' satisfies EventState);
  return {
    ...seen,
    ...factsOf(detected),
    occurrence: earlier.occurrence + 1,
    raisedAt: seen.lastSeenAt,
    closedAt: null,
    outcome: null,
    handledBy: null,
    ...(goesOn
      ? {
          occurrences: earlier.occurrences + 1,
          runsWithFacts: same ? runsWithSame(earlier, saving) : 1,
        }
      : {
          occurrences: 1,
          firstSeenAt: seen.lastSeenAt,
          ignoredFactsHash: null,
          actionId: null,
        }),
  };
}

/** Looking twice in one run is one look. */
export function runsWithSame(
  { runsWithFacts, lastRunId }: EventRow,
  { runId }: FoundEvents,
): number {
  return lastRunId === runId ? runsWithFacts : runsWithFacts + 1;
}

/** What every run notes of an event, the same facts or others. */
export function seenNow({ runId, readings }: FoundEvents, detected: DetectedEvent) {
  const { siteName, companyId, companyName, sentence, evidence, automatic, waits } = detected;
  return {
    siteName,
    companyId,
    companyName,
    sentence,
    evidence,
    automatic,
    waits,
    ...readings,
    lastSeenAt: new Date(),
    lastRunId: runId,
  };
}

/** What changes only with the facts. */
export function factsOf({ facts, factsHash }: DetectedEvent) {
  return { facts, factsHash, runsWithFacts: 1 };
}
