import { eq } from 'drizzle-orm';
import { itglueSettingsSchema, type ItglueSettings } from '../../rules/itglue/settings.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { tenant } from '../schema/index.ts';

/** A tenant's IT Glue settings; what was never set has its default. */
export function readItglueSettings(db: Database, tenantId: string): Promise<ItglueSettings> {
  return withTenant(db, tenantId, (tx) => readItglueSettingsIn(tx, tenantId));
}

/** {@link readItglueSettings} inside a transaction, with the row locked if it is to be changed. */
export async function readItglueSettingsIn(
  tx: Transaction,
  tenantId: string,
  { lock = false } = {},
): Promise<ItglueSettings> {
  const query = tx
    .select({ settings: tenant.itglueSettings })
    .from(tenant)
    .where(eq(tenant.id, tenantId));
  const [mine] = lock ? await query.for('update') : await query;
  if (!mine) throw new Refused('not-found', 'This tenant no longer exists. Sign in again.');
  return itglueSettingsSchema.parse(mine.settings);
}
