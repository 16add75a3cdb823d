import { and, eq, ne } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { closeEventsOfSite } from '../events/close-events-of-site.ts';
import { association, refusal } from '../schema/index.ts';
import { auditSite, type Cause } from './cause.ts';
import type { AssociatedCompany } from './record-association.ts';

type AssociationRow = typeof association.$inferSelect;

/**
 * Gives a site's association another company in the place of one that is gone; package and variable
 * follow. Doing it again changes nothing.
 *
 * @param replaces the company that is gone: only an association with that one is changed.
 * @returns false if the site has another association, or the new company belongs to another site.
 */
export async function replaceCompany(
  tx: Transaction,
  tenantId: string,
  replaces: string,
  company: AssociatedCompany,
  cause: Cause,
): Promise<boolean> {
  const { siteUid, companyId } = company;
  const [before] = await tx
    .select()
    .from(association)
    .where(eq(association.siteUid, siteUid))
    .for('update');
  if (before?.companyId === companyId) return true;
  if (before?.companyId !== replaces) return false;
  const ofAnother = and(eq(association.companyId, companyId), ne(association.siteUid, siteUid));
  if ((await tx.$count(association, ofAnother)) > 0) return false;

  const after = {
    ...company,
    state: 'completing' as const,
    packageId: null,
    packageName: null,
    installLink: null,
    previousLink: linkInVariable(before),
    completedAt: null,
  };
  await tx
    .update(association)
    .set({ ...after, createdBy: cause.actor, createdAt: new Date() })
    .where(eq(association.id, before.id));
  await tx.delete(refusal).where(eq(refusal.siteUid, siteUid));
  await auditSite(
    tx,
    tenantId,
    siteUid,
    { verb: 'association.replace', before: before, after },
    cause,
  );
  await closeEventsOfSite(tx, tenantId, siteUid, 'associated', cause.actionId);
  return true;
}

/**
 * The link that the variable holds as far as we wrote it: while a newer one is not written yet, it
 * is still the one before.
 */
export function linkInVariable(
  row: Pick<AssociationRow, 'state' | 'installLink' | 'previousLink'>,
): string | null {
  return row.state === 'complete' ? row.installLink : (row.previousLink ?? row.installLink);
}
