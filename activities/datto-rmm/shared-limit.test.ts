import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createDatabaseForTests, type DatabaseForTests } from '../../db/database-for-tests.ts';
import { rateLimit } from '../../db/schema/index.ts';
import type { Precedence } from '../../vendors/http/line.ts';
import { createRateLimits, type RateLimits } from '../../vendors/http/limits.ts';
import type { Limit } from '../../vendors/http/rates.ts';

let database: DatabaseForTests;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

/** A worker's own view of the limits that all workers share. */
const worker = () => createRateLimits({ store: { client: database.db, schema: rateLimit } });

/** Nine calls each 0.9 s, so that a window is too small for both workers. */
const limit: Limit = { key: 'test/shared', perSecond: 10, share: 0.9 };

/** Asks for turns, eight at once, until it is told to stop; says how many were granted. */
function ask(limits: RateLimits, precedence: Precedence, signal: AbortSignal) {
  const asking: { granted: number; ended?: Promise<unknown> } = { granted: 0 };
  const one = async () => {
    while (!signal.aborted) {
      await limits.turn(limit, signal, precedence).then(
        () => (asking.granted += 1),
        () => {},
      );
    }
  };
  asking.ended = Promise.all(Array.from({ length: 8 }, one));
  return asking;
}

describe('reads of two workers within one limit', () => {
  test('those of GravityZone’s part go before audits that another worker reads, which never stop', async () => {
    const stopping = new AbortController();
    const audits = ask(worker(), 'gives-way', stopping.signal);
    const variables = ask(worker(), 'first', stopping.signal);
    await vi.waitUntil(() => variables.granted >= 54, { timeout: 60_000, interval: 5 });
    const read = audits.granted;
    stopping.abort();
    await Promise.all([audits.ended, variables.ended]);
    // Half of all turns if neither went first.
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(27);
  });
});
