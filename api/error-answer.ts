import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { Refused, type RefusedCode } from '../db/refused.ts';
import { ApiError } from './api-error.ts';

const statusOf = {
  'not-found': 404,
  conflict: 409,
  changed: 409,
  'bad-input': 400,
  'not-allowed': 403,
} as const satisfies Record<RefusedCode, number>;

/** Turns whatever a route threw into its answer, once for all routes: never a stack, never a secret. */
export function answerError(log: Logger) {
  return (error: Error, c: Context): Response => {
    const answer = asApiError(error, c.res.headers.get('x-request-id') ?? '');
    if (answer.status >= 500) {
      // Not the error itself: a database error's message quotes the values of its query.
      log.error(
        { name: error.name, code: codeOf(error), stack: framesOf(error) },
        'request failed',
      );
    }
    if (answer.retryAfterSeconds !== undefined) {
      c.header('retry-after', String(answer.retryAfterSeconds));
    }
    return c.json(answer.body, answer.status);
  };
}

function asApiError(error: Error, requestId: string): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Refused) {
    return new ApiError(statusOf[error.code], error.code, error.message);
  }
  if (error instanceof HTTPException && error.status < 500) {
    return new ApiError(
      error.status,
      error.status === 413 ? 'too-large' : 'bad-input',
      error.status === 413
        ? 'The request is larger than is accepted. Send fewer rows at a time.'
        : 'The request body is not JSON of the expected form.',
    );
  }
  if (isDatabaseAway(error)) {
    const sentence =
      'The database does not answer; nothing was done. Try again in a moment; if it stays so, check that Postgres runs.';
    return new ApiError(503, 'database-away', sentence, 2);
  }
  return new ApiError(
    500,
    'unexpected',
    `Something went wrong here. The log of the API has it under request ${requestId}.`,
  );
}

const awayCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  // Postgres is shutting down, was stopped, or is starting.
  '57P01',
  '57P02',
  '57P03',
];

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return awayCodes.includes(codeOf(error)) || isDatabaseAway(error.cause);
}

function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? codeOf(error.cause) : '';
}

/** Where it happened, without the message, which may quote what was sent. */
function framesOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
}
