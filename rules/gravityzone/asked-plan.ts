import { eventTitles } from './events/event-types.ts';
import type { PlanItem } from './plan-types.ts';

export interface AskedPlan {
  items: PlanItem[];
  /** What was asked for and does not fit any more, each with a sentence. */
  leftOut: { factsHash: string; siteUid: PlanItem['siteUid']; sentence: string }[];
}

/**
 * A run can be told to apply exactly a plan that was made before: of the fresh plan, it takes what
 * stands on the same facts, and leaves out what no longer fits (spec 5.1).
 */
export function fitAskedPlan(fresh: readonly PlanItem[], asked: readonly PlanItem[]): AskedPlan {
  const wanted = new Set(asked.map((item) => item.factsHash));
  const fresher = new Set(fresh.map((item) => item.factsHash));
  return {
    items: fresh.filter((item) => wanted.has(item.factsHash)),
    leftOut: asked
      .filter((item) => !fresher.has(item.factsHash))
      .map((item) => ({
        factsHash: item.factsHash,
        siteUid: item.siteUid,
        sentence: leftOut(item),
      })),
  };
}

function leftOut({ event, siteName }: PlanItem): string {
  const what =
    event === null
      ? `Site “${siteName}” is left out`
      : `Event “${eventTitles[event]}” of site “${siteName}” is left out`;
  const why =
    event === null
      ? 'the facts have changed since the plan was made'
      : 'it is gone, waits for a person, or stands on other facts since the plan was made';
  return `${what}: ${why}. Make a new plan to see what would be done now.`;
}
