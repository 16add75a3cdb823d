import { eq } from 'drizzle-orm';
import type { Actor } from '../actor.ts';
import type { Execution } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';
import { association, exclusion, refusal } from '../schema/index.ts';

/** Who caused a change of an association, kept in the audit. */
export interface Cause {
  actor: Actor;
  execution: Execution;
  runId: string | null;
}

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
 * @returns false if the site or the company has another association.
 */
export async function recordCompany(
  tx: Transaction,
  tenantId: string,
  company: AssociatedCompany,
  cause: Cause,
): Promise<boolean> {
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
  await audited(tx, tenantId, 'association.create', company.siteUid, null, company, cause);
  return true;
}

export interface AssociatedPackage {
  packageId: string;
  packageName: string;
  /** Null while its kit is being built. */
  installLink: string | null;
}

/** Records the package whose link the site's variable is to hold. */
export async function recordPackage(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  made: AssociatedPackage,
  cause: Cause,
): Promise<void> {
  const [before] = await tx.select().from(association).where(eq(association.siteUid, siteUid));
  if (!before) return;
  if (before.packageId === made.packageId && before.installLink === made.installLink) return;
  await tx.update(association).set(made).where(eq(association.siteUid, siteUid));
  await audited(
    tx,
    tenantId,
    'association.package',
    siteUid,
    {
      packageId: before.packageId,
      packageName: before.packageName,
      installLink: before.installLink,
    },
    made,
    cause,
  );
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
    .set({ variableId, state: 'complete', completedAt: before.completedAt ?? new Date() })
    .where(eq(association.siteUid, siteUid));
  await tx.delete(refusal).where(eq(refusal.siteUid, siteUid));
  await audited(
    tx,
    tenantId,
    'association.complete',
    siteUid,
    { state: before.state, variableId: before.variableId },
    { state: 'complete', variableId },
    cause,
  );
}

/** Removes the record; company and package stay at GravityZone. */
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
  await audited(tx, tenantId, 'association.remove', siteUid, removed, null, cause);
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
  await audited(tx, tenantId, verb, siteUid, null, { excluded }, cause);
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

async function audited(
  tx: Transaction,
  tenantId: string,
  verb: string,
  siteUid: string,
  before: unknown,
  after: unknown,
  { actor, execution, runId }: Cause,
): Promise<void> {
  await appendAudit(tx, tenantId, {
    actor,
    verb,
    subject: `site/${siteUid}`,
    before,
    after,
    execution,
    ...(runId ? { runId } : {}),
  });
}
