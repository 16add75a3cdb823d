import type { Payload } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';
import type { Keyring } from '../../keys/keyring.ts';
import { EncryptionCodec } from '../../temporal-config/codec.ts';

/** What tells one attempt, or one build, from another: a replay looks at none of it. */
const bookkeeping = ['taskId', 'requestId', 'workerVersion', 'meteringMetadata'];

/**
 * A history as JSON with its payloads in clear and without what names the machine that it was
 * recorded on: process identities, sticky queues, stack traces, ids of attempts.
 */
export async function decodedHistory(history: History, keyring: Keyring): Promise<unknown> {
  const copy = proto.temporal.api.history.v1.History.fromObject(history);
  await cleanIn(copy, new EncryptionCodec(keyring));
  return copy.toJSON();
}

async function cleanIn(value: unknown, codec: EncryptionCodec): Promise<void> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if ('metadata' in value && 'data' in value) {
    const [decoded] = await codec.decode([value as Payload]);
    const data = withoutStackTrace(decoded?.data ?? new Uint8Array());
    Object.assign(value, { metadata: decoded?.metadata, data });
    return;
  }
  if ('identity' in value) Object.assign(value, { identity: 'recorded' });
  if ('normalName' in value && value.normalName !== '') Object.assign(value, { name: 'sticky' });
  for (const name of bookkeeping) if (name in value) Object.assign(value, { [name]: undefined });
  for (const inner of Object.values(value)) await cleanIn(inner, codec);
}

function withoutStackTrace(data: Uint8Array): Uint8Array {
  const text = Buffer.from(data).toString('utf8');
  if (!text.includes('"stack_trace"')) return data;
  const attributes = JSON.parse(text) as Record<string, unknown>;
  return Buffer.from(JSON.stringify({ ...attributes, stack_trace: '' }));
}
