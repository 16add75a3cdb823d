import { inArray } from 'drizzle-orm';
import { recordRefusal } from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { association } from '../../db/schema/index.ts';
import { creationSettingsHash } from '../../rules/gravityzone/plan-context.ts';
import type { GravityzoneSettings } from '../../rules/gravityzone/settings.ts';
import type { AddOn } from '../../vendors/gravityzone/licence.ts';
import type { Company } from '../../vendors/gravityzone/schemas.ts';
import { isVendorError, type VendorError } from '../../vendors/http/errors.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite } from '../writes/perform-write.ts';
import { requireGone } from './check-company-gone.ts';
import { rootCompany, tiedRow } from './company-facts.ts';
import { companiesNamed, companyKey, createCompany } from './create-company.ts';
import { tenantSettings } from './tenant-settings.ts';

/** Creates the site's company under the root, or in the place of one that is gone, and ties it. */
export async function createForSite(step: StepContext): Promise<void> {
  const { siteUid, details } = step.action;
  const name = details.companyName ?? details.siteName;
  const settings = await tenantSettings(step);
  const { licence } = settings;
  const { replacesCompanyId: replaces } = details;
  const desired = {
    siteUid,
    siteName: details.siteName,
    name,
    parentId: await rootCompany(step),
    licence:
      licence.kind === 'trial' ? licence : { ...licence, addOns: switchedOn(licence.addOns) },
    ...(replaces === undefined ? {} : { replaces }),
  };
  try {
    await performWrite(step, createCompany, {
      naturalKey: companyKey(name),
      desired,
      async readBefore() {
        // A freeze may have lasted for days since it was seen to be gone.
        if (replaces !== undefined) await requireGone(step, await tiedRow(step));
        return requireAbsent(step, name);
      },
    });
  } catch (error) {
    if (!isVendorError(error, 'conflict', 'refused', 'licence', 'forbidden')) throw error;
    throw await whyRefused(step, name, settings, error);
  }
}

async function requireAbsent(step: StepContext, name: string): Promise<{ evidence: unknown }> {
  const { companies, isCapped } = await companiesNamed(step, name);
  const [there] = companies;
  if (there) throw nameTaken(step, there);
  if (isCapped) {
    throw new StepProblem(
      'name-unclear',
      `More than 100 companies begin with “${name}”, so that GravityZone can't say whether the name is free; nothing was created. Map the site by hand with another name.`,
    );
  }
  return { evidence: { readAt: new Date().toISOString(), companiesOfThatName: 0 } };
}

function nameTaken(step: StepContext, there: Company): StepProblem {
  return new StepProblem(
    'name-taken',
    `A company “${there.name}” (${there.id}) is there now; nothing was created for site “${step.action.details.siteName}”. The next run looks at it again.`,
  );
}

/**
 * After a refusal the name is searched for (spec 3.5): one that is free is found by the next run; a
 * name that another site has, or that is taken out of sight, is kept as a fact, so that no run tries
 * it again at once. Any other refusal, such as seats or rights, is a problem of this action alone.
 */
async function whyRefused(
  step: StepContext,
  name: string,
  settings: GravityzoneSettings,
  error: VendorError,
): Promise<StepProblem> {
  const { companies } = await companiesNamed(step, name);
  const taken = await associated(step, companies);
  const free = companies.find(({ id }) => !taken.has(id));
  if (free) return nameTaken(step, free);
  if (error.code !== 'conflict' && companies.length === 0) {
    return new StepProblem(error.code, error.message);
  }
  const details = error.details ?? error.message;
  await keepRefusal(step, name, creationSettingsHash(settings), details);
  return new StepProblem('name-taken', error.message);
}

async function associated(
  { deps, tenantId }: StepContext,
  companies: readonly Company[],
): Promise<ReadonlySet<string>> {
  const ids = companies.map(({ id }) => id);
  const rows = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select({ companyId: association.companyId })
      .from(association)
      .where(inArray(association.companyId, ids)),
  );
  return new Set(rows.map(({ companyId }) => companyId));
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
