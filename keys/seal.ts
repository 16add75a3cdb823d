import { randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm.ts';
import type { Keyring } from './keyring.ts';

/** Where a secret belongs. A sealed value opens only for the place that it was sealed for. */
export interface SealBinding {
  readonly tenantId: string;
  /** The name of the field, such as `gravityzone.apiKey`. */
  readonly field: string;
  /** The URL origin that the secret may be sent to: changing the URL voids the secret. */
  readonly origin: string;
}

/** Why a sealed value can't be opened. */
export type OpenErrorCode = 'malformed' | 'unknown-key' | 'not-authentic';

/** A sealed value that can't be opened; it carries no part of the value. */
export class OpenError extends Error {
  override readonly name = 'OpenError';
  readonly code: OpenErrorCode;

  constructor(code: OpenErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const version = 's1';

/**
 * Encrypts a secret for storage: a data key of its own per value, itself encrypted by the ring's
 * current key. The result is `s1.<key id>.<data key>.<value>`, safe to keep in a text column.
 */
export function seal(keyring: Keyring, plaintext: string, binding: SealBinding): string {
  const keyEncryptionKey = keyring.current('seal');
  const dataKey = randomBytes(32);
  const wrapped = encrypt(
    keyEncryptionKey.bytes,
    dataKey,
    aad('key', keyEncryptionKey.id, binding),
  );
  const value = encrypt(dataKey, Buffer.from(plaintext, 'utf8'), aad('value', '', binding));
  dataKey.fill(0);
  return [
    version,
    keyEncryptionKey.id,
    wrapped.toString('base64url'),
    value.toString('base64url'),
  ].join('.');
}

/**
 * Opens what {@link seal} made, for the same tenant, field and origin.
 * @throws {OpenError} `malformed`, `unknown-key` (its master key is not on the ring), or
 *   `not-authentic` (changed since, or sealed for another tenant, field or origin).
 */
export function open(keyring: Keyring, sealed: string, binding: SealBinding): string {
  const parts = sealed.split('.');
  const [foundVersion, keyId, wrapped, value] = parts;
  if (parts.length !== 4 || foundVersion !== version || !keyId || !wrapped || !value) {
    throw new OpenError(
      'malformed',
      `The stored secret ${binding.field} is not in a form that this version reads. Save it again.`,
    );
  }
  const keyEncryptionKey = keyring.find('seal', keyId);
  if (keyEncryptionKey === undefined) {
    throw new OpenError(
      'unknown-key',
      `The stored secret ${binding.field} was encrypted with master key ${keyId}, which is not among those of SITESYNC_MASTER_KEY. Add that key, or save the secret again.`,
    );
  }
  const dataKey = decrypt(
    keyEncryptionKey.bytes,
    Buffer.from(wrapped, 'base64url'),
    aad('key', keyId, binding),
  );
  const plaintext =
    dataKey === undefined
      ? undefined
      : decrypt(dataKey, Buffer.from(value, 'base64url'), aad('value', '', binding));
  dataKey?.fill(0);
  if (plaintext === undefined) {
    throw new OpenError(
      'not-authentic',
      `The stored secret ${binding.field} was changed, or was saved for another tenant or address. Save it again.`,
    );
  }
  return plaintext.toString('utf8');
}

/** JSON keeps the parts apart whatever characters they hold. The value's part names no key, so that the data key can be wrapped anew. */
function aad(layer: 'key' | 'value', keyId: string, binding: SealBinding): Buffer {
  const { tenantId, field, origin } = binding;
  return Buffer.from(JSON.stringify([version, layer, keyId, tenantId, field, origin]), 'utf8');
}
