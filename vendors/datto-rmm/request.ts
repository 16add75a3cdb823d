import type { z } from 'zod';
import { parseValue, readJson } from '../http/answer-body.ts';
import { callVendor } from '../http/call.ts';
import type { CallOptions, VendorAnswer } from '../http/call.ts';
import { VendorError } from '../http/errors.ts';
import type { RateLimits } from '../http/limits.ts';
import type { Precedence } from '../http/line.ts';
import type { Limit } from '../http/rates.ts';
import { createScrubber } from '../http/secrets.ts';
import type { SendOptions } from '../http/turn.ts';
import { blockMs, dattoError } from './errors.ts';
import { accessToken } from './token.ts';
import type { DattoCredentials } from './token.ts';

export interface DattoConnection extends DattoCredentials, CallOptions {
  limits: RateLimits;
}

export interface DattoRequest {
  /** As the vendor's pages write it: `GET /v2/site/{siteUid}`. */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`, each part already encoded. */
  path: string;
  limits: readonly Limit[];
  /** Of a read among others that wait for the same limits. */
  precedence?: Precedence | undefined;
  body?: unknown;
  /** Values in the body that no error may show. */
  secrets?: readonly string[];
  signal?: AbortSignal | undefined;
}

/** Reads and parses one object or page; takes its own turn. Retried once, with a new token, after a 401. */
export async function dattoRead<S extends z.ZodType>(
  connection: DattoConnection,
  request: DattoRequest,
  schema: S,
): Promise<z.output<S>> {
  const { limits, signal, precedence } = request;
  for (const limit of limits) await connection.limits.turn(limit, signal, precedence);
  const answer = await send(connection, request);
  return parseValue(schema, readJson(answer), answer);
}

/**
 * Sends one write, its turn already taken. What Datto answers to a done write is empty, so there
 * is nothing to parse, but a web page is no such answer.
 */
export async function dattoWrite(
  connection: DattoConnection,
  request: DattoRequest,
  { sendBefore, signal }: SendOptions,
): Promise<void> {
  const answer = await send(connection, { ...request, signal }, sendBefore);
  if (answer.text.trim() !== '') readJson(answer);
}

async function send(
  connection: DattoConnection,
  request: DattoRequest,
  sendBefore?: number,
): Promise<VendorAnswer> {
  const first = await sendWithToken(connection, request, sendBefore);
  if (first.answer.status !== 401) return settle(connection, request, first, sendBefore);
  // Tokens end after 100 hours, in the middle of a listing too. A 401 was surely not carried out,
  // so a write may go again, if there is still time for it.
  const second = await sendWithToken(connection, request, sendBefore, first.token);
  return settle(connection, request, second, sendBefore);
}

interface Sent {
  answer: VendorAnswer;
  token: string;
}

async function sendWithToken(
  connection: DattoConnection,
  request: DattoRequest,
  sendBefore: number | undefined,
  refusedToken?: string,
): Promise<Sent> {
  const { signal } = request;
  const isWrite = sendBefore !== undefined;
  const token = await beforeSending(request, isWrite, async () => {
    await refuseBlockedHost(connection, request);
    return accessToken(connection, { ...connection, signal }, refusedToken);
  });
  const answer = await callVendor(
    {
      vendor: 'datto-rmm',
      operation: request.operation,
      kind: isWrite ? 'write' : 'read',
      method: request.method,
      url: new URL(`/api${request.path}`, connection.origin),
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      sendBefore,
      signal,
    },
    connection,
  );
  return { answer, token };
}

async function settle(
  { limits, origin, key, secret }: DattoConnection,
  request: DattoRequest,
  { answer, token }: Sent,
  sendBefore: number | undefined,
): Promise<VendorAnswer> {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const { host } = new URL(origin);
  const error = dattoError(answer, {
    isWrite: sendBefore !== undefined,
    hadTooManyCalls:
      answer.status === 403 && (await limits.hadTooManyCalls(host).catch(() => false)),
    scrub: createScrubber([key, secret, token, ...(request.secrets ?? [])]),
  });
  // What the vendor answered is not lost because the store of the limits can't be reached.
  await noteRefusal(error, host, limits, request.limits).catch(() => undefined);
  throw error;
}

async function noteRefusal(
  error: VendorError,
  host: string,
  limits: RateLimits,
  taken: readonly Limit[],
): Promise<void> {
  if (error.code === 'blocked') await limits.blockHost(host, blockMs);
  if (error.code !== 'rate-limited') return;
  await limits.noteTooManyCalls(host);
  for (const limit of taken) await limits.penalise(limit, error.retryAfterMs ?? 0);
}

async function refuseBlockedHost(
  { limits, origin }: DattoConnection,
  { operation }: DattoRequest,
): Promise<void> {
  const leftMs = await limits.hostBlockedForMs(new URL(origin).host);
  if (leftMs === 0) return;
  throw new VendorError({
    code: 'blocked',
    vendor: 'datto-rmm',
    operation,
    retryAfterMs: leftMs,
  });
}

/** A write whose preparation fails for a passing reason was not sent, whatever the reason is called. */
async function beforeSending<T>(
  { operation, signal }: DattoRequest,
  isWrite: boolean,
  prepare: () => Promise<T>,
): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    const definite = error instanceof VendorError && definiteCodes.has(error.code);
    if (!isWrite || definite) throw error;
    throw new VendorError({
      code: 'not-sent',
      vendor: 'datto-rmm',
      operation,
      happened: signal?.aborted
        ? 'the change was not sent: it was cancelled here'
        : 'the change was not sent: an access token or the state of the limits could not be had',
    });
  }
}

const definiteCodes = new Set<string>(['auth-refused', 'blocked', 'rate-limited']);
