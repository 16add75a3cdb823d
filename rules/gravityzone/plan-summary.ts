import type { CompanyId, SiteUid } from '../identity.ts';
import type { PlanContext } from './plan-context.ts';
import type { Plan, PlanCalls, PlanCounts, PlanItem } from './plan-types.ts';
import { isExcluded } from './scope.ts';

/** The plan with its counts, its calls, and what has to be read before it is carried out. */
export function summarize(
  context: PlanContext,
  found: Pick<Plan, 'items' | 'waiting' | 'problems' | 'notes'>,
): Plan {
  return {
    ...found,
    needs: needsOf(found.items),
    counts: countsOf(context, found),
    calls: callsOf(found.items),
  };
}

function needsOf(items: readonly PlanItem[]): Plan['needs'] {
  const variablesOf: SiteUid[] = [];
  const detailsOf: CompanyId[] = [];
  for (const item of items) {
    if (item.needsVariable) variablesOf.push(item.siteUid);
    if (item.kind === 'associate' && item.needsDetails) detailsOf.push(item.companyId);
  }
  return { variablesOf, detailsOf };
}

function countsOf(
  context: PlanContext,
  found: Pick<Plan, 'items' | 'waiting' | 'problems'>,
): PlanCounts {
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
