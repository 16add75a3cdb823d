import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { WriteNotAllowed } from '../db/writes/commit-intent.ts';
import { VendorError } from '../vendors/http/errors.ts';
import { applicationFailure, sentenceOf } from './failures.ts';
import { TryAgain } from './try-again.ts';

const closed = Object.assign(new Error('write CONNECTION_CLOSED 127.0.0.1:5432'), {
  code: 'CONNECTION_CLOSED',
});
const query = new DrizzleQueryError('insert into "secret" values ($1)', ['a value'], closed);

describe('an error that crosses the activity edge', () => {
  test('of a vendor keeps its sentence, its type and how long to wait', () => {
    const limited = new VendorError({
      code: 'rate-limited',
      vendor: 'gravityzone',
      operation: 'companies.createCompany',
      retryAfterMs: 7_000,
    });
    expect(applicationFailure(limited)).toMatchObject({
      message: limited.message,
      type: 'rateLimited',
      nonRetryable: false,
      nextRetryDelay: 7_000,
    });
  });

  test.each(['auth-refused', 'forbidden', 'not-found', 'refused', 'licence'] as const)(
    'is not tried again where that would not help: %s',
    (code) => {
      const error = new VendorError({ code, vendor: 'datto-rmm', operation: 'GET /v2/account' });
      expect(applicationFailure(error)).toMatchObject({ nonRetryable: true });
    },
  );

  test('that only asks to come back later says when', () => {
    const later = applicationFailure(new TryAgain('writesStopped', 30_000, 'Writes are stopped.'));
    expect(later).toMatchObject({ type: 'writesStopped', nextRetryDelay: 30_000 });
  });

  test('of a fence that was overtaken is a conflict', () => {
    expect(applicationFailure(new WriteNotAllowed('fenced'))).toMatchObject({ type: 'conflict' });
  });

  test.each([
    ['a failed query', query],
    ['a closed connection', closed],
    ['a refused one', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['Postgres itself', new postgres.PostgresError('shutting down')],
  ])('of the database shows neither statement nor value: %s', (_, error) => {
    const failure = applicationFailure(error);
    expect(failure).toMatchObject({ type: 'transient', nonRetryable: false });
    expect(failure.message).toBe(sentenceOf(error));
    expect(failure.message).toMatch(/^The database could not be used.*check that Postgres runs/);
  });

  test('is never made twice, and a cancellation stays one', () => {
    const failure = ApplicationFailure.create({ message: 'once', type: 'refused' });
    expect(applicationFailure(failure)).toBe(failure);
    const cancelled = new CancelledFailure('cancelled');
    expect(applicationFailure(cancelled)).toBe(cancelled);
  });
});
