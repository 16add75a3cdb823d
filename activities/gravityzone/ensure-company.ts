import { eq } from 'drizzle-orm';
import { recordCompany, recordRefusal } from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { newestReading, readingItem } from '../../db/readings/load-reading.ts';
import { association, connection } from '../../db/schema/index.ts';
import { companyId as checkedCompanyId } from '../../rules/identity.ts';
import { nameKey } from '../../rules/gravityzone/names.ts';
import { creationSettingsHash } from '../../rules/gravityzone/plan-context.ts';
import type { AddOn } from '../../vendors/gravityzone/licence.ts';
import type { Company, CompanyId } from '../../vendors/gravityzone/schemas.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { ActionContext, StepContext } from '../action-context.ts';
import { companyPayload } from '../../db/readings/payloads.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite } from '../writes/perform-write.ts';
import { companiesNamed, createCompany } from './create-company.ts';
import { tenantSettings } from './tenant-settings.ts';

/** The company of an association exists and the site is tied to it (spec 3.2.1). */
export async function ensureCompany(step: StepContext): Promise<void> {
  if (await alreadyTied(step)) return;
  if (step.action.verb === 'create') await create(step);
  else await associate(step);
}

/** An earlier attempt of this action may have tied it. */
async function alreadyTied({ deps, tenantId, action }: StepContext): Promise<boolean> {
  const [row] = await withTenant(deps.db, tenantId, (tx) =>
    tx.select().from(association).where(eq(association.siteUid, action.siteUid)),
  );
  if (!row) return false;
  const { companyId, companyName } = action.details;
  const ours = companyId ? row.companyId === companyId : row.companyName === companyName;
  if (ours) return true;
  throw new StepProblem(
    'already-associated',
    `Site “${action.details.siteName}” has been associated with “${row.companyName}” meanwhile; nothing was done.`,
  );
}

async function create(step: StepContext): Promise<void> {
  const { siteUid, details } = step.action;
  const name = details.companyName ?? details.siteName;
  const settings = await tenantSettings(step);
  const { licence } = settings;
  const desired = {
    siteUid,
    siteName: details.siteName,
    name,
    parentId: await rootCompany(step),
    licence:
      licence.kind === 'trial' ? licence : { ...licence, addOns: switchedOn(licence.addOns) },
  };
  try {
    await performWrite(step, createCompany, {
      naturalKey: `company/${nameKey(name)}`,
      desired,
      readBefore: () => requireAbsent(step, name),
    });
  } catch (error) {
    if (!isVendorError(error, 'conflict', 'refused', 'licence', 'forbidden')) throw error;
    if (isVendorError(error, 'conflict')) {
      await keepRefusal(step, name, creationSettingsHash(settings), error.details ?? error.message);
    }
    throw new StepProblem(error.code === 'conflict' ? 'name-taken' : error.code, error.message);
  }
}

async function requireAbsent(step: StepContext, name: string): Promise<{ evidence: unknown }> {
  const { companies, isCapped } = await companiesNamed(step, name);
  const [there] = companies;
  if (there) {
    throw new StepProblem(
      'name-taken',
      `A company “${there.name}” (${there.id}) is there now; nothing was created for site “${step.action.details.siteName}”. The next run looks at it again.`,
    );
  }
  if (isCapped) {
    throw new StepProblem(
      'name-unclear',
      `More than 100 companies begin with “${name}”, so that GravityZone can't say whether the name is free; nothing was created. Map the site by hand with another name.`,
    );
  }
  return { evidence: { readAt: new Date().toISOString(), companiesOfThatName: 0 } };
}

async function associate(step: StepContext): Promise<void> {
  const { deps, tenantId, action } = step;
  const { details } = action;
  const id = checkedCompanyId(details.companyId ?? '');
  const rootId = await rootCompany(step);
  const company = await fitCompany(step, id, rootId);
  const expectedParentId = await partnerOf(step, company);
  const tied = await withTenant(deps.db, tenantId, (tx) =>
    recordCompany(
      tx,
      tenantId,
      {
        siteUid: action.siteUid,
        siteName: details.siteName,
        companyId: id,
        companyName: company.name,
        expectedParentId,
        companyCreated: false,
      },
      step.cause,
    ),
  );
  if (tied) return;
  throw new StepProblem(
    'company-associated',
    `Company “${company.name}” has another association by now; site “${details.siteName}” was left as it was.`,
  );
}

/** Read afresh: a customer, active and manageable; never the root (spec 3.4, 3.6.3). */
async function fitCompany(step: StepContext, id: CompanyId, rootId: string): Promise<Company> {
  const client = await step.gravityzone();
  const company = await client.companyDetails(id, { signal: step.signal });
  const unfit = unfitness(company, rootId);
  if (unfit === null) return company;
  throw new StepProblem(
    'company-not-eligible',
    `Company “${company.name}” ${unfit}; site “${step.action.details.siteName}” was not associated with it.`,
  );
}

export function unfitness(company: Company, rootId: string): string | null {
  if (company.id === rootId) return 'is your own root company, which is never a target';
  if (company.type === 0) return 'is a partner, not a customer';
  if (company.isSuspended === true) return 'is suspended';
  if (company.canBeManagedByAbove === false) return 'can not be managed by its partner';
  return null;
}

/** The partner that the company is under, from the newest reading of the tree: details don't tell. */
async function partnerOf(step: StepContext, company: Company): Promise<string> {
  const { deps, tenantId } = step;
  const partnerId = await withTenant(deps.db, tenantId, async (tx) => {
    const reading = await newestReading(tx, 'companies');
    const payload = reading && (await readingItem(tx, reading.id, company.id));
    return payload ? companyPayload.parse(payload).partnerId : null;
  });
  if (partnerId !== null) return partnerId;
  throw new StepProblem(
    'company-not-in-view',
    `Company “${company.name}” is not in the tree as it was read last; nothing was done. Sync to read it again.`,
  );
}

export async function rootCompany({ deps, tenantId }: ActionContext): Promise<string> {
  const [row] = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select({ identity: connection.identity })
      .from(connection)
      .where(eq(connection.vendor, 'gravityzone')),
  );
  if (row) return row.identity;
  throw new StepProblem('not-connected', 'GravityZone is not connected; nothing was done.');
}

async function keepRefusal(
  { deps, tenantId, action }: StepContext,
  name: string,
  settingsHash: string,
  details: string,
): Promise<void> {
  await withTenant(deps.db, tenantId, (tx) =>
    recordRefusal(tx, tenantId, {
      siteUid: action.siteUid,
      kind: 'company-name',
      name,
      settingsHash,
      details,
    }),
  );
}

export function switchedOn(addOns: Record<AddOn, boolean>): AddOn[] {
  return (Object.keys(addOns) as AddOn[]).filter((addOn) => addOns[addOn]);
}
