import { companyId, type CompanyId } from '../../rules/identity.ts';
import { sameName } from '../../rules/gravityzone/names.ts';
import type { Company } from '../../vendors/gravityzone/schemas.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite, type Before } from '../writes/perform-write.ts';
import { noTarget, rootCompany, siteAssociation, otherSiteOf, unfitness } from './company-facts.ts';
import { companiesNamed, companyKey } from './create-company.ts';
import { isSpelled, renameCompany } from './rename-company.ts';
import { seeCompany } from './see-company.ts';

interface Rename {
  companyId: CompanyId;
  from: string;
  to: string;
}

/**
 * The company that a person named has its new name: one that frees the site's, or the site's own
 * (spec 3.5). It is nobody's company yet.
 */
export async function ensureRenamed(step: StepContext): Promise<void> {
  const { renameCompanyId, renameFrom, renameTo } = step.action.details;
  const rename = {
    companyId: companyId(renameCompanyId ?? ''),
    from: renameFrom ?? '',
    to: renameTo ?? '',
  };
  try {
    await performWrite(step, renameCompany, {
      naturalKey: companyKey(rename.to),
      desired: rename,
      readBefore: () => readName(step, rename),
    });
  } catch (error) {
    if (isVendorError(error, 'conflict')) throw new StepProblem('name-taken', error.message);
    throw error;
  }
}

async function readName(step: StepContext, rename: Rename): Promise<Before<null>> {
  const client = await step.gravityzone();
  const seen = await seeCompany(client, rename.companyId, step.signal);
  if (seen.sight !== 'there') throw changed(rename, 'is not to be seen any more');
  const { company } = seen;
  await requireTarget(step, rename, company);
  if (isSpelled(company.name, rename.to)) return { already: null };
  await requireSiteFree(step);
  if (!sameName(company.name, rename.from)) {
    throw changed(rename, `is named “${company.name}” by now`);
  }
  await requireNameFree(step, rename);
  return { evidence: { readAt: new Date().toISOString(), name: company.name } };
}

/** A company to be associated must be fit before it is renamed; one in the way need not be. */
async function requireTarget(step: StepContext, rename: Rename, company: Company): Promise<void> {
  const rootId = await rootCompany(step);
  const { verb } = step.action;
  const reason = verb === 'rename-to-site' ? unfitness(company, rootId) : noTarget(company, rootId);
  if (reason !== null) {
    const sentence = `Company “${company.name}” ${reason}; it was not renamed.`;
    throw new StepProblem('company-not-eligible', sentence);
  }
  const other = await otherSiteOf(step, company.id);
  if (other) throw changed(rename, `is associated with site “${other.siteName}” by now`);
}

async function requireSiteFree(step: StepContext): Promise<void> {
  const own = await siteAssociation(step);
  if (!own) return;
  const sentence = `Site “${own.siteName}” has been associated with “${own.companyName}” meanwhile; nothing was renamed.`;
  throw new StepProblem('already-associated', sentence);
}

/** GravityZone may allow a name twice, under two partners: people would not tell them apart. */
async function requireNameFree(step: StepContext, { companyId: id, to }: Rename): Promise<void> {
  const { companies } = await companiesNamed(step, to);
  const other = companies.find((company) => company.id !== id);
  if (!other) return;
  throw new StepProblem(
    'name-taken',
    `A company “${other.name}” (${other.id}) is there already; nothing was renamed. Choose another name.`,
  );
}

function changed({ from }: Rename, what: string): StepProblem {
  const sentence = `Company “${from}” ${what}; nothing was renamed. Sync to see how it stands.`;
  return new StepProblem('changed', sentence);
}
