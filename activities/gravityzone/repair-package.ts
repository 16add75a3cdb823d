import { awaitVariable } from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { companyId } from '../../rules/identity.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { tiedRow, type AssociationRow } from './company-facts.ts';
import { canonicalName, findOrMakePackage, recordLink } from './ensure-package.ts';
import { seeCompany } from './see-company.ts';

/**
 * Mends the package of an association (spec 3.5): one that is listed under another name is adopted
 * with that name, one that is gone is made anew; its link is read again. A package is never updated,
 * since what that needs can't be read back (gravityzone.md 5.4). The variable follows.
 */
export async function repairPackage(step: StepContext): Promise<void> {
  const row = await tiedRow(step);
  const made = (await recordedPackage(step, row)) ?? (await madeAnew(step, row));
  await recordLink(step, row, made);
  await withTenant(step.deps.db, step.tenantId, (tx) => awaitVariable(tx, row.siteUid));
}

async function recordedPackage(step: StepContext, row: AssociationRow) {
  const client = await step.gravityzone();
  const id = companyId(row.companyId);
  const { sight } = await seeCompany(client, id, step.signal);
  if (sight !== 'there') {
    throw new StepProblem(
      'company-gone',
      `Company “${row.companyName}” of site “${row.siteName}” is gone or out of sight, so there is no package to repair. Sync, then resolve the event “Destination deleted”.`,
    );
  }
  const packages = await client.packages(id, { signal: step.signal });
  const recorded = packages.find((one) => one.id === row.packageId);
  return recorded && { packageId: recorded.id as string, packageName: recorded.name };
}

async function madeAnew(step: StepContext, row: AssociationRow) {
  const name = canonicalName(row);
  return { packageId: await findOrMakePackage(step, row, name), packageName: name };
}
