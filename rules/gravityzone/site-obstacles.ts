import type { CompanyId } from '../identity.ts';
import { isOwnLink, linkOf } from './associations.ts';
import type { Association, VariableState } from './associations.ts';
import { nameKey } from './names.ts';
import { packageName } from './package-name.ts';
import type { PlanContext } from './plan-context.ts';
import { quoted, siteProblem, variableDifferent, variableMasked } from './problems.ts';
import type { Problem } from './problems.ts';
import type { ListedSite } from './scope.ts';

/**
 * What would keep a run from completing the association of this site once it is begun, asked before
 * anything is written: nothing is created that a run could not complete. `companyId` is the company
 * it would be with, nothing for one that is yet to be created.
 */
export function obstacleTo(
  context: PlanContext,
  site: ListedSite,
  companyId: CompanyId | null,
): Problem | undefined {
  const name = packageName(site.uid, site.name);
  return (
    packageObstacle(context, site, companyId, name) ??
    variableObstacle(context, site, companyId, name)
  );
}

/** What keeps a run from going on with an association that was begun. */
export function obstacleToCompletion(
  context: PlanContext,
  site: ListedSite,
  association: Association,
): Problem | undefined {
  const name = association.packageName ?? packageName(site.uid, site.name);
  const packageKnown = association.packageName !== null && association.packageId !== null;
  return (
    (packageKnown ? undefined : packageObstacle(context, site, association.companyId, name)) ??
    foreignVariable(context, site, association, association.companyId, name)
  );
}

/**
 * What keeps a run from completing an association whose company is created anew. The package of the
 * company that is gone, and the link that was written for it, are ours and stand in nobody's way.
 */
export function obstacleToReplacement(
  context: PlanContext,
  site: ListedSite,
  association: Association,
): Problem | undefined {
  const name = packageName(site.uid, site.name);
  return (
    packageObstacle(context, site, null, name, association.companyId) ??
    foreignVariable(context, site, association, null, name)
  );
}

/** What is known of the site's variable. */
export function variableOf(context: PlanContext, site: ListedSite): VariableState {
  return context.input.variables.get(site.uid) ?? { state: 'unread' };
}

function packageObstacle(
  context: PlanContext,
  site: ListedSite,
  companyId: CompanyId | null,
  name: string,
  gone?: CompanyId,
): Problem | undefined {
  const key = nameKey(name);
  const namesakes = (context.input.links ?? []).filter(
    (link) => nameKey(link.packageName) === key && link.companyId !== gone,
  );
  const elsewhere = namesakes.map((link) => link.companyId).filter((id) => id !== companyId);
  const [other] = elsewhere.toSorted();
  if (other !== undefined) {
    const where = context.tree.company(other)?.name ?? other;
    return siteProblem(
      'package-elsewhere',
      site,
      `already has a package named ${quoted(name)}, in company ${quoted(where)}, and a run adopts none. Map the site by hand.`,
      other,
    );
  }
  if (companyId === null || namesakes.length === 0) return undefined;
  if (isOurs(context, companyId, key)) return undefined;
  return siteProblem(
    'package-not-ours',
    site,
    `would get a package named ${quoted(name)}, but its company has one of that name that Sitesync did not make. Map the site by hand to use it.`,
    companyId,
  );
}

/** A variable that holds what was written for the association is ours, and is replaced. */
function foreignVariable(
  context: PlanContext,
  site: ListedSite,
  association: Association,
  companyId: CompanyId | null,
  name: string,
): Problem | undefined {
  const variable = variableOf(context, site);
  if (variable.state === 'value' && isOwnLink(association, variable.value)) return undefined;
  return variableObstacle(context, site, companyId, name);
}

function variableObstacle(
  context: PlanContext,
  site: ListedSite,
  companyId: CompanyId | null,
  name: string,
): Problem | undefined {
  const variable = variableOf(context, site);
  if (variable.state === 'masked') return variableMasked(site);
  if (variable.state !== 'value') return undefined;
  const link = companyId === null ? undefined : linkOf(context.input.links ?? [], companyId, name);
  const holdsTheLink = link !== undefined && link.installLinkWindows === variable.value;
  return holdsTheLink ? undefined : variableDifferent(site);
}

function isOurs(context: PlanContext, companyId: CompanyId, key: string): boolean {
  return context.input.ownPackages.some(
    (own) => own.companyId === companyId && nameKey(own.packageName) === key,
  );
}
