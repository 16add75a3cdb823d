import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { tenant, type Vendor } from '../schema/index.ts';

/** Whose key it is: Datto's API origin and account uid, GravityZone's root company, IT Glue's own organization. */
export type KeyOwner =
  | { vendor: 'datto-rmm'; origin: string; accountUid: string }
  | { vendor: 'gravityzone'; rootCompanyId: string }
  | { vendor: 'itglue'; primaryOrganizationId: string };

/**
 * The first good key binds the tenant; one that leads elsewhere is refused (spec 2.3).
 *
 * @throws {Refused} `conflict` for a key of another account, root company or primary organization.
 */
export async function bindTenant(
  tx: Transaction,
  tenantId: string,
  owner: KeyOwner,
): Promise<void> {
  const [mine] = await tx.select().from(tenant).where(eq(tenant.id, tenantId)).for('update');
  if (!mine) throw new Refused('not-found', 'This tenant no longer exists. Sign in again.');
  switch (owner.vendor) {
    case 'datto-rmm':
      if (mine.apiOrigin === owner.origin && mine.accountUid === owner.accountUid) return;
      throw leadsElsewhere('datto-rmm', 'Datto RMM account');
    case 'gravityzone': {
      const { rootCompanyId } = owner;
      if (mine.rootCompanyId === rootCompanyId) return;
      if (mine.rootCompanyId !== null) {
        throw leadsElsewhere('gravityzone', 'GravityZone root company');
      }
      const unbound = and(eq(tenant.id, tenantId), isNull(tenant.rootCompanyId));
      await tx.update(tenant).set({ rootCompanyId }).where(unbound);
      return;
    }
    case 'itglue': {
      const { primaryOrganizationId } = owner;
      if (mine.primaryOrganizationId === primaryOrganizationId) return;
      if (mine.primaryOrganizationId !== null) throw leadsElsewhere('itglue', 'IT Glue account');
      const unbound = and(eq(tenant.id, tenantId), isNull(tenant.primaryOrganizationId));
      await tx.update(tenant).set({ primaryOrganizationId }).where(unbound);
      return;
    }
  }
}

function leadsElsewhere(vendor: Vendor, what: string): Refused {
  return new Refused(
    'conflict',
    `This key leads to another ${what} than the one this tenant is bound to; nothing was saved. Use a key of the bound one (\`sitesync connect ${vendor}\`), or use Reset tenant to change to another.`,
  );
}
