import { createHash, hkdfSync } from 'node:crypto';

/** What a key derived from a master key is for. One master key never serves two purposes directly. */
export type KeyPurpose = 'seal' | 'payload';

/** A derived 256-bit key and the short fingerprint that is stored beside what it encrypted. */
export interface DerivedKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The keys of an install: the first master key writes, every one of them reads. */
export interface Keyring {
  /** The key that new values are encrypted with. */
  current(purpose: KeyPurpose): DerivedKey;
  /** The key of that id, or undefined if its master key is not on the ring. */
  find(purpose: KeyPurpose, id: string): DerivedKey | undefined;
}

/** A master key that can't be used. Its message names no part of the key. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

export const masterKeyBytes = 32;

/**
 * Reads master keys: 32 bytes each, as 64 hex digits or as base64, separated by commas or blanks.
 * The first one encrypts; the others stay only so that what they encrypted can still be read.
 * @throws {MasterKeyError} if there is none, or one has another length or other characters.
 */
export function parseMasterKeys(text: string): Uint8Array[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) {
    throw new MasterKeyError('No master key was given. Give 32 random bytes as base64 or hex.');
  }
  return words.map((word, index) => parseMasterKey(word, index + 1));
}

function parseMasterKey(word: string, position: number): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(word)) return Buffer.from(word, 'hex');
  const bytes = Buffer.from(word, 'base64');
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(word) && bytes.length === masterKeyBytes) return bytes;
  throw new MasterKeyError(
    `Master key ${position} is not 32 bytes in base64 or hex. Make one with: openssl rand -base64 32`,
  );
}

/** Derives the keys of an install from its master keys, the writing one first. */
export function createKeyring(masterKeys: readonly Uint8Array[]): Keyring {
  const [first] = masterKeys;
  if (first === undefined) throw new MasterKeyError('A keyring needs at least one master key.');
  for (const [index, key] of masterKeys.entries()) {
    if (key.length !== masterKeyBytes) {
      throw new MasterKeyError(`Master key ${index + 1} has ${key.length} bytes; it needs 32.`);
    }
  }
  const derived = {
    seal: masterKeys.map((key) => deriveKey(key, 'seal')),
    payload: masterKeys.map((key) => deriveKey(key, 'payload')),
  };
  return {
    current: (purpose) => derived[purpose][0] ?? deriveKey(first, purpose),
    find: (purpose, id) => derived[purpose].find((key) => key.id === id),
  };
}

function deriveKey(masterKey: Uint8Array, purpose: KeyPurpose): DerivedKey {
  const bytes = new Uint8Array(
    hkdfSync('sha256', masterKey, '', `sitesync/${purpose}/v1`, masterKeyBytes),
  );
  // The id is public: hashed once more, it says nothing about the key.
  const id = createHash('sha256').update('sitesync/key-id/v1').update(bytes).digest('hex');
  return { id: id.slice(0, 12), bytes };
}
