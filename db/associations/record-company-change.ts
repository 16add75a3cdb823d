import type { Transaction } from '../connect.ts';
import { auditSite, type Cause } from './cause.ts';

/** A company as people name it, in the audit of what was done to it. */
export interface ChangedCompany {
  companyId: string;
  companyName: string;
}

/** Audits that an associated company was moved back; its expected parent stays what it was. */
export function recordMoveBack(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  { companyId, companyName, fromId, toId }: ChangedCompany & { fromId: string; toId: string },
  cause: Cause,
): Promise<void> {
  const company = { companyId, companyName };
  const change = {
    verb: 'association.move-back',
    before: { ...company, parentId: fromId },
    after: { ...company, parentId: toId },
  };
  return auditSite(tx, tenantId, siteUid, change, cause);
}

/** Audits that a company was renamed by a person's decision on this site. */
export function recordRename(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  { companyId, from, to }: { companyId: string; from: string; to: string },
  cause: Cause,
): Promise<void> {
  const change = {
    verb: 'company.rename',
    before: { companyId, companyName: from },
    after: { companyId, companyName: to },
  };
  return auditSite(tx, tenantId, siteUid, change, cause);
}

/** Audits that a company was deleted by a person's decision on this site. */
export function recordDeletion(
  tx: Transaction,
  tenantId: string,
  siteUid: string,
  { companyId, companyName }: ChangedCompany,
  cause: Cause,
): Promise<void> {
  const change = { verb: 'company.delete', before: { companyId, companyName }, after: null };
  return auditSite(tx, tenantId, siteUid, change, cause);
}
