import { eq } from 'drizzle-orm';
import { closeActionIn } from '../../db/actions/close-action.ts';
import {
  removeAssociation as removeRow,
  setExclusion,
} from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { association } from '../../db/schema/index.ts';
import type { Variable } from '../../vendors/datto-rmm/schemas.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { StepContext } from '../action-context.ts';
import { performWrite } from '../writes/perform-write.ts';
import { holdsLink, readPackageLink, variableEvidence } from './package-link-variable.ts';
import { deleteVariable } from './variable-operations.ts';

/**
 * Deletes an association: the record, and the variable if it still holds the link that was written
 * (spec 3.2). Company and package stay.
 */
export async function removeAssociation(step: StepContext): Promise<void> {
  const { deps, tenantId, action } = step;
  const { siteUid } = action;
  const [row] = await withTenant(deps.db, tenantId, (tx) =>
    tx.select().from(association).where(eq(association.siteUid, siteUid)),
  );
  const link = row?.installLink ?? null;
  const ours = link === null ? undefined : await variableWith(step, link);
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

async function variableWith(step: StepContext, link: string): Promise<Variable | undefined> {
  try {
    return (await readPackageLink(step)).find((variable) => holdsLink(variable, link));
  } catch (error) {
    // The site is gone, and its variables with it.
    if (isVendorError(error, 'not-found')) return undefined;
    throw error;
  }
}
