import { and, eq, ne } from 'drizzle-orm';
import { withTenant } from '../../db/connect.ts';
import { association, connection, ownedObject } from '../../db/schema/index.ts';
import type { Company } from '../../vendors/gravityzone/schemas.ts';
import type { ActionContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';

// What our records and GravityZone's answers say of companies, as steps ask for it.

export type AssociationRow = typeof association.$inferSelect;

/** The association of the action's site. */
export async function siteAssociation({
  deps,
  tenantId,
  action,
}: ActionContext): Promise<AssociationRow | null> {
  const [row] = await withTenant(deps.db, tenantId, (tx) =>
    tx.select().from(association).where(eq(association.siteUid, action.siteUid)),
  );
  return row ?? null;
}

/** @throws {StepProblem} `association-gone` */
export async function tiedRow(context: ActionContext): Promise<AssociationRow> {
  const row = await siteAssociation(context);
  if (row) return row;
  throw new StepProblem(
    'association-gone',
    `The association of site “${context.action.details.siteName}” was deleted meanwhile.`,
  );
}

/** The other site that a company is associated with. */
export async function otherSiteOf(
  { deps, tenantId, action }: ActionContext,
  companyId: string,
): Promise<AssociationRow | null> {
  const [row] = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select()
      .from(association)
      .where(and(eq(association.companyId, companyId), ne(association.siteUid, action.siteUid))),
  );
  return row ?? null;
}

/** Whether Sitesync made the package. */
export async function isOwnPackage(
  { deps, tenantId }: ActionContext,
  packageId: string,
): Promise<boolean> {
  const count = await withTenant(deps.db, tenantId, (tx) =>
    tx.$count(
      ownedObject,
      and(
        eq(ownedObject.vendor, 'gravityzone'),
        eq(ownedObject.kind, 'package'),
        eq(ownedObject.objectId, packageId),
      ),
    ),
  );
  return count > 0;
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

/** Why a company may not be renamed, moved or deleted, after “name” (spec 3.6.3). */
export function noTarget(company: Company, rootId: string): string | null {
  if (company.id === rootId) return 'is your own root company, which is never a target';
  if (company.type === 0) return 'is a partner, not a customer';
  return null;
}

/** Why a company may not be associated, after “name”. */
export function unfitness(company: Company, rootId: string): string | null {
  const isNone = noTarget(company, rootId);
  if (isNone !== null) return isNone;
  if (company.isSuspended === true) return 'is suspended';
  if (company.canBeManagedByAbove === false) return 'can not be managed by its partner';
  return null;
}
