import { and, desc, eq, lt } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { audit } from '../schema/index.ts';

export type AuditRow = typeof audit.$inferSelect;

/** The tenant's record, the newest first; `before` is the id of the last row of an earlier page. */
export function listAudit(
  db: Database,
  tenantId: string,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<AuditRow[]> {
  return withTenant(db, tenantId, (tx) =>
    tx
      .select()
      .from(audit)
      .where(and(eq(audit.tenantId, tenantId), before ? lt(audit.id, before) : undefined))
      .orderBy(desc(audit.id))
      .limit(limit),
  );
}
