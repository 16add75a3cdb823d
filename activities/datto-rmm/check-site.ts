import { withTenant } from '../../db/connect.ts';
import { newestReading, readingItems } from '../../db/readings/load-reading.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { Variable } from '../../vendors/datto-rmm/schemas.ts';
import type { StepContext } from '../action-context.ts';
import { linkPayload } from '../../db/readings/payloads.ts';
import { StepProblem } from '../step-problem.ts';
import { siteAssociation, type AssociationRow } from '../gravityzone/company-facts.ts';
import { holdsLink, readPackageLink, variableTaken } from './package-link-variable.ts';

/**
 * The first step of an association or a repair, before anything is made: the site is still there and
 * managed, and its variable is not somebody else's. A company that could not be completed is not
 * created.
 */
export async function checkSite(step: StepContext): Promise<void> {
  if (step.action.by.kind !== 'run') await checkManaged(step);
  const [variable] = await readPackageLink(step);
  if (!variable || step.action.details.replaceVariable) return;
  // What was begun has a link of its own, which the last step compares.
  if (step.action.verb === 'complete') return;
  const row = await siteAssociation(step);
  if (row && isOurs(variable, row)) return;
  if (await isLinkOfCompany(step, variable, row)) return;
  throw variableTaken(step);
}

/** What was written for the company that is gone, or before its link changed, is ours. */
function isOurs(variable: Variable, { installLink, previousLink }: AssociationRow): boolean {
  return [installLink, previousLink].some((link) => link !== null && holdsLink(variable, link));
}

/** A run has read the listing a moment ago; a person decided on what may be an hour old. */
async function checkManaged(step: StepContext): Promise<void> {
  const { siteUid, details } = step.action;
  const client = await step.dattoRmm();
  try {
    const site = await client.site(siteUid, { signal: step.signal });
    if (site.onDemand !== true) return;
  } catch (error) {
    if (!isVendorError(error, 'not-found')) throw error;
    const sentence = `Site “${details.siteName}” is no longer in Datto RMM; nothing was done.`;
    throw new StepProblem('site-gone', sentence);
  }
  const sentence = `Site “${details.siteName}” is an OnDemand site now; only managed sites are associated.`;
  throw new StepProblem('site-not-managed', sentence);
}

/** An existing company may have a package of ours already, whose link the variable holds. */
async function isLinkOfCompany(
  step: StepContext,
  variable: Variable,
  row: AssociationRow | null,
): Promise<boolean> {
  const { deps, tenantId, action } = step;
  const company = action.verb === 'repair' ? row?.companyId : action.details.companyId;
  return withTenant(deps.db, tenantId, async (tx) => {
    const reading = await newestReading(tx, 'links');
    if (!reading) return false;
    const items = await readingItems(tx, reading.id);
    return items
      .map(({ payload }) => linkPayload.parse(payload))
      .some(
        ({ companyId, link }) =>
          companyId === company && link !== null && holdsLink(variable, link),
      );
  });
}
