import { companyId, type CompanyId } from '../../rules/identity.ts';
import type { Company } from '../../vendors/gravityzone/schemas.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite, type Before } from '../writes/perform-write.ts';
import { noTarget, otherSiteOf, rootCompany, tiedRow } from './company-facts.ts';
import { deleteCompany } from './delete-company.ts';
import { isSpelled } from './rename-company.ts';
import { countEndpoints, seeCompany } from './see-company.ts';

/**
 * The company of a deleted site is gone, as a person decided who saw its endpoints and typed its
 * name (spec 3.5). One that is gone already is none to delete.
 */
export async function ensureDeleted(step: StepContext): Promise<void> {
  const { details } = step.action;
  const id = companyId(details.companyId ?? '');
  const companyName = details.companyName ?? '';
  try {
    await performWrite(step, deleteCompany, {
      naturalKey: `company/${id}/delete`,
      desired: { companyId: id, companyName },
      readBefore: () => readCompany(step, id, companyName),
    });
  } catch (error) {
    // Somebody else was quicker.
    if (!isVendorError(error, 'not-found')) throw error;
  }
}

async function readCompany(
  step: StepContext,
  id: CompanyId,
  companyName: string,
): Promise<Before<null>> {
  const row = await tiedRow(step);
  if (row.companyId !== id) throw changed(companyName, `is not the one of site “${row.siteName}”`);
  const client = await step.gravityzone();
  const seen = await seeCompany(client, id, step.signal);
  switch (seen.sight) {
    case 'not-found':
      return { already: null };
    case 'not-authorized':
      throw changed(companyName, 'is out of the sight of the key');
    case 'there':
      await requireDeletable(step, seen.company, companyName);
      return {
        evidence: {
          readAt: new Date().toISOString(),
          name: seen.company.name,
          endpoints: await requireNoMoreEndpoints(step, seen.company),
        },
      };
  }
}

async function requireDeletable(
  step: StepContext,
  company: Company,
  companyName: string,
): Promise<void> {
  const reason =
    noTarget(company, await rootCompany(step)) ??
    (company.type === 1 ? null : 'is not said to be a customer');
  if (reason !== null) {
    const sentence = `Company “${company.name}” ${reason}; it was not deleted.`;
    throw new StepProblem('company-not-eligible', sentence);
  }
  const other = await otherSiteOf(step, company.id);
  if (other) throw changed(companyName, `is associated with site “${other.siteName}”`);
  if (!isSpelled(company.name, companyName)) {
    throw changed(companyName, `is named “${company.name}” by now`);
  }
}

/** More endpoints than the person saw is another decision. */
async function requireNoMoreEndpoints(step: StepContext, company: Company): Promise<number | null> {
  const shown = step.action.details.endpoints;
  if (shown === undefined) return null;
  const client = await step.gravityzone();
  const endpoints = await countEndpoints(client, company.id, step.signal);
  if (endpoints === null) throw changed(company.name, `does not tell its endpoints any more`);
  if (endpoints > shown) {
    throw changed(company.name, `has ${endpoints} endpoints by now, where ${shown} were shown`);
  }
  return endpoints;
}

function changed(companyName: string, what: string): StepProblem {
  const sentence = `Company “${companyName}” ${what}; nothing was deleted. Sync to see how it stands.`;
  return new StepProblem('changed', sentence);
}
