import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withTenant } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { finishReading } from '../readings/finish-reading.ts';
import { startReading } from '../readings/start-reading.ts';
import { writePage } from '../readings/write-page.ts';
import type { ReadingKind } from '../schema/index.ts';
import { loadInventory } from './load-inventory.ts';

let database: DatabaseForTests;
const tenantId = crypto.randomUUID();
const runId = crypto.randomUUID();
const id = (end: string) => end.padStart(24, '0');
const rootId = id('1');

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
  await database.owner`insert into tenant (id, name, api_origin, account_uid, settings)
    values (${tenantId}, 'Test MSP', 'https://test', 'acc', '{}')`;
});
afterAll(() => database.close());

async function read(kind: ReadingKind, rows: { key: string; payload: object }[]) {
  const attempt = crypto.randomUUID();
  const wish = { runId, kind, identity: rootId, attempt, resume: false };
  const { readingId } = await startReading(database.db, tenantId, wish);
  await writePage(database.db, tenantId, readingId, attempt, rows);
  const end = { complete: true, identityMatches: true, listing: kind, uncounted: 0 };
  await finishReading(database.db, tenantId, readingId, attempt, end);
}

const company = (end: string) => ({
  key: id(end),
  payload: { id: id(end), name: end, kind: 'company', parentId: rootId, partnerId: rootId },
});

describe('what is read by id', () => {
  test('tells of companies in view, and is evidence only where this run read it', async () => {
    await read('sites', []);
    await read('companies', [company('1'), company('a'), company('b'), company('c')]);
    const there = { sight: 'there', type: 'customer', manageable: true };
    await read('details', [
      {
        key: id('a'),
        payload: { id: id('a'), ...there, suspended: true, packageReadable: null, endpoints: 3 },
      },
      {
        key: id('b'),
        payload: {
          id: id('b'),
          ...there,
          suspended: true,
          packageReadable: null,
          endpoints: null,
          carried: true,
        },
      },
      {
        key: id('d'),
        payload: { id: id('d'), sight: 'not-found', packageReadable: false, endpoints: null },
      },
    ]);
    const site = '0f0e7f54-3c1c-4a53-9a39-0d3f0f6f1a10';
    await read('site-checks', [{ key: site, payload: { uid: site, sight: 'gone' } }]);

    const loaded = await withTenant(database.db, tenantId, (tx) =>
      loadInventory(tx, tenantId, runId),
    );
    const suspended = loaded?.inventory.tree.map((node) => [node.name, node.suspended]);
    expect(suspended).toEqual([
      ['a', true],
      ['b', true],
      ['c', undefined],
    ]);
    expect([...(loaded?.companyChecks ?? [])]).toEqual([
      [id('a'), { sight: 'there', packageReadable: null, endpoints: 3 }],
      [id('d'), { sight: 'not-found', packageReadable: false, endpoints: null }],
    ]);
    expect([...(loaded?.siteChecks ?? [])]).toEqual([[site, 'gone']]);
  });
});
