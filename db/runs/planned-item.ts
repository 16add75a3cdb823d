import type { EventType } from '../../rules/gravityzone/events/event-types.ts';
import type { ActionDetails, ActionVerb } from '../schema/index.ts';

/** One thing that a plan would have done. */
export interface PlannedItem {
  siteUid: string;
  factsHash: string;
  /** The event that it handles: its workflow carries it out. */
  event: EventType | null;
  verb: ActionVerb;
  details: ActionDetails;
  /** The item as the rules made it, for the preview. */
  item: unknown;
  /** Whether the run may carry it out: decided for the plan as a whole. */
  permitted: boolean;
}
