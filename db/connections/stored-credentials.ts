import { eq } from 'drizzle-orm';
import type { Keyring } from '../../keys/keyring.ts';
import { withTenant, type Database } from '../connect.ts';
import { connection, type Vendor } from '../schema/index.ts';
import { openSecret } from './keep-secret.ts';
import type { SecretField } from './secret-fields.ts';

export interface StoredCredentials<Field extends SecretField> {
  /** Datto RMM: API origin. GravityZone: access URL. IT Glue: its region's API. */
  url: string;
  secrets: Record<Field, string>;
}

/**
 * What a vendor is called with; nothing if it is not connected or a secret was voided. `url` asks
 * for those of that URL only: another one voids them (spec 2.2).
 */
export function storedCredentials<Field extends SecretField>(
  db: Database,
  keyring: Keyring,
  tenantId: string,
  vendor: Vendor,
  fields: readonly Field[],
): Promise<StoredCredentials<Field> | null> {
  return withTenant(db, tenantId, async (tx) => {
    const [there] = await tx.select().from(connection).where(eq(connection.vendor, vendor));
    if (!there) return null;
    const origin = new URL(there.url).origin;
    const secrets: Partial<Record<Field, string>> = {};
    for (const field of fields) {
      const value = await openSecret(tx, keyring, { tenantId, field, origin });
      if (value === null) return null;
      secrets[field] = value;
    }
    return { url: there.url, secrets: secrets as Record<Field, string> };
  });
}
