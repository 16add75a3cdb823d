import type { SiteUid } from '../../identity.ts';
import type { Association } from '../associations.ts';
import type { PlanContext } from '../plan-context.ts';
import type { ListedSite } from '../scope.ts';
import { undecided } from './association-finding.ts';
import type { AssociationFinding } from './association-finding.ts';
import { detectDeleted } from './detect-deleted.ts';
import { detectMoved } from './detect-moved.ts';
import { detectSourceDeleted } from './detect-source-deleted.ts';
import { siteStandings } from './site-standing.ts';
import type { SiteStanding } from './site-standing.ts';

/** The events of associations, at every level (spec 3.4). One association has one event at most. */
export function detectAssociated(
  context: PlanContext,
): { association: Association; finding: AssociationFinding }[] {
  const standing = siteStandings(context);
  return [...context.associationOf.values()]
    .toSorted((a, b) => (a.siteUid < b.siteUid ? -1 : 1))
    .map((association) => ({ association, finding: look(context, association, standing) }));
}

function look(
  context: PlanContext,
  association: Association,
  standing: (uid: SiteUid) => SiteStanding,
): AssociationFinding {
  const { locked } = context.input;
  const { siteUid, companyId } = association;
  if (locked.siteUids.has(siteUid) || locked.companyIds.has(companyId)) return undecided;
  switch (standing(siteUid)) {
    case 'unlisted':
      return detectSourceDeleted(context, association);
    // Its association stays, and nothing is done to it (spec 3.5).
    case 'on-demand':
      return { kind: 'in-step' };
    case 'unclear':
      return undecided;
    case 'managed': {
      const site = context.siteOf.get(siteUid);
      return site === undefined ? undecided : lookAtCompany(context, association, site);
    }
  }
}

function lookAtCompany(
  context: PlanContext,
  association: Association,
  site: ListedSite,
): AssociationFinding {
  const { companyId } = association;
  const { tree } = context;
  // The root is never a target, whatever is on record (spec 3.6.3).
  if (!site.settled || companyId === tree.root.id || !tree.isSettled(companyId)) return undecided;
  const company = tree.company(companyId);
  return company === undefined
    ? detectDeleted(context, association, site)
    : detectMoved(context, association, site, company);
}
