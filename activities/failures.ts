import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { WriteNotAllowed } from '../db/writes/commit-intent.ts';
import { ReadingTakenOver } from '../db/readings/write-page.ts';
import type { FailureType } from '../temporal-config/retry.ts';
import { isVendorError, type VendorErrorCode } from '../vendors/http/errors.ts';
import { databaseSentence, isDatabaseError } from './database-error.ts';
import { TryAgain } from './try-again.ts';

const failureTypes: Record<VendorErrorCode, { type: FailureType; retryable: boolean }> = {
  'address-refused': { type: 'refused', retryable: false },
  'auth-refused': { type: 'authRefused', retryable: false },
  forbidden: { type: 'notAllowed', retryable: false },
  blocked: { type: 'rateLimited', retryable: true },
  'rate-limited': { type: 'rateLimited', retryable: true },
  'contract-broken': { type: 'contractBroken', retryable: true },
  conflict: { type: 'conflict', retryable: true },
  'not-found': { type: 'notFound', retryable: false },
  refused: { type: 'refused', retryable: false },
  licence: { type: 'refused', retryable: false },
  'unknown-outcome': { type: 'unknownOutcome', retryable: true },
  'not-sent': { type: 'transient', retryable: true },
  transient: { type: 'transient', retryable: true },
};

/** What an operator reads of an error. */
export function sentenceOf(error: unknown): string {
  if (isDatabaseError(error)) return databaseSentence;
  return error instanceof Error ? error.message : 'an unknown failure';
}

/**
 * Turns an error into the one form in which errors cross the activity edge. Its message is encrypted
 * by the payload codec; its type is not, and is one of a fixed set of words. A cancellation stays
 * what it is: Temporal knows it by its class.
 */
export function applicationFailure(error: unknown): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (error instanceof TryAgain) {
    return ApplicationFailure.create({
      message: error.message,
      type: error.reason satisfies FailureType,
      nextRetryDelay: Math.max(1, error.afterMs),
    });
  }
  if (isVendorError(error)) {
    const { type, retryable } = failureTypes[error.code];
    return ApplicationFailure.create({
      message: error.message,
      type,
      nonRetryable: !retryable,
      ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: error.retryAfterMs }),
    });
  }
  if (error instanceof ReadingTakenOver || error instanceof WriteNotAllowed) {
    return ApplicationFailure.create({
      message: error.message,
      type: 'conflict' satisfies FailureType,
    });
  }
  return ApplicationFailure.create({
    message: sentenceOf(error),
    type: 'transient' satisfies FailureType,
  });
}
