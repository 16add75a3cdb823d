import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { looksLikeHtml, parseValue, readJson, tryJson } from '../http/answer-body.ts';
import { callVendor } from '../http/call.ts';
import type { CallOptions, VendorAnswer } from '../http/call.ts';
import type { RateLimits } from '../http/limits.ts';
import { createScrubber } from '../http/secrets.ts';
import type { SendOptions } from '../http/turn.ts';
import { httpRefusal, rpcRefusal } from './errors.ts';
import { rpcLimit } from './limits.ts';
import type { LimitBook } from './limits.ts';

export interface GravityzoneConnection extends CallOptions {
  /** Without a trailing slash, as {@link checkVendorUrl} gives it. */
  accessUrl: string;
  apiKey: string;
  limits: RateLimits;
  book: LimitBook;
}

export interface RpcRequest {
  api: 'general' | 'companies' | 'licensing' | 'network' | 'packages';
  method: string;
  params: Record<string, unknown>;
  /** Default v1.0. */
  version?: 'v1.0' | 'v1.1';
  /** The call asks for one object by its id. */
  byId?: boolean;
  /** The call gives something a name that must be unique. */
  naming?: boolean;
  /** Values in `params` that no error may show. */
  secrets?: readonly string[];
  signal?: AbortSignal | undefined;
}

const rpcErrorSchema = z.object({
  code: z.number(),
  message: z.string().nullish(),
  data: z
    .object({ details: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type RpcError = z.output<typeof rpcErrorSchema>;

const envelopeSchema = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  result: z.unknown().optional(),
  error: rpcErrorSchema.nullish(),
});

/** Reads; takes its own turn. */
export async function rpcRead<S extends z.ZodType>(
  connection: GravityzoneConnection,
  request: RpcRequest,
  schema: S,
): Promise<z.output<S>> {
  await connection.limits.turn(rpcLimit(connection.book, request), request.signal);
  const { answer, result } = await send(connection, request);
  return parseValue(schema, result, answer);
}

/** Sends one write, its turn already taken. `result` is as GravityZone gave it. */
export function rpcWrite(
  connection: GravityzoneConnection,
  request: RpcRequest,
  { sendBefore, signal }: SendOptions,
): Promise<{ answer: VendorAnswer; result: unknown }> {
  return send(connection, { ...request, signal }, sendBefore);
}

async function send(
  connection: GravityzoneConnection,
  request: RpcRequest,
  sendBefore?: number,
): Promise<{ answer: VendorAnswer; result: unknown }> {
  const id = randomUUID();
  const isWrite = sendBefore !== undefined;
  const version = request.version ?? 'v1.0';
  const answer = await callVendor(
    {
      vendor: 'gravityzone',
      operation: `${request.api}.${request.method}`,
      kind: isWrite ? 'write' : 'read',
      method: 'POST',
      url: new URL(`${connection.accessUrl}/${version}/jsonrpc/${request.api}`),
      headers: {
        authorization: `Basic ${Buffer.from(`${connection.apiKey}:`).toString('base64')}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify({ id, jsonrpc: '2.0', method: request.method, params: request.params }),
      sendBefore,
      signal: request.signal,
    },
    connection,
  );

  const refusal = findRefusal(answer, connection, request, { id, isWrite });
  if (refusal !== undefined) {
    if (refusal.code === 'rate-limited') {
      const limit = rpcLimit(connection.book, request);
      connection.book.learnRefusal(request);
      // What the vendor answered is not lost because the store of the limits can't be reached.
      await connection.limits.penalise(limit, refusal.retryAfterMs ?? 0).catch(() => undefined);
    }
    throw refusal;
  }

  const body = readJson(answer);
  const envelope = parseValue(envelopeSchema, body, answer);
  if (envelope.id !== id) {
    throw answer.unclear({ happened: 'its answer belongs to another request' });
  }
  if (typeof body !== 'object' || body === null || !('result' in body)) {
    throw answer.unclear({ happened: 'its answer has neither a result nor an error' });
  }
  return { answer, result: envelope.result };
}

function findRefusal(
  answer: VendorAnswer,
  connection: GravityzoneConnection,
  request: RpcRequest,
  { id, isWrite }: { id: string; isWrite: boolean },
) {
  const envelope = envelopeSchema.safeParse(tryJson(answer.text));
  const error = envelope.success ? envelope.data.error : null;
  // An error may come without an id, when the request could not be read (gravityzone.md 14).
  const answeredId = envelope.success ? envelope.data.id : null;
  if (error && answeredId != null && answeredId !== id) {
    return answer.unclear({ happened: 'its answer belongs to another request' });
  }
  if (error) {
    return rpcRefusal(answer, error, {
      isWrite,
      byId: request.byId ?? false,
      naming: request.naming ?? false,
      scrub: createScrubber([connection.apiKey, ...(request.secrets ?? [])]),
    });
  }
  if (answer.status === 200) return undefined;
  // Those come as pages of the web server; any other page is of something in between.
  const isPlainRefusal = [401, 404, 405, 429].includes(answer.status);
  if (!isPlainRefusal && looksLikeHtml(answer.text)) {
    return answer.unclear({ happened: 'it answered with a web page instead of JSON' });
  }
  return httpRefusal(answer);
}
