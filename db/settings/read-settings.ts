import { eq } from 'drizzle-orm';
import {
  gravityzoneSettingsSchema,
  type GravityzoneSettings,
} from '../../rules/gravityzone/settings.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { tenant } from '../schema/index.ts';

/** A tenant's settings; what was never set has its default. */
export function readSettings(db: Database, tenantId: string): Promise<GravityzoneSettings> {
  return withTenant(db, tenantId, (tx) => readSettingsIn(tx, tenantId));
}

/** {@link readSettings} inside a transaction, with the row locked if it is to be changed. */
export async function readSettingsIn(
  tx: Transaction,
  tenantId: string,
  { lock = false } = {},
): Promise<GravityzoneSettings> {
  const query = tx
    .select({ settings: tenant.settings })
    .from(tenant)
    .where(eq(tenant.id, tenantId));
  const [mine] = lock ? await query.for('update') : await query;
  if (!mine) throw new Refused('not-found', 'This tenant no longer exists. Sign in again.');
  return gravityzoneSettingsSchema.parse(mine.settings);
}
