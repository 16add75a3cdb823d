import type { CompanyId } from '../identity.ts';
import { decideSites } from './decide-sites.ts';
import { associationMissing, destinationCreation } from './events/detect-unassociated.ts';
import { associates } from './may-write.ts';
import type { PlanContext } from './plan-context.ts';
import { itemFor } from './plan-items.ts';
import { underWay } from './plan-notes.ts';
import type { Found } from './plan-summary.ts';
import { isExcluded } from './scope.ts';
import type { SiteDecision } from './site-decision.ts';

/**
 * What a run does about the managed sites that have no association and are not excluded. They are in
 * scope only at Automatic inventory synchronization: below it, what a person could create is listed
 * and nothing else (spec 3.4).
 */
export function addSites(context: PlanContext, found: Found): void {
  const { settings, exclusions } = context.input;
  const sites = context.sites.filter(
    (site) => !context.associationOf.has(site.uid) && !isExcluded(site, exclusions),
  );
  for (const decision of decideSites(context, sites)) {
    if (settings.level === 'automatic') addSite(context, found, decision);
    else if (decision.kind === 'create') addCreation(context, found, decision);
  }
}

function addSite(context: PlanContext, found: Found, decision: SiteDecision): void {
  switch (decision.kind) {
    case 'associate':
      addAssociation(context, found, decision);
      break;
    case 'candidates':
      found.events.push(associationMissing(context, decision));
      found.detailsOf.push(...ofUnknownType(context, decision));
      break;
    case 'create':
      addCreation(context, found, decision);
      break;
    case 'no-name':
      found.events.push(destinationCreation(context, decision));
      break;
    case 'problem':
      found.problems.push(decision.problem);
      break;
    case 'unsettled':
      found.problems.push(decision.problem);
      found.undecided.push(decision.site.uid);
      break;
    case 'under-way':
      found.notes.push(underWay(decision.site));
      found.undecided.push(decision.site.uid);
      break;
  }
}

function addAssociation(
  context: PlanContext,
  found: Found,
  decision: Extract<SiteDecision, { kind: 'associate' }>,
): void {
  const event = associationMissing(context, decision);
  found.events.push(event);
  // Whoever handles it, and whenever: a partner of that name is another event.
  if (decision.needsDetails) found.detailsOf.push(decision.company.id);
  if (event.automatic !== null) found.items.push(itemFor(context, decision, event.type));
  // Not what a person let go: nobody waits for that.
  else if (context.taken.has(decision.company.id)) {
    found.waiting.push({
      kind: 'to-be-associated',
      siteUid: decision.site.uid,
      siteName: decision.site.name,
      companyId: decision.company.id,
      companyName: decision.company.name,
    });
  }
}

function ofUnknownType(
  { tree }: PlanContext,
  { companies }: Extract<SiteDecision, { kind: 'candidates' }>,
): CompanyId[] {
  return companies.map(({ id }) => id).filter((id) => tree.company(id)?.type === undefined);
}

function addCreation(
  context: PlanContext,
  found: Found,
  decision: Extract<SiteDecision, { kind: 'create' }>,
): void {
  if (associates(context.input.settings)) found.items.push(itemFor(context, decision, null));
  else {
    found.waiting.push({
      kind: 'to-be-created',
      siteUid: decision.site.uid,
      siteName: decision.site.name,
      companyId: null,
      companyName: decision.companyName,
    });
  }
}
