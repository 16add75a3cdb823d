import type { Database } from '../db/connect.ts';
import type { SecretField } from '../db/connections/secret-fields.ts';
import { storedCredentials } from '../db/connections/stored-credentials.ts';
import type { Keyring } from '../keys/keyring.ts';
import { keyNeeded } from './save-tested.ts';

/** Of a vendor whose key is one secret: what was typed, or else what is stored for the same URL. */
export interface KeyOfVendor {
  vendor: 'gravityzone' | 'itglue';
  field: SecretField;
  /** What has to be given where nothing is stored: "Access URL and API key". */
  what: string;
}

/** @throws {ApiError} `key-needed` for a part of it, or for another URL than the stored key's. */
export async function givenOrStored(
  db: Database,
  keyring: Keyring,
  tenantId: string,
  { vendor, field, what }: KeyOfVendor,
  { url, key }: { url?: string | undefined; key?: string | undefined },
): Promise<{ url: string; key: string }> {
  if (url !== undefined && key !== undefined) return { url, key };
  const stored = await storedCredentials(db, keyring, tenantId, vendor, [field]);
  if (!stored || key !== undefined || (url !== undefined && url !== stored.url)) {
    throw keyNeeded(what);
  }
  return { url: stored.url, key: stored.secrets[field] };
}
