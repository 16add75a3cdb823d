import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withTenant, type Transaction } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { event, reading, snapshotPayload } from '../schema/index.ts';
import type { EventState } from '../../rules/gravityzone/events/event-types.ts';
import { finishReading } from './finish-reading.ts';
import { startReading } from './start-reading.ts';
import { writePage } from './write-page.ts';

let database: DatabaseForTests;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

/** A tenant of its own, whose readings a test makes one after another. */
async function openTenant() {
  const tenantId = crypto.randomUUID();
  await database.owner`insert into tenant (id, name, api_origin, account_uid, settings)
    values (${tenantId}, 'Test MSP', 'https://test', ${tenantId}, '{}')`;
  const as = <T>(work: (tx: Transaction) => Promise<T>) => withTenant(database.db, tenantId, work);
  return {
    async read(name: string): Promise<string> {
      const attempt = crypto.randomUUID();
      const wish = { runId: crypto.randomUUID(), kind: 'sites', identity: 'acc' } as const;
      const { readingId } = await startReading(database.db, tenantId, {
        ...wish,
        attempt,
        resume: false,
      });
      await writePage(database.db, tenantId, readingId, attempt, [{ key: 'a', payload: { name } }]);
      const end = { complete: true, identityMatches: true, listing: 'sites', uncounted: 0 };
      await finishReading(database.db, tenantId, readingId, attempt, end);
      return readingId;
    },
    cite: (sitesReadingId: string | null, state: EventState) =>
      as((tx) => tx.insert(event).values(eventRow(tenantId, sitesReadingId, state))),
    kept: async () => (await as((tx) => tx.select().from(reading))).map(({ id }) => id),
    payloads: async () => (await as((tx) => tx.select().from(snapshotPayload))).length,
  };
}

function eventRow(
  tenantId: string,
  sitesReadingId: string | null,
  state: EventState,
): typeof event.$inferInsert {
  const at = new Date();
  return {
    id: crypto.randomUUID(),
    tenantId,
    type: 'source-deleted',
    siteUid: crypto.randomUUID(),
    siteName: 'Abc',
    state,
    facts: {} as never,
    factsHash: '',
    sentence: '',
    evidence: [],
    sitesReadingId,
    firstSeenAt: at,
    raisedAt: at,
    lastSeenAt: at,
    lastRunId: crypto.randomUUID(),
  };
}

describe('readings', () => {
  test('are kept while an event rests on them, and for five more otherwise', async () => {
    const tenant = await openTenant();
    const first = await tenant.read('1');
    const second = await tenant.read('2');
    const third = await tenant.read('3');
    const fourth = await tenant.read('4');
    await tenant.cite(first, 'open');
    await tenant.cite(second, 'ignored');
    await tenant.cite(third, 'handled');
    // One that rests on nothing must not keep everything.
    await tenant.cite(null, 'open');
    const later: string[] = [];
    for (const name of ['5', '6', '7', '8', '9']) later.push(await tenant.read(name));
    const kept = await tenant.kept();
    expect(kept.toSorted()).toEqual([first, second, ...later].toSorted());
    expect(kept).not.toContain(fourth);
    expect(await tenant.payloads()).toBe(7);
  });
});
