import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

// NIST SP 800-38D: 96-bit nonces, made at random, and the whole 128-bit tag.
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts with AES-256-GCM: nonce, ciphertext and tag in one piece. */
export function encrypt(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Undoes {@link encrypt}, or returns undefined if the piece, the key or the additional data is
 * another one than was used. Nothing is returned before the tag has been checked.
 */
export function decrypt(key: Uint8Array, piece: Uint8Array, aad: Uint8Array): Buffer | undefined {
  if (piece.length < nonceBytes + tagBytes) return undefined;
  const nonce = piece.subarray(0, nonceBytes);
  const tag = piece.subarray(piece.length - tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(piece.subarray(nonceBytes, piece.length - tagBytes));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    plaintext.fill(0);
    return undefined;
  }
}
