import { decideCreation } from './decide-creation.ts';
import { findCompany } from './find-company.ts';
import { nameKey, prefixedName } from './names.ts';
import type { PlanContext } from './plan-context.ts';
import { quoted, siteProblem } from './problems.ts';
import type { ListedSite } from './scope.ts';
import type { SiteDecision } from './site-decision.ts';
import { obstacleTo } from './site-obstacles.ts';

/**
 * Decides for all sites without an association (spec 3.4), in three rounds: companies of the site's
 * own name, then those of the prefix and the name, then creation. Each round counts what the one
 * before is about to associate as associated, so that the next run finds nothing left to do.
 */
export function decideSites(context: PlanContext, sites: readonly ListedSite[]): SiteDecision[] {
  const decisions: SiteDecision[] = [];
  let open = sites;
  for (const decide of [byOwnName, byPrefixedName, decideCreation]) {
    const undecided: ListedSite[] = [];
    const round: SiteDecision[] = [];
    for (const site of open) {
      const decision = decide(context, site);
      if (decision === undefined) undecided.push(site);
      else round.push(decision);
    }
    for (const decision of round) {
      if (decision.kind === 'associate') context.taken.add(decision.company.id);
    }
    decisions.push(...round);
    open = undecided;
  }
  return decisions;
}

function byOwnName(context: PlanContext, site: ListedSite): SiteDecision | undefined {
  const { locked } = context.input;
  const key = nameKey(site.name);
  if (locked.siteUids.has(site.uid) || locked.companyNameKeys.has(key)) {
    return { kind: 'under-way', site };
  }
  if (!site.settled) {
    const sentence = 'came twice in the listing with different facts; the next run reads it again.';
    return { kind: 'problem', problem: siteProblem('site-unsettled', site, sentence) };
  }
  const namesakes = context.bearers(key).size;
  if (namesakes > 1) {
    const sentence = `shares its name with ${namesakes - 1} other managed ${namesakes === 2 ? 'site' : 'sites'}, so nothing is associated or created by itself. Map each of them by hand, or rename them.`;
    return { kind: 'problem', problem: siteProblem('site-namesakes', site, sentence) };
  }
  return associateByName(context, site, key, false);
}

function byPrefixedName(context: PlanContext, site: ListedSite): SiteDecision | undefined {
  const { prefix, prefixForAssociation } = context.input.settings;
  if (prefix === '') return undefined;
  const key = nameKey(prefixedName(prefix, site.name));
  // A company of a name that another site bears is that site's affair.
  const bornElsewhere = context.bearers(key).size > 0;
  if (prefixForAssociation && !bornElsewhere) return associateByName(context, site, key, true);
  const [free] = context.tree.named(key).filter((company) => !context.taken.has(company.id));
  if (free === undefined) return undefined;
  const sentence = `gets no new company, since ${quoted(free.name)} is in view and not associated. Map the site to it by hand, or give it another name.`;
  return {
    kind: 'problem',
    problem: siteProblem('prefixed-company-in-view', site, sentence, free.id),
  };
}

/** Nothing if no company of that name is free. */
function associateByName(
  context: PlanContext,
  site: ListedSite,
  key: string,
  prefixed: boolean,
): SiteDecision | undefined {
  const { locked } = context.input;
  if (locked.companyNameKeys.has(key)) return { kind: 'under-way', site };
  const found = findCompany(context, site, key);
  if (found.kind === 'none') return undefined;
  if (found.kind === 'waits') return { kind: 'problem', problem: found.problem };
  const { company, needsDetails } = found;
  if (locked.companyIds.has(company.id)) return { kind: 'under-way', site };
  const problem = obstacleTo(context, site, company.id);
  if (problem !== undefined) return { kind: 'problem', problem };
  return { kind: 'associate', site, company, prefixed, needsDetails };
}
