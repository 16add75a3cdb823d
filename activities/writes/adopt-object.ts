import { eq } from 'drizzle-orm';
import { withTenant } from '../../db/connect.ts';
import { association } from '../../db/schema/index.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import { NotAnId, companyId, packageId } from '../../rules/identity.ts';
import type { ActionContext } from '../action-context.ts';
import { readPackageLink } from '../datto-rmm/package-link-variable.ts';
import { createCompany } from '../gravityzone/create-company.ts';
import { createPackage, packagesNamed, type WantedPackage } from '../gravityzone/create-package.ts';
import { rootCompany, unfitness } from '../gravityzone/company-facts.ts';
import { deleteCompany } from '../gravityzone/delete-company.ts';
import { moveCompany } from '../gravityzone/move-company.ts';
import { renameCompany } from '../gravityzone/rename-company.ts';
import { adoptConfiguration, adoptOrganization } from '../itglue/adopt-record.ts';
import { configurationWrite, type WantedConfiguration } from '../itglue/configuration-write.ts';
import { fieldsWrite, type WantedFields } from '../itglue/fields-write.ts';
import { organizationWrite, type WantedOrganization } from '../itglue/organization-write.ts';
import { StepProblem } from '../step-problem.ts';
import { operationNamed } from './operations.ts';

/** They make nothing: what is there says whether they took effect. */
const changesOfCompanies = new Set([moveCompany.name, renameCompany.name, deleteCompany.name]);

/**
 * What a person names as the effect of a write, read afresh by its id.
 *
 * @returns the result that the write would have had.
 * @throws {StepProblem} if it can't be that.
 */
export async function adoptObject(
  context: ActionContext,
  write: Intent,
  objectId: string,
): Promise<unknown> {
  try {
    if (write.operation === createCompany.name) return await adoptCompany(context, objectId);
    if (write.operation === createPackage.name) {
      return await adoptPackage(context, write.desired as WantedPackage, objectId);
    }
    if (changesOfCompanies.has(write.operation)) {
      const { companyId: about } = write.desired as { companyId: string };
      return await adoptChange(context, write, `company ${about}`, companyId(objectId) === about);
    }
    if (write.operation === fieldsWrite.name) {
      const { configurationId: about } = write.desired as WantedFields;
      return await adoptChange(context, write, `configuration ${about}`, objectId.trim() === about);
    }
    if (write.operation === organizationWrite.name) {
      return await adoptOrganization(context, write.desired as WantedOrganization, objectId);
    }
    if (write.operation === configurationWrite.name) {
      return await adoptConfiguration(context, write.desired as WantedConfiguration, objectId);
    }
    return await adoptVariable(context, objectId);
  } catch (error) {
    if (error instanceof NotAnId) throw new StepProblem('bad-input', error.message);
    throw error;
  }
}

async function adoptCompany(context: ActionContext, objectId: string) {
  const id = companyId(objectId);
  const client = await context.gravityzone();
  const company = await client.companyDetails(id, { signal: context.signal });
  const unfit = unfitness(company, await rootCompany(context));
  if (unfit !== null) throw new StepProblem('refused', `Company “${company.name}” ${unfit}.`);
  const [other] = await withTenant(context.deps.db, context.tenantId, (tx) =>
    tx.select().from(association).where(eq(association.companyId, id)),
  );
  if (other && other.siteUid !== context.action.siteUid) {
    const sentence = `Company “${company.name}” belongs to site “${other.siteName}” already.`;
    throw new StepProblem('refused', sentence);
  }
  return { companyId: company.id };
}

async function adoptPackage(context: ActionContext, wanted: WantedPackage, objectId: string) {
  const id = packageId(objectId);
  const there = await packagesNamed(context, wanted.companyId, wanted.name);
  if (there.some((one) => one.id === id)) return { packageId: id };
  const sentence = `Package ${objectId} is not named “${wanted.name}” in its company.`;
  throw new StepProblem('refused', sentence);
}

/** Adopted only where what it was about is as it was to be. */
async function adoptChange(
  context: ActionContext,
  write: Intent,
  about: string,
  isAboutIt: boolean,
) {
  if (!isAboutIt) {
    throw new StepProblem('refused', `${write.operation} was about ${about}, and nothing else.`);
  }
  const operation = operationNamed(write.operation);
  const sighting = await operation.lookFor(context, write, write.desired);
  if (sighting.found === 'ours') return sighting.result;
  const why = sighting.found === 'foreign' ? sighting.sentence : 'Nothing of it is to be seen.';
  throw new StepProblem('refused', `${write.operation} did not take effect. ${why}`);
}

async function adoptVariable(context: ActionContext, objectId: string) {
  const there = await readPackageLink(context);
  const variable = there.find(({ id }) => String(id) === objectId);
  if (variable) return { variableId: variable.id };
  throw new StepProblem('refused', `The site has no such variable ${objectId}.`);
}
