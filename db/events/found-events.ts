import type { DetectedEvent } from '../../rules/gravityzone/events/event-types.ts';
import type { Execution } from '../acting.ts';

/** The readings that a run's events rest on. */
export interface EventReadings {
  sitesReadingId: string | null;
  companiesReadingId: string | null;
}

/** The discrepancies that a run found. */
export interface FoundEvents {
  tenantId: string;
  runId: string;
  events: readonly DetectedEvent[];
  readings: EventReadings;
  execution: Execution;
}

export interface EventsToSave extends FoundEvents {
  /** Sites nothing was decided about: their events neither come nor go. */
  undecided: readonly string[];
}
