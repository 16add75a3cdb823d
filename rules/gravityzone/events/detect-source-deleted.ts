import type { Association } from '../associations.ts';
import type { PlanContext } from '../plan-context.ts';
import type { CompanyCheck } from '../plan-types.ts';
import { quoted } from '../problems.ts';
import type { AssociationFinding } from './association-finding.ts';
import { raiseEvent } from './raise-event.ts';

/** The associated site is in no listing, and Datto RMM answers by its uid that it is gone. */
export function detectSourceDeleted(
  context: PlanContext,
  association: Association,
): AssociationFinding {
  const { siteUid, siteName, companyId, packageId } = association;
  const { siteChecks, companyChecks } = context.input;
  const seen = siteChecks.get(siteUid);
  const check = companyChecks.get(companyId);
  // Counted for whoever decides what becomes of the company.
  const checksOf =
    check === undefined ? { checksOf: { companyId, packageId, countEndpoints: true } } : {};
  if (seen === undefined) return { kind: 'undecided', siteChecksOf: siteUid, ...checksOf };
  if (seen !== 'gone') return { kind: 'undecided', unseen: 'site' };
  const companyName = context.tree.company(companyId)?.name ?? association.companyName;
  const event = raiseEvent(context, {
    site: { uid: siteUid, name: siteName },
    company: { id: companyId, name: companyName },
    facts: { type: 'source-deleted', siteName, companyId, companyName },
    sentence: `Site ${quoted(siteName)}, associated with company ${quoted(companyName)}, no longer exists in Datto RMM.`,
    evidence: evidenceOf(context, association, companyName, check),
  });
  return { kind: 'event', event, item: null };
}

function evidenceOf(
  context: PlanContext,
  { siteUid, companyId, packageName }: Association,
  companyName: string,
  check: CompanyCheck | undefined,
): string[] {
  const inView = context.tree.company(companyId) !== undefined;
  const endpoints = check?.endpoints ?? null;
  return [
    `The listing of sites, read whole, does not hold ${siteUid}, and asked for by its uid Datto RMM answers that there is no such site.`,
    `Company ${quoted(companyName)} (${companyId}) is ${inView ? 'in the tree of companies' : 'not in the tree of companies'}.`,
    endpoints === null
      ? 'Its endpoints were not counted.'
      : `It has ${endpoints} ${endpoints === 1 ? 'endpoint' : 'endpoints'}.`,
    packageName === null
      ? 'It has no installation package of Sitesync.'
      : `Its installation package is ${quoted(packageName)}.`,
  ];
}
