import { eq } from 'drizzle-orm';
import type { Keyring } from '../../keys/keyring.ts';
import { open, seal } from '../../keys/seal.ts';
import type { Transaction } from '../connect.ts';
import { secret } from '../schema/index.ts';
import type { SecretField } from './secret-fields.ts';

export interface SecretPlace {
  tenantId: string;
  field: SecretField;
  /** The URL origin that the value may be sent to; empty for one that is sent nowhere by itself. */
  origin: string;
}

/** Stores a secret sealed, in place of an earlier one. */
export async function keepSecret(
  tx: Transaction,
  keyring: Keyring,
  place: SecretPlace,
  value: string,
): Promise<void> {
  const sealed = seal(keyring, value, place);
  await tx
    .insert(secret)
    .values({ ...place, sealed })
    .onConflictDoUpdate({
      target: [secret.tenantId, secret.field],
      set: { origin: place.origin, sealed, createdAt: new Date() },
    });
}

/** A stored secret in clear; nothing if there is none for that origin. */
export async function openSecret(
  tx: Transaction,
  keyring: Keyring,
  place: SecretPlace,
): Promise<string | null> {
  const [kept] = await tx.select().from(secret).where(eq(secret.field, place.field));
  if (!kept || kept.origin !== place.origin) return null;
  return open(keyring, kept.sealed, place);
}
