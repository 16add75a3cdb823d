import type { Clock } from '../clock.ts';
import type { Rows } from '../faults/rows.ts';
import type { Effect } from '../http/request-log.ts';
import type { Random } from '../random.ts';
import type { Switches } from '../switches/switches.ts';
import type { GravityZoneCredential, GravityZoneStore } from './store.ts';
import type { z } from 'zod';

export const invalidParams = -32602;

const messages: Readonly<Record<number, string>> = {
  [-32700]: 'Parse error',
  [-32600]: 'Invalid Request',
  [-32601]: 'Method not found',
  [-32602]: 'Invalid params',
  [-32000]: 'Server error',
  [-32001]: 'Authorization error',
  [-32002]: 'Resource not found',
  [-32003]: 'Too many requests',
};

/** Thrown by a method; becomes an `error` member, with HTTP 200 unless told otherwise. */
export class RpcError extends Error {
  readonly code: number;
  readonly httpStatus: number;

  constructor(code: number, details: string, httpStatus = 200) {
    super(details);
    this.code = code;
    this.httpStatus = httpStatus;
  }
}

export function errorBody(id: unknown, code: number, details: string): unknown {
  return {
    id: id ?? null,
    jsonrpc: '2.0',
    error: { code, message: messages[code] ?? 'Server error', data: { details } },
  };
}

/** What a method works with. */
export interface RpcCall {
  readonly version: string;
  readonly store: GravityZoneStore;
  readonly switches: Switches;
  readonly clock: Clock;
  readonly random: Random;
  readonly credential: GravityZoneCredential;
  readonly rows: Rows;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set by methods that write. */
  effect: Effect | null;
}

export type RpcMethod = (call: RpcCall) => unknown;

/** Parameters of the wanted shape. Unknown ones are passed over, as the vendor does with some. */
export function parse<Schema extends z.ZodType>(call: RpcCall, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(call.params);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = issue?.path.join('.') ?? '';
  const missing = issue?.code === 'invalid_type' && issue.message.endsWith('received undefined');
  throw new RpcError(
    invalidParams,
    missing
      ? `The required parameter is missing: ${name}`
      : `Invalid value for '${name}' parameter. ${issue?.message ?? ''}`.trim(),
  );
}

/** A date as answers carry it: UTC, without offset unless switched (gravityzone.md 2). */
export function dateText(switches: Switches, atMs: number): string {
  const text = new Date(atMs).toISOString().slice(0, 19);
  return switches.get('gravityzone.dateForm') === 'offset' ? `${text}+00:00` : text;
}
