import type { SiteUid } from '../identity.ts';
import { missingSteps } from './associations.ts';
import type { Association } from './associations.ts';
import type { PlanContext } from './plan-context.ts';
import { completionItem } from './plan-items.ts';
import type { PlanItem } from './plan-types.ts';
import { siteProblem } from './problems.ts';
import type { Problem } from './problems.ts';
import type { ListedSite } from './scope.ts';
import { obstacleToCompletion } from './site-obstacles.ts';

export type Completion =
  | { kind: 'complete'; item: PlanItem; site: ListedSite }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'under-way'; site: ListedSite };

/** Associations of managed sites whose package or variable step has not been finished. */
export function decideCompletions(context: PlanContext): Completion[] {
  const completions: Completion[] = [];
  for (const site of context.sites) {
    const association = context.associationOf.get(site.uid);
    if (association === undefined || missingSteps(association).length === 0) continue;
    completions.push(decide(context, site, association));
  }
  return completions;
}

/** At settings under which a run writes nothing, an unfinished association is only told. */
export function unfinishedProblem(site: { uid: SiteUid; name: string }): Problem {
  const sentence =
    'has an association whose package or variable is not finished, and the settings let a run write nothing. Repair the site by hand.';
  return siteProblem('association-unfinished', site, sentence);
}

function decide(context: PlanContext, site: ListedSite, association: Association): Completion {
  const { locked, root } = context.input;
  if (locked.siteUids.has(site.uid) || locked.companyIds.has(association.companyId)) {
    return { kind: 'under-way', site };
  }
  if (!site.settled) {
    const sentence = 'came twice in the listing with different facts; the next run reads it again.';
    return { kind: 'problem', problem: siteProblem('site-unsettled', site, sentence) };
  }
  const company = context.tree.company(association.companyId);
  // The root is never a target, whatever is on record (spec 3.6.3).
  if (company === undefined || company.id === root.id) {
    const sentence =
      'has an association that is not finished, and its company is not in view. Look for the company in GravityZone, or delete the association.';
    return {
      kind: 'problem',
      problem: siteProblem('company-not-in-view', site, sentence, association.companyId),
    };
  }
  const problem = obstacleToCompletion(context, site, association);
  if (problem !== undefined) return { kind: 'problem', problem };
  return { kind: 'complete', site, item: completionItem(context, site, association, company) };
}
