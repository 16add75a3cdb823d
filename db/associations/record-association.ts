import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { closeEventsOfSite } from '../events/close-events-of-site.ts';
import { association, exclusion, refusal } from '../schema/index.ts';
import { auditSite, type Cause } from './cause.ts';
import { linkInVariable, replaceCompany } from './replace-company.ts';

export type { Cause } from './cause.ts';

export interface AssociatedCompany {
  siteUid: string;
  siteName: string;
  companyId: string;
  companyName: string;
  expectedParentId: string;
  /** Whether Sitesync created the company. */
  companyCreated: boolean;
}

/**
 * Ties a site to its company; package and variable follow. It clears an exclusion (spec 3.2).
 * Recording the same pair again changes nothing.
 *
 * @param replaces a company that is gone, whose place in the site's association this one takes.
 * @returns false if the site or the company has another association.
 */
export async function recordCompany(
  tx: Transaction,
  tenantId: string,
  company: AssociatedCompany,
  cause: Cause,
  replaces: string | null = null,
): Promise<boolean> {
  if (replaces !== null) return replaceCompany(tx, tenantId, replaces, company, cause);
  const [recorded] = await tx
    .insert(association)
    .values({ tenantId, ...company, state: 'completing', createdBy: cause.actor })
    .onConflictDoNothing()
    .returning({ id: association.id });
  if (!recorded) {
    const [there] = await tx
      .select()
      .from(association)
      .where(eq(association.siteUid, company.siteUid));
    return there?.companyId === company.companyId;
  }
  await tx.delete(exclusion).where(eq(exclusion.siteUid, company.siteUid));
  await tx.delete(refusal).where(eq(refusal.siteUid, company.siteUid));
  const change = { verb: 'association.create', before: null, after: company };
  await auditSite(tx, tenantId, company.siteUid, change, cause);
  await closeEventsOfSite(tx, tenantId, company.siteUid, 'associated', cause.actionId);
  return true;
}

export interface AssociatedPackage {
  packageId: string;
  packageName: string;
  /** Null while its kit is being built. */
  installLink: string | null;
}

/**
 * Records the package whose link the site's variable is to hold. A link that changes is kept as the
 * one before, which the variable holds until the new one is written.
 */
export async function recordPackage(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  made: AssociatedPackage,
  cause: Cause,
): Promise<void> {
  const [row] = await tx.select().from(association).where(eq(association.siteUid, siteUid));
  if (!row) return;
  const before = packageOf(row);
  if (isDeepStrictEqual(before, packageOf(made))) return;
  const changes = row.installLink !== null && row.installLink !== made.installLink;
  await tx
    .update(association)
    .set({
      ...made,
      ...(changes ? { state: 'completing', previousLink: linkInVariable(row) } : {}),
    })
    .where(eq(association.siteUid, siteUid));
  const change = { verb: 'association.package', before, after: made };
  await auditSite(tx, tenantId, siteUid, change, cause);
}

function packageOf({ packageId, packageName, installLink }: PackageColumns): PackageColumns {
  return { packageId, packageName, installLink };
}

type PackageColumns = Pick<
  typeof association.$inferSelect,
  'packageId' | 'packageName' | 'installLink'
>;

/** Until its variable was looked at again, an association under repair is not complete. */
export async function awaitVariable(tx: Transaction, siteUid: string): Promise<void> {
  await tx.update(association).set({ state: 'completing' }).where(eq(association.siteUid, siteUid));
}

/** Records that the site's variable holds the link: the association is complete. */
export async function recordVariable(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  variableId: number | null,
  cause: Cause,
): Promise<void> {
  const [before] = await tx.select().from(association).where(eq(association.siteUid, siteUid));
  if (!before || (before.state === 'complete' && before.variableId === variableId)) return;
  await tx
    .update(association)
    .set({
      variableId,
      state: 'complete',
      // It holds the new link by now.
      previousLink: null,
      completedAt: before.completedAt ?? new Date(),
    })
    .where(eq(association.siteUid, siteUid));
  await tx.delete(refusal).where(eq(refusal.siteUid, siteUid));
  const change = {
    verb: 'association.complete',
    before: { state: before.state, variableId: before.variableId },
    after: { state: 'complete', variableId },
  };
  await auditSite(tx, tenantId, siteUid, change, cause);
}

/** Removes the record, and with it its events; company and package stay at GravityZone. */
export async function removeAssociation(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  cause: Cause,
): Promise<void> {
  const [removed] = await tx
    .delete(association)
    .where(eq(association.siteUid, siteUid))
    .returning();
  if (!removed) return;
  const change = { verb: 'association.remove', before: removed, after: null };
  await auditSite(tx, tenantId, siteUid, change, cause);
  await closeEventsOfSite(tx, tenantId, siteUid, 'association-removed', cause.actionId);
}

/** Sets a person's word on a site's automatic sync. */
export async function setExclusion(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  excluded: boolean,
  cause: Cause,
): Promise<void> {
  await tx
    .insert(exclusion)
    .values({ tenantId, siteUid, excluded, by: cause.actor })
    .onConflictDoUpdate({
      target: [exclusion.tenantId, exclusion.siteUid],
      set: { excluded, by: cause.actor },
    });
  const verb = excluded ? 'site.exclude' : 'site.include';
  await auditSite(tx, tenantId, siteUid, { verb, before: null, after: { excluded } }, cause);
}

/** Keeps what a vendor refused, so that it is not tried again every hour. */
export async function recordRefusal(
  tx: Transaction,
  tenantId: string,
  refused: Omit<typeof refusal.$inferInsert, 'tenantId' | 'refusedAt'>,
): Promise<void> {
  const row = { ...refused, refusedAt: new Date() };
  await tx
    .insert(refusal)
    .values({ tenantId, ...row })
    .onConflictDoUpdate({
      target: [refusal.tenantId, refusal.siteUid, refusal.kind],
      set: row,
    });
}
