import { planMinutes } from './plan-calls.ts';
import type { PlanContext } from './plan-context.ts';
import type { Plan, PlanCalls, PlanCounts, PlanItem } from './plan-types.ts';
import { isExcluded } from './scope.ts';

/** What a plan consists of before it is summed up. */
export type Found = Pick<
  Plan,
  'items' | 'events' | 'undecided' | 'waiting' | 'problems' | 'notes'
> &
  Pick<Plan['needs'], 'detailsOf' | 'checksOf' | 'siteChecksOf'>;

/** The plan with its counts, its calls, and what has to be read before it is carried out. */
export function summarize(context: PlanContext, found: Found): Plan {
  const { detailsOf, checksOf, siteChecksOf, ...rest } = found;
  const variablesOf = found.items.flatMap((item) => (item.needsVariable ? [item.siteUid] : []));
  return {
    ...rest,
    needs: { variablesOf, detailsOf, checksOf, siteChecksOf },
    counts: countsOf(context, found),
    calls: callsOf(found.items),
    minutes: planMinutes(found.items),
  };
}

function countsOf(context: PlanContext, found: Found): PlanCounts {
  const { sites, associationOf, input } = context;
  const associated = sites.filter((site) => associationOf.has(site.uid)).length;
  const excluded = sites.filter(
    (site) => !associationOf.has(site.uid) && isExcluded(site, input.exclusions),
  );
  const items = (kind: PlanItem['kind']) => found.items.filter((item) => item.kind === kind).length;
  return {
    sites: sites.length,
    associated,
    outOfScope: associationOf.size - associated,
    excluded: excluded.length,
    create: items('create-company'),
    associate: items('associate'),
    complete: items('complete'),
    move: items('move'),
    recreate: items('recreate'),
    events: found.events.length,
    waiting: found.waiting.length,
    problems: found.problems.length,
  };
}

function callsOf(items: readonly PlanItem[]): PlanCalls {
  return {
    dattoRmm: items.reduce((sum, item) => sum + item.calls.dattoRmm, 0),
    gravityzone: items.reduce((sum, item) => sum + item.calls.gravityzone, 0),
  };
}
