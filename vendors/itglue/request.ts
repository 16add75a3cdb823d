import type { z } from 'zod';
import { parseValue, readJson } from '../http/answer-body.ts';
import { callVendor } from '../http/call.ts';
import type { CallOptions, VendorAnswer } from '../http/call.ts';
import { VendorError } from '../http/errors.ts';
import type { RateLimits } from '../http/limits.ts';
import type { Limit } from '../http/rates.ts';
import { createScrubber } from '../http/secrets.ts';
import type { SendOptions } from '../http/turn.ts';
import { holdsErrors, isInvisible, itglueError } from './errors.ts';
import type { WrittenRecord } from './psa-refusal.ts';

export interface ItglueConnection extends CallOptions {
  /** As {@link checkVendorUrl} gives it. */
  origin: string;
  apiKey: string;
  limits: RateLimits;
  /** Every call counts in it. */
  limit: Limit;
}

export interface ItglueRequest {
  /** As IT Glue's page writes it: `GET /organizations/:id`. */
  operation: string;
  /** With its query. */
  path: string;
  /** The path names one record or organization. */
  ofRecord?: boolean;
  signal?: AbortSignal | undefined;
}

export interface ItglueWrite extends ItglueRequest {
  method: 'POST' | 'PATCH';
  /** The document's `data`: a resource, or a list of them. */
  data: object | readonly object[];
  /** The records that are changed, where the write changes any. */
  changes?: readonly WrittenRecord[];
}

/** Reads and parses one document; takes its own turn. */
export async function itglueRead<S extends z.ZodType>(
  connection: ItglueConnection,
  request: ItglueRequest,
  schema: S,
): Promise<z.output<S>> {
  await connection.limits.turn(connection.limit, request.signal);
  const answer = await send(connection, request);
  return parseValue(schema, readJson(answer), answer);
}

/** Sends one write, its turn already taken, and parses what IT Glue says came of it. */
export async function itglueWrite<S extends z.ZodType>(
  connection: ItglueConnection,
  request: ItglueWrite,
  schema: S,
  { sendBefore, signal }: SendOptions,
): Promise<{ answer: VendorAnswer; document: z.output<S> }> {
  const answer = await send(connection, { ...request, signal }, { ...request, sendBefore });
  return { answer, document: parseValue(schema, readJson(answer), answer) };
}

async function send(
  connection: ItglueConnection,
  request: ItglueRequest,
  write?: ItglueWrite & { sendBefore: number },
): Promise<VendorAnswer> {
  requireSendableKey(connection.apiKey, request.operation);
  const answer = await callVendor(
    {
      vendor: 'itglue',
      operation: request.operation,
      kind: write === undefined ? 'read' : 'write',
      method: write?.method ?? 'GET',
      url: new URL(request.path, connection.origin),
      headers: headers(connection.apiKey, write !== undefined),
      body: write === undefined ? undefined : JSON.stringify({ data: write.data }),
      sendBefore: write?.sendBefore,
      signal: request.signal,
    },
    connection,
  );
  const isGood = answer.status >= 200 && answer.status < 300 && !holdsErrors(answer.text);
  if (isGood) return answer;
  throw await refusalOf(answer, connection, request, write);
}

async function refusalOf(
  answer: VendorAnswer,
  connection: ItglueConnection,
  request: ItglueRequest,
  write: ItglueWrite | undefined,
): Promise<VendorError> {
  const error = itglueError(answer, {
    operation: request.operation,
    isWrite: write !== undefined,
    ofRecord: request.ofRecord ?? false,
    records: Array.isArray(write?.data) ? write.data.length : 1,
    changes: write?.changes ?? [],
    scrub: createScrubber([connection.apiKey]),
  });
  if (error.code === 'rate-limited') {
    // What the vendor answered is not lost because the store of the limits can't be reached.
    const waitMs = error.retryAfterMs ?? 0;
    await connection.limits.penalise(connection.limit, waitMs).catch(() => undefined);
  }
  const namesRecord = write !== undefined || (request.ofRecord ?? false);
  const isRecord = namesRecord && isInvisible(answer);
  if (isRecord || (answer.status !== 401 && answer.status !== 403)) return error;
  return (await isKeyRefused(connection, request.signal))
    ? answer.error({ code: 'auth-refused', details: error.details, next: newKeySentence })
    : error;
}

const newKeySentence =
  'Check the region, and that the key still exists and is active: one that is unused for 90 days is revoked. Make a new one under Account > Settings > API Keys and save it in the connection.';

/**
 * Whether the key itself is refused. A 401 is answered for a record out of sight too, and whether a
 * bad key gets 401 or 403, and with what body, is not known (itglue.md 1, 4); the listing of
 * organizations is what any good key may read.
 */
async function isKeyRefused(
  connection: ItglueConnection,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await connection.limits.turn(connection.limit, signal);
    const { status } = await callVendor(
      {
        vendor: 'itglue',
        operation: 'GET /organizations',
        kind: 'read',
        method: 'GET',
        url: new URL('/organizations?page[size]=1', connection.origin),
        headers: headers(connection.apiKey, false),
        signal,
      },
      connection,
    );
    return status === 401 || status === 403;
  } catch {
    return false;
  }
}

function headers(apiKey: string, hasBody: boolean): Record<string, string> {
  return {
    'x-api-key': apiKey,
    accept: 'application/vnd.api+json',
    ...(hasBody ? { 'content-type': 'application/vnd.api+json' } : {}),
  };
}

/** @throws {VendorError} `auth-refused` for a key that no header can carry */
function requireSendableKey(apiKey: string, operation: string): void {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return;
  throw new VendorError({
    code: 'auth-refused',
    vendor: 'itglue',
    operation,
    happened: 'the API key is empty or holds characters that no key has; nothing was sent',
    next: 'Copy the key again, without blanks or line breaks, and save it in the connection.',
  });
}
