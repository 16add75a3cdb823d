import { eq } from 'drizzle-orm';
import { recordCompany } from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { association } from '../../db/schema/index.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import { nameKey, sameName } from '../../rules/gravityzone/names.ts';
import type { NewCompanyLicence } from '../../vendors/gravityzone/licence.ts';
import type { Company, CompanyId } from '../../vendors/gravityzone/schemas.ts';
import type { ActionContext } from '../action-context.ts';
import { TryAgain } from '../try-again.ts';
import type { Sighting, WriteOperation } from '../writes/operation.ts';
import { seeCompany } from './see-company.ts';
import { parseVendorTime } from './vendor-time.ts';

export interface NewCompany {
  siteUid: string;
  siteName: string;
  name: string;
  parentId: string;
  licence: NewCompanyLicence;
  /** The company that is gone, whose place it takes. */
  replaces?: string;
}

export interface CreatedCompany {
  companyId: string;
}

/** A new company claims its name, and so does one that is renamed. */
export function companyKey(name: string): string {
  return `company/${nameKey(name)}`;
}

/** How far GravityZone's clock may be off ours, in ms: `createdAt` has whole seconds only. */
const clockSkewMs = 5_000;

/** Creates a company under the root and ties the site to it. */
export const createCompany: WriteOperation<NewCompany, CreatedCompany> = {
  name: 'companies.createCompany',
  vendor: 'gravityzone',
  async prepare(context) {
    const client = await context.gravityzone();
    const turn = await client.turn('createCompany', context.signal);
    return async ({ name, parentId, licence }, options) => {
      const company = { name, parentId: parentId as CompanyId, licence };
      return { companyId: await client.createCompany(company, turn, options) };
    };
  },
  lookFor,
  made: ({ companyId }) => ({ kind: 'company', objectId: companyId }),
  async record(tx, { tenantId, cause }, desired, { companyId }) {
    const { siteUid, siteName, name, parentId, replaces } = desired;
    await recordCompany(
      tx,
      tenantId,
      {
        siteUid,
        siteName,
        companyId,
        companyName: name,
        expectedParentId: parentId,
        companyCreated: true,
      },
      cause,
      replaces,
    );
  },
};

/** The companies in view that have this very name, whatever GravityZone's prefix search gives. */
export async function companiesNamed(
  context: ActionContext,
  name: string,
): Promise<{ companies: Company[]; isCapped: boolean }> {
  const client = await context.gravityzone();
  const found = await client.findCompaniesByName(name.trim(), { signal: context.signal });
  const named = found.companies.filter((company) => sameName(company.name, name));
  return { companies: await withoutRenamed(context, named, name), isCapped: found.isCapped };
}

/** The search may lag behind the rename by which this very action freed the name; its id does not. */
async function withoutRenamed(
  context: ActionContext,
  named: Company[],
  name: string,
): Promise<Company[]> {
  const renamed = named.find(({ id }) => id === context.action.details.renameCompanyId);
  if (!renamed) return named;
  const now = await seeCompany(await context.gravityzone(), renamed.id, context.signal);
  const hasLeft = now.sight === 'there' && !sameName(now.company.name, name);
  return hasLeft ? named.filter((company) => company !== renamed) : named;
}

/**
 * Ours is a company that was not there before the write, created within its window by
 * GravityZone's own clock, with parent, type and licence as sent, and associated with nothing. A
 * name alone proves nothing: somebody else may have created it meanwhile.
 */
async function lookFor(
  context: ActionContext,
  intent: Intent,
  desired: NewCompany,
): Promise<Sighting<CreatedCompany>> {
  const { companies } = await companiesNamed(context, desired.name);
  const [company, ...others] = companies;
  if (!company) return { found: 'none' };
  const foreign = (why: string): Sighting<CreatedCompany> => ({
    found: 'foreign',
    sentence: `A company “${desired.name}” is there after a create whose answer was lost, and ${why}.`,
  });
  if (others.length > 0) return foreign(`there are ${companies.length} of them`);
  if (company.type !== 1) return foreign('it is no customer');
  if (!createdWithin(company, intent)) return foreign('it was not created by that write');
  if (await isAssociated(context, company.id)) return foreign('it belongs to another site');
  if (!(await isUnder(context, company.id, desired.parentId))) {
    return foreign('it is not where it was to be created');
  }
  if (!(await hasLicence(context, company.id, desired.licence))) {
    return foreign('its licence is not the one that was asked for');
  }
  return { found: 'ours', result: { companyId: company.id } };
}

function createdWithin({ createdAt }: Company, intent: Intent): boolean {
  const atMs = parseVendorTime(createdAt);
  // Where GravityZone does not say, the other marks decide.
  if (atMs === null) return true;
  return (
    atMs >= intent.firstSentAt.getTime() - clockSkewMs &&
    atMs <= intent.settleAt.getTime() + clockSkewMs
  );
}

async function isAssociated(context: ActionContext, companyId: string): Promise<boolean> {
  const count = await withTenant(context.deps.db, context.tenantId, (tx) =>
    tx.$count(association, eq(association.companyId, companyId)),
  );
  return count > 0;
}

/** Details name no parent (gravityzone.md 0.6): only the tree does. */
async function isUnder(
  context: ActionContext,
  companyId: CompanyId,
  parentId: string,
): Promise<boolean> {
  const client = await context.gravityzone();
  const root = await client.ownCompany({ signal: context.signal });
  const { nodes } = await client.companyTree(root.id, { signal: context.signal });
  const node = nodes.find(({ id }) => id === companyId);
  if (!node) {
    const { settleMs } = context.deps.timings;
    throw new TryAgain('unknownOutcome', settleMs, 'The company is found but not listed yet.');
  }
  return node.parentId === parentId;
}

async function hasLicence(
  context: ActionContext,
  companyId: CompanyId,
  licence: NewCompanyLicence,
): Promise<boolean> {
  const client = await context.gravityzone();
  const [info] = await client.licenseInfo(companyId, { signal: context.signal });
  if (!info || info.subscriptionType === null) return true;
  return licence.kind === 'trial' ? info.subscriptionType === 1 : info.subscriptionType === 3;
}
