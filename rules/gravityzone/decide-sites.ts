import type { NamedCompany } from './company-tree.ts';
import { decideCreation, wantedCompany, withoutName } from './decide-creation.ts';
import { isLetGo } from './events/unassociated-facts.ts';
import { findCompany, freeCompanies } from './find-company.ts';
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
      // What a person let go stays free, and stands in the way of a second company as before.
      if (decision.kind === 'associate' && !isLetGo(context, decision)) {
        context.taken.add(decision.company.id);
      }
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
    return { kind: 'unsettled', site, problem: siteProblem('site-unsettled', site, sentence) };
  }
  return context.bearers(key).size > 1
    ? amongNamesakes(context, site, key)
    : associateByName(context, site, key, false);
}

/** Two sites of one name wait for a person (spec 3.5), whether or not there is a company for one. */
function amongNamesakes(context: PlanContext, site: ListedSite, key: string): SiteDecision {
  const found = findCompany(context, site, key);
  if (found.kind === 'unsettled') return { kind: 'unsettled', site, problem: found.problem };
  const others = context.bearers(key).size - 1;
  const shares = `shares its name with ${others} other managed ${others === 1 ? 'site' : 'sites'}`;
  const companies = freeCompanies(context, key);
  if (companies.some(({ id }) => context.input.locked.companyIds.has(id))) {
    return { kind: 'under-way', site };
  }
  if (companies.length > 0) {
    const waits = `Site ${quoted(site.name)} ${shares}: a person says whose company it is.`;
    return { kind: 'candidates', site, companies, prefixed: false, waits };
  }
  const sentence = `${shares}, so nothing is associated or created by itself. Map each of them by hand, or rename them.`;
  return { kind: 'problem', problem: siteProblem('site-namesakes', site, sentence) };
}

function byPrefixedName(context: PlanContext, site: ListedSite): SiteDecision | undefined {
  const { prefix, prefixForAssociation } = context.input.settings;
  if (prefix === '') return undefined;
  const key = nameKey(prefixedName(prefix, site.name));
  // A company of a name that another site bears is that site's affair.
  const bornElsewhere = context.bearers(key).size > 0;
  if (prefixForAssociation && !bornElsewhere) return associateByName(context, site, key, true);
  const [free] = context.tree.named(key).filter((company) => !context.taken.has(company.id));
  return free === undefined ? undefined : prefixedInView(site, free);
}

function prefixedInView(site: ListedSite, free: NamedCompany): SiteDecision {
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
  switch (found.kind) {
    case 'none':
      return undefined;
    case 'unsettled':
      return { kind: 'unsettled', site, problem: found.problem };
    case 'out-of-reach':
      return outOfReach(context, site, found, prefixed);
    case 'waits':
      if (found.companies.some(({ id }) => locked.companyIds.has(id))) {
        return { kind: 'under-way', site };
      }
      return {
        kind: 'candidates',
        site,
        companies: found.companies,
        prefixed,
        waits: found.sentence,
      };
    case 'company': {
      const { company, needsDetails } = found;
      if (locked.companyIds.has(company.id)) return { kind: 'under-way', site };
      const obstacle = obstacleTo(context, site, company.id);
      return obstacle === undefined
        ? { kind: 'associate', site, company, prefixed, needsDetails }
        : { kind: 'candidates', site, companies: [company], prefixed, waits: obstacle.sentence };
    }
  }
}

/** The root and partners are nobody's destination: whoever has such a namesake gets another name. */
function outOfReach(
  context: PlanContext,
  site: ListedSite,
  { company, title }: { company: NamedCompany; title: string },
  prefixed: boolean,
): SiteDecision {
  const wanted = wantedCompany(context, site);
  const isWanted = nameKey(wanted.name) === nameKey(company.name);
  if (prefixed && !isWanted) return prefixedInView(site, company);
  return withoutName(site, {
    wantedName: isWanted ? wanted.name : site.name.trim(),
    reason: 'taken',
    bearer: company,
    why: `the name ${quoted(company.name)} is taken by ${title}, which can’t be associated`,
    evidence: [`${quoted(company.name)} (${company.id}) is ${title}.`],
  });
}
