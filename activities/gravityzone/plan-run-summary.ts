import type { PlanSummary } from '../../db/schema/index.ts';
import type { DetectedEvent } from '../../rules/gravityzone/events/event-types.ts';
import type { Plan, PlanItem, WaitingSite } from '../../rules/gravityzone/plan-types.ts';

/** A run's plan in numbers. `items` are those of it that the run was asked for. */
export function summaryOf(
  plan: Plan,
  items: readonly PlanItem[],
  stopped: string | null,
): PlanSummary {
  return {
    items: countedByKind(items),
    events: countedByType(plan.events),
    sites: plan.counts.sites,
    excluded: plan.counts.excluded,
    associated: plan.counts.associated,
    problems: plan.problems.length,
    toBeCreated: plan.waiting
      .filter(({ kind }) => kind === 'to-be-created')
      .map(({ siteName }) => siteName),
    notes: [
      ...(stopped === null ? [] : [stopped]),
      ...plan.notes.map(({ sentence }) => sentence),
      ...toBeAssociated(plan.waiting),
    ],
    estimatedCalls: plan.calls.dattoRmm + plan.calls.gravityzone,
    minutes: plan.minutes,
  };
}

/** Sites whose company is there, which the settings leave to a person. */
function toBeAssociated(waiting: readonly WaitingSite[]): string[] {
  return waiting
    .filter(({ kind }) => kind === 'to-be-associated')
    .map(
      ({ siteName, companyName }) =>
        `Site “${siteName}” waits for a person to associate it with company “${companyName}”.`,
    );
}

function countedByKind(items: readonly PlanItem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function countedByType(events: readonly DetectedEvent[]): PlanSummary['events'] {
  const counts: PlanSummary['events'] = {};
  for (const { type, waits } of events) {
    const { found, waiting } = counts[type] ?? { found: 0, waiting: 0 };
    counts[type] = { found: found + 1, waiting: waiting + (waits === null ? 0 : 1) };
  }
  return counts;
}
