import { recordCompany } from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { newestReading, readingItem } from '../../db/readings/load-reading.ts';
import { companyPayload } from '../../db/readings/payloads.ts';
import type { Action } from '../../db/actions/begin-step.ts';
import { companyId as checkedCompanyId } from '../../rules/identity.ts';
import { sameName } from '../../rules/gravityzone/names.ts';
import type { Company } from '../../vendors/gravityzone/schemas.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { requireGone } from './check-company-gone.ts';
import { rootCompany, tiedRow, unfitness } from './company-facts.ts';

/** Ties the site to a company that is there, read afresh; in the place of one that is gone. */
export async function associateCompany(step: StepContext): Promise<void> {
  const { deps, tenantId, action } = step;
  const { siteName, replacesCompanyId } = action.details;
  const company = await fitCompany(step);
  const expectedParentId = await partnerOf(step, company);
  if (replacesCompanyId !== undefined) await requireGone(step, await tiedRow(step));
  const tied = await withTenant(deps.db, tenantId, (tx) =>
    recordCompany(
      tx,
      tenantId,
      {
        siteUid: action.siteUid,
        siteName,
        companyId: company.id,
        companyName: company.name,
        expectedParentId,
        companyCreated: false,
      },
      step.cause,
      replacesCompanyId,
    ),
  );
  if (tied) return;
  throw new StepProblem(
    'company-associated',
    `Company “${company.name}” has another association by now; site “${siteName}” was left as it was.`,
  );
}

/** A customer, active and manageable; never the root (spec 3.4, 3.6.3). */
async function fitCompany(step: StepContext): Promise<Company> {
  const { action } = step;
  const client = await step.gravityzone();
  const id = checkedCompanyId(action.details.companyId ?? '');
  const company = await client.companyDetails(id, { signal: step.signal });
  const site = `site “${action.details.siteName}” was not associated with it`;
  const unfit = unfitness(company, await rootCompany(step));
  if (unfit !== null) {
    const sentence = `Company “${company.name}” ${unfit}; ${site}.`;
    throw new StepProblem('company-not-eligible', sentence);
  }
  const expected = expectedName(action);
  if (expected !== undefined && !sameName(company.name, expected)) {
    const sentence = `Company “${expected}” is named “${company.name}” by now; ${site}.`;
    throw new StepProblem('changed', sentence);
  }
  return company;
}

/** The name that an event's decision rests on. Whoever maps by hand chooses the company itself. */
function expectedName({ verb, eventId, details }: Action): string | undefined {
  if (verb === 'rename-to-site') return details.renameTo;
  return verb === 'associate' && eventId !== null ? details.companyName : undefined;
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
