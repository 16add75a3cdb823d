import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withTenant, type Transaction } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { event, reading, snapshotPayload, type ReadingKind } from '../schema/index.ts';
import type { EventState } from '../../rules/gravityzone/events/event-types.ts';
import { finishReading } from './finish-reading.ts';
import { readingItems } from './load-reading.ts';
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
    id: tenantId,
    async read(name: string, kind: ReadingKind = 'sites'): Promise<string> {
      const attempt = crypto.randomUUID();
      const wish = { runId: crypto.randomUUID(), kind, identity: 'acc' } as const;
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

/** Complete readings of 20,000 devices each, of which a twentieth is another in each. */
async function largeReadings(tenantId: string, runs: number): Promise<void> {
  const { owner } = database;
  for (let run = 0; run < runs; run += 1) {
    await owner`with made as (
        insert into reading (tenant_id, run_id, kind, state, attempt, identity, item_count, proves, finished_at)
        values (${tenantId}, gen_random_uuid(), 'devices', 'complete', '1', 'acc', 20000, true,
          now() - make_interval(hours => ${runs - run}))
        returning id)
      insert into snapshot_key (tenant_id, reading_id, key, hash)
      select ${tenantId}, made.id, 'device-' || n,
        md5(n || '/' || case when n % 20 = ${run % 20} then ${run} else 0 end)
      from made, generate_series(1, 20000) n`;
  }
  await owner`insert into snapshot_payload (tenant_id, kind, hash, payload)
    select distinct ${tenantId}::uuid, 'devices', hash, '{}'::jsonb
    from snapshot_key where tenant_id = ${tenantId}`;
}

describe('readings', () => {
  test('of 20,000 devices are forgotten in a moment', async () => {
    const tenant = await openTenant();
    await largeReadings(tenant.id, 6);
    const before = await tenant.payloads();
    const startedAt = performance.now();
    await tenant.read('now', 'devices');
    const tookMs = performance.now() - startedAt;
    expect(await tenant.kept()).toHaveLength(5);
    expect(await tenant.payloads()).toBeLessThan(before);
    // With `not in` it took minutes.
    expect(tookMs).toBeLessThan(10_000);
  });

  test('count items, and neither marks nor what is loaded with them', async () => {
    const tenant = await openTenant();
    const attempt = 'one';
    const wish = { runId: crypto.randomUUID(), kind: 'devices', identity: 'acc' } as const;
    const begin = () => startReading(database.db, tenant.id, { ...wish, attempt, resume: true });
    const { readingId } = await begin();
    const items = [{ key: 'device', payload: { name: 'pc' } }];
    await writePage(database.db, tenant.id, readingId, attempt, items, ['site/a']);
    const resumed = await begin();
    expect([...resumed.seen].toSorted()).toEqual(['device', 'site/a']);
    const end = { complete: true, identityMatches: true, listing: 'devices', uncounted: 0 };
    const finished = await finishReading(database.db, tenant.id, readingId, attempt, end);
    expect(finished.itemCount).toBe(1);
    const loaded = await withTenant(database.db, tenant.id, (tx) => readingItems(tx, readingId));
    expect(loaded).toEqual(items);
  });

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
