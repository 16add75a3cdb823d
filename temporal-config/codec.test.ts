import { randomBytes } from 'node:crypto';
import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common';
import {
  decodeArrayFromPayloads,
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  encodeToPayloads,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import { describe, expect, test } from 'vitest';
import { createKeyring } from '../keys/keyring.ts';
import { EncryptionCodec } from './codec.ts';
import { createDataConverter } from './data-converter.ts';

const masterKey = randomBytes(32);
const keyring = createKeyring([masterKey]);
const converter = loadDataConverter(createDataConverter(keyring));
const canary = 'canary-7hK2xQ9wR4';

/** The canary as it could show: in clear, as base64 at its three offsets, as hex. */
function tracesOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  );
  return [secret, bytes.toString('hex'), ...base64];
}

function expectNoTrace(stored: unknown): void {
  const text = JSON.stringify(stored, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  for (const trace of tracesOf(canary)) expect(text).not.toContain(trace);
}

const clear = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);

describe('payloads that Temporal stores', () => {
  test('hold only ciphertext and the id of the key, and come back whole', async () => {
    const values = [{ name: canary, nested: [canary] }, canary, undefined, 7];
    const payloads = (await encodeToPayloads(converter, ...values)) ?? [];
    expectNoTrace(payloads);
    expect(payloads.map((payload) => Object.keys(payload.metadata ?? {}))).toEqual(
      values.map(() => ['encoding', 'encryption-cipher', 'encryption-key-id']),
    );
    expect(await decodeArrayFromPayloads(converter, payloads)).toEqual(values);
  });

  test('messages, stack traces, causes and details of failures are ciphertext as well', async () => {
    const error = ApplicationFailure.create({
      type: 'transient',
      message: `failed with ${canary}`,
      details: [{ key: canary }],
      cause: new Error(`caused by ${canary}`),
    });
    const failure = await encodeErrorToFailure(converter, error);
    expectNoTrace(failure);
    expect(failure.applicationFailureInfo?.type).toBe('transient');
    const back = await decodeOptionalFailureToOptionalError(converter, failure);
    expect(back).toMatchObject({
      type: 'transient',
      message: `failed with ${canary}`,
      details: [{ key: canary }],
      cause: { message: `caused by ${canary}` },
    });
  });

  test('written with an older master key are still read after a new one was put first', async () => {
    const [payload] = await new EncryptionCodec(keyring).encode([clear(canary)]);
    const rotated = new EncryptionCodec(createKeyring([randomBytes(32), masterKey]));
    const [back] = await rotated.decode([payload ?? {}]);
    expect(defaultPayloadConverter.fromPayload(back ?? {})).toBe(canary);
  });

  test('of an unknown key are refused with the key id', async () => {
    const [payload] = await new EncryptionCodec(keyring).encode([clear(1)]);
    const other = new EncryptionCodec(createKeyring([randomBytes(32)]));
    await expect(other.decode([payload ?? {}])).rejects.toThrow(
      `key ${keyring.current('payload').id}, whose master key is not among`,
    );
  });

  test('that were changed are refused', async () => {
    const codec = new EncryptionCodec(keyring);
    const [payload] = await codec.encode([clear(1)]);
    const data = Buffer.from(payload?.data ?? []);
    data[20] = (data[20] ?? 0) ^ 1;
    await expect(codec.decode([{ ...payload, data }])).rejects.toThrow('was changed since');
  });

  test("that are not ours, such as the server's own, pass as they are", async () => {
    const plain = clear('from the server');
    expect(await new EncryptionCodec(keyring).decode([plain])).toEqual([plain]);
  });
});
