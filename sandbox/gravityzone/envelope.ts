import { z } from 'zod';
import { RpcError } from './rpc.ts';

/** A JSON-RPC request that can be carried out. */
export interface Envelope {
  readonly id: string | number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The request's envelope, or the error that answers it, with the id to echo. */
export type Understood =
  | { readonly envelope: Envelope; readonly error: null }
  | { readonly envelope: null; readonly error: RpcError; readonly id: unknown };

const envelope = z.object({
  id: z.union([z.string(), z.number()]),
  jsonrpc: z.literal('2.0'),
  method: z.string().min(1),
  /** `{}`, `[]` and nothing all mean no parameters (gravityzone.md 1.2). */
  params: z.union([z.record(z.string(), z.unknown()), z.tuple([]), z.null()]).optional(),
});

export function understandEnvelope(body: string, batchStatus: number): Understood {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { envelope: null, error: new RpcError(-32700, 'The request is not JSON'), id: null };
  }
  if (Array.isArray(value)) {
    const error = new RpcError(-32600, 'Batch requests are not supported', batchStatus);
    return { envelope: null, error, id: null };
  }
  const parsed = envelope.safeParse(value);
  if (!parsed.success) {
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
    return { envelope: null, error: new RpcError(-32600, 'The request is not valid'), id };
  }
  const { id, method, params } = parsed.data;
  return {
    envelope: { id, method, params: Array.isArray(params) ? {} : (params ?? {}) },
    error: null,
  };
}

/** Parameters without those that are null, which count as not passed. */
export function withoutNulls(
  params: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null));
}
