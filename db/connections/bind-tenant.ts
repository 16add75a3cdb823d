import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { tenant, type Vendor } from '../schema/index.ts';

/** Whose key it is: Datto's API origin and account uid, or GravityZone's root company id. */
export type KeyOwner =
  | { vendor: 'datto-rmm'; origin: string; accountUid: string }
  | { vendor: 'gravityzone'; rootCompanyId: string };

/**
 * The first good key binds the tenant; one that leads elsewhere is refused (spec 2.3).
 *
 * @throws {Refused} `conflict` for a key of another account or root company.
 */
export async function bindTenant(
  tx: Transaction,
  tenantId: string,
  owner: KeyOwner,
): Promise<void> {
  const [mine] = await tx.select().from(tenant).where(eq(tenant.id, tenantId)).for('update');
  if (!mine) throw new Refused('not-found', 'This tenant no longer exists. Sign in again.');
  if (owner.vendor === 'datto-rmm') {
    if (mine.apiOrigin === owner.origin && mine.accountUid === owner.accountUid) return;
    throw leadsElsewhere('datto-rmm', 'Datto RMM account');
  }
  if (mine.rootCompanyId === owner.rootCompanyId) return;
  if (mine.rootCompanyId !== null) throw leadsElsewhere('gravityzone', 'GravityZone root company');
  await tx
    .update(tenant)
    .set({ rootCompanyId: owner.rootCompanyId })
    .where(and(eq(tenant.id, tenantId), isNull(tenant.rootCompanyId)));
}

function leadsElsewhere(vendor: Vendor, what: string): Refused {
  return new Refused(
    'conflict',
    `This key leads to another ${what} than the one this tenant is bound to; nothing was saved. Use a key of the bound one (\`sitesync connect ${vendor}\`), or use Reset tenant to change to another.`,
  );
}
