import { defineQuery, defineSignal } from '@temporalio/workflow';

/** How far a mapping has come: rows by state. */
export interface MappingProgress {
  total: number;
  done: number;
  problems: number;
  cancelled: number;
  working: number;
}

/** Answered by `saveMapping`. */
export const mappingProgress = defineQuery<MappingProgress>('mappingProgress');

/** Tells `saveMapping` to begin no further row; rows at work are finished. */
export const cancelMapping = defineSignal('cancelMapping');

/**
 * Tells `resolveEvent` that its row has changed: a decision, a permit, new facts, or its end. What
 * it is stands in the row, so that a signal twice, or late, does no harm.
 */
export const eventChanged = defineSignal('eventChanged');

/** Tells `reviewMatches` that decisions are waiting: which they are stands in their rows. */
export const matchesDecided = defineSignal('matchesDecided');
