import { eq } from 'drizzle-orm';
import type { OpenSecret } from '../activities/dependencies.ts';
import { withTenant, type Database } from '../db/connect.ts';
import { secret } from '../db/schema/index.ts';
import type { Keyring } from '../keys/keyring.ts';
import { open } from '../keys/seal.ts';

/** Opens a tenant's sealed values that belong to no connection. */
export function createOpenSecret(db: Database, keyring: Keyring): OpenSecret {
  return async (tenantId, field) => {
    const [row] = await withTenant(db, tenantId, (tx) =>
      tx.select().from(secret).where(eq(secret.field, field)),
    );
    return row && open(keyring, row.sealed, { tenantId, field, origin: row.origin });
  };
}
