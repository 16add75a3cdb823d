import { closeActionIn } from '../../db/actions/close-action.ts';
import {
  removeAssociation as removeRow,
  setExclusion,
} from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import type { Variable } from '../../vendors/datto-rmm/schemas.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { StepContext } from '../action-context.ts';
import { linkInVariable } from '../../db/associations/replace-company.ts';
import { siteAssociation, type AssociationRow } from '../gravityzone/company-facts.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite } from '../writes/perform-write.ts';
import { holdsLink, readPackageLink, variableEvidence } from './package-link-variable.ts';
import { deleteVariable } from './variable-operations.ts';

/**
 * Deletes an association: the record, and the variable if it still holds the link that was written
 * (spec 3.2). Company and package stay, unless a step before this one deleted the company.
 */
export async function removeAssociation(step: StepContext): Promise<void> {
  const { deps, tenantId, action } = step;
  const { siteUid } = action;
  const row = await siteAssociation(step);
  if (row) requireSameCompany(step, row);
  const ours = row ? await ourVariable(step, row) : undefined;
  if (ours) {
    await performWrite(step, deleteVariable, {
      naturalKey: `variable/${siteUid}/${ours.id}/delete`,
      desired: { siteUid, variableId: ours.id },
      readBefore: async () => ({ evidence: variableEvidence(await readPackageLink(step)) }),
    });
  }
  await withTenant(deps.db, tenantId, async (tx) => {
    await removeRow(tx, tenantId, siteUid, step.cause);
    if (action.details.thenExclude) await setExclusion(tx, tenantId, siteUid, true, step.cause);
    await closeActionIn(tx, tenantId, action.id, { state: 'done' }, step.execution);
  });
}

/** An event's decision is about the association that was shown. */
function requireSameCompany({ action }: StepContext, row: AssociationRow): void {
  const { companyId, siteName } = action.details;
  if (action.eventId === null || companyId === undefined || companyId === row.companyId) return;
  throw new StepProblem(
    'changed',
    `Site “${siteName}” is associated with “${row.companyName}” by now; that association was left as it is.`,
  );
}

async function ourVariable(step: StepContext, row: AssociationRow): Promise<Variable | undefined> {
  const links = [row.installLink, linkInVariable(row)].filter((link) => link !== null);
  if (links.length === 0) return undefined;
  try {
    const variables = await readPackageLink(step);
    return variables.find((variable) => links.some((link) => holdsLink(variable, link)));
  } catch (error) {
    // The site is gone, and its variables with it.
    if (isVendorError(error, 'not-found')) return undefined;
    throw error;
  }
}
