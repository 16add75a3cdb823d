import { eq } from 'drizzle-orm';
import { withTenant, type Database } from '../connect.ts';
import { Refused } from '../refused.ts';
import { install, tenant } from '../schema/index.ts';

export interface TenantFacts {
  id: string;
  name: string;
  apiOrigin: string;
  accountUid: string;
  rootCompanyId: string | null;
  pausedAt: Date | null;
  frozenAt: Date | null;
  /** All writes of the install are frozen, from the host. */
  installFrozenAt: Date | null;
}

export function readTenant(db: Database, tenantId: string): Promise<TenantFacts> {
  return withTenant(db, tenantId, async (tx) => {
    const [found] = await tx
      .select({
        id: tenant.id,
        name: tenant.name,
        apiOrigin: tenant.apiOrigin,
        accountUid: tenant.accountUid,
        rootCompanyId: tenant.rootCompanyId,
        pausedAt: tenant.pausedAt,
        frozenAt: tenant.frozenAt,
      })
      .from(tenant)
      .where(eq(tenant.id, tenantId));
    if (!found) throw new Refused('not-found', 'This tenant no longer exists. Sign in again.');
    const [whole] = await tx.select({ frozenAt: install.frozenAt }).from(install);
    return { ...found, installFrozenAt: whole?.frozenAt ?? null };
  });
}
