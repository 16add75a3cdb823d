import type { SiteUid } from '../../identity.ts';
import type { Plan, PlanItem } from '../plan-types.ts';
import type { DetectedEvent } from './event-types.ts';

/** What was found of an association. */
export type AssociationFinding =
  | { kind: 'in-step' }
  /** With what the run does about it, if it handles it. */
  | { kind: 'event'; event: DetectedEvent; item: PlanItem | null }
  /** Too little was read, or it contradicts itself: its events neither come nor go. */
  | {
      kind: 'undecided';
      /** What to read by id to decide it. */
      checksOf?: Plan['needs']['checksOf'][number];
      siteChecksOf?: SiteUid;
      /** What its listing lacks, though nobody says that it is gone. */
      unseen?: Unseen;
    };

export type Unseen = 'site' | 'company';

export const undecided: AssociationFinding = { kind: 'undecided' };
