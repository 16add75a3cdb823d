import type { ItgluePlanItem } from './plan-types.ts';

/** Read before it is written, so that nothing is written over what came meanwhile. */
const callsPerUpdate = 2;

/** 3,000 in five minutes, of which 90 % are used (itglue.md 1). */
const callsPerMinute = 540;

/** A run's part in IT Glue, in numbers. */
export interface ItgluePlanSummary {
  /** Items by kind: `match-organization`, `match-device`, `update-configuration`. */
  items: Record<string, number>;
  /** Fields that are written, by field. */
  fields: Record<string, number>;
  /** What a field's rule would write and what is left out, with why. */
  notes: string[];
  estimatedCalls: number;
  /** How long the items take at IT Glue's limit, rounded up. */
  minutes: number;
}

/**
 * Counts the items of a plan.
 *
 * @param skipped what a field's rule would write and is left out, in whole sentences.
 * @param notes what stands before all else: why nothing is carried out.
 */
export function summarizeItglue(
  items: readonly ItgluePlanItem[],
  skipped: readonly string[],
  notes: readonly string[],
): ItgluePlanSummary {
  const updates = items.filter((item) => item.kind === 'update-configuration');
  const estimatedCalls = updates.length * callsPerUpdate;
  return {
    items: counted(items.map(({ kind }) => kind)),
    fields: counted(updates.flatMap(({ changes }) => changes.map(({ field }) => field))),
    notes: [...notes, ...skippedNotes(skipped)],
    estimatedCalls,
    minutes: Math.ceil(estimatedCalls / callsPerMinute),
  };
}

/** One sentence for all configurations of which the same is to be said. */
function skippedNotes(skipped: readonly string[]): string[] {
  return Object.entries(counted(skipped)).map(
    ([sentence, count]) =>
      `${count} ${count === 1 ? 'configuration' : 'configurations'}: ${sentence}`,
  );
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
