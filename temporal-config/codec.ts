import { ValueError, type Payload, type PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { decrypt, encrypt } from '../keys/aes-gcm.ts';
import type { Keyring } from '../keys/keyring.ts';

const encoding = 'binary/encrypted';
const cipher = 'aes-256-gcm/v1';
const utf8 = new TextEncoder();
const text = new TextDecoder();

/**
 * Encrypts everything that Temporal stores for us: arguments, results, signals, memos, heartbeats
 * and, with the failure converter beside this file, messages and stack traces. The metadata holds
 * the id of the key, so that old histories stay readable after a rotation.
 */
export class EncryptionCodec implements PayloadCodec {
  readonly #keyring: Keyring;

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  encode(payloads: Payload[]): Promise<Payload[]> {
    const key = this.#keyring.current('payload');
    return Promise.resolve(
      payloads.map((payload) => ({
        metadata: {
          encoding: utf8.encode(encoding),
          'encryption-cipher': utf8.encode(cipher),
          'encryption-key-id': utf8.encode(key.id),
        },
        data: encrypt(
          key.bytes,
          proto.temporal.api.common.v1.Payload.encode(payload).finish(),
          aad(key.id),
        ),
      })),
    );
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#decodeOne(payload));
  }

  #decodeOne(payload: Payload): Payload {
    if (text.decode(payload.metadata?.['encoding'] ?? undefined) !== encoding) {
      // Search attributes are plain, and the server makes payloads of its own; both pass through.
      return payload;
    }
    const keyId = text.decode(payload.metadata?.['encryption-key-id'] ?? undefined);
    const key = this.#keyring.find('payload', keyId);
    if (key === undefined) {
      throw new ValueError(
        `A Temporal payload was encrypted with key ${keyId}, whose master key is not among those of SITESYNC_MASTER_KEY. Add that master key.`,
      );
    }
    const bytes = decrypt(key.bytes, payload.data ?? new Uint8Array(), aad(keyId));
    if (bytes === undefined) {
      throw new ValueError(`A Temporal payload encrypted with key ${keyId} was changed since.`);
    }
    return proto.temporal.api.common.v1.Payload.decode(bytes);
  }
}

function aad(keyId: string): Uint8Array {
  return utf8.encode(JSON.stringify([encoding, cipher, keyId]));
}
