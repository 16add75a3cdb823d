import type { ActionVerb } from '../../db/schema/index.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { associateCompany } from './associate-company.ts';
import { isReplacement } from './check-company-gone.ts';
import { siteAssociation, tiedRow } from './company-facts.ts';
import { createForSite } from './create-for-site.ts';

/** The others associate a company that is there. */
const createsCompany: ReadonlySet<ActionVerb> = new Set(['create', 'recreate', 'rename-existing']);

/** The company of an association exists and the site is tied to it (spec 3.2.1). */
export async function ensureCompany(step: StepContext): Promise<void> {
  if (await alreadyTied(step)) return;
  if (createsCompany.has(step.action.verb)) return createForSite(step);
  return associateCompany(step);
}

/** An earlier attempt of this action may have tied it. */
async function alreadyTied(step: StepContext): Promise<boolean> {
  const { companyId, companyName, replacesCompanyId, siteName } = step.action.details;
  if (replacesCompanyId !== undefined) {
    const row = await tiedRow(step);
    if (row.companyId === replacesCompanyId) return false;
    if (await isReplacement(step, row)) return true;
    throw tiedMeanwhile(siteName, row.companyName);
  }
  const row = await siteAssociation(step);
  if (!row) return false;
  const ours = companyId ? row.companyId === companyId : row.companyName === companyName;
  if (ours) return true;
  throw tiedMeanwhile(siteName, row.companyName);
}

function tiedMeanwhile(siteName: string, companyName: string): StepProblem {
  return new StepProblem(
    'already-associated',
    `Site “${siteName}” has been associated with “${companyName}” meanwhile; nothing was done.`,
  );
}
