import { eq } from 'drizzle-orm';
import { withTenant } from '../../db/connect.ts';
import { tenant } from '../../db/schema/index.ts';
import {
  gravityzoneSettingsSchema,
  type GravityzoneSettings,
} from '../../rules/gravityzone/settings.ts';
import type { ActionContext } from '../action-context.ts';

/** The tenant's GravityZone settings as they are now. */
export async function tenantSettings({
  deps,
  tenantId,
}: Pick<ActionContext, 'deps' | 'tenantId'>): Promise<GravityzoneSettings> {
  const [row] = await withTenant(deps.db, tenantId, (tx) =>
    tx.select({ settings: tenant.settings }).from(tenant).where(eq(tenant.id, tenantId)),
  );
  return gravityzoneSettingsSchema.parse(row?.settings ?? {});
}
