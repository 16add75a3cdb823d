import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { Keyring } from '../keys/keyring.ts';
import { EncryptionCodec } from './codec.ts';

/** The data converter of every client and worker: nothing leaves it in clear. */
export function createDataConverter(keyring: Keyring): DataConverter {
  return {
    failureConverterPath: fileURLToPath(new URL('failure-converter.ts', import.meta.url)),
    payloadCodecs: [new EncryptionCodec(keyring)],
  };
}
