import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { withTenant, type Transaction } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { snapshotPayload } from '../schema/index.ts';
import { markedKeys, readingItems } from './load-reading.ts';
import { startReading } from './start-reading.ts';
import { ReadingTakenOver, writePage, type SeenItem } from './write-page.ts';

let database: DatabaseForTests;
let tenantId: string;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

beforeEach(async () => {
  tenantId = randomUUID();
  await database.owner`insert into tenant (id, name, api_origin, account_uid, settings)
    values (${tenantId}, 'Test MSP', 'https://test', ${tenantId}, '{}')`;
});

const as = <T>(work: (tx: Transaction) => Promise<T>) => withTenant(database.db, tenantId, work);
const payloads = () => as((tx) => tx.select().from(snapshotPayload));

async function start() {
  const wish = { runId: randomUUID(), kind: 'devices', identity: 'acc', attempt: '1' } as const;
  const { readingId } = await startReading(database.db, tenantId, { ...wish, resume: false });
  return {
    add: (items: SeenItem[], marks?: string[], attempt = '1') =>
      writePage(database.db, tenantId, readingId, attempt, items, marks),
    items: () => as((tx) => readingItems(tx, readingId)),
    marks: () => as((tx) => markedKeys(tx, readingId)),
  };
}

const a = { name: 'a “quoted” \\ name', nics: [{ mac: null }], at: 1.5 };
const b = { name: 'b', nics: [] };

test('a page keeps what was seen, as it was seen, and its marks', async () => {
  const reading = await start();
  await reading.add(
    [
      { key: 'pc-a', payload: a },
      { key: 'pc-b', payload: b },
    ],
    ['site/1'],
  );
  expect(await reading.items()).toEqual([
    { key: 'pc-a', payload: a },
    { key: 'pc-b', payload: b },
  ]);
  expect(await reading.marks()).toEqual(['site/1']);
});

test('a payload is stored once, in whichever page, reading or order of members it comes again', async () => {
  const first = await start();
  await first.add([{ key: 'pc-a', payload: a }]);
  const [stored] = await payloads();
  const second = await start();
  const { name, ...rest } = a;
  await second.add([
    { key: 'pc-a', payload: { ...rest, name } },
    { key: 'pc-c', payload: a },
  ]);
  expect(await payloads()).toEqual([stored]);
  expect(await second.items()).toEqual([
    { key: 'pc-a', payload: a },
    { key: 'pc-c', payload: a },
  ]);
});

test('an item that comes twice is as it came last', async () => {
  const reading = await start();
  await reading.add([
    { key: 'pc-a', payload: a },
    { key: 'pc-a', payload: b },
  ]);
  expect(await reading.items()).toEqual([{ key: 'pc-a', payload: b }]);
  await reading.add([{ key: 'pc-a', payload: a }]);
  expect(await reading.items()).toEqual([{ key: 'pc-a', payload: a }]);
});

test('a page of an attempt that was taken over is refused', async () => {
  const reading = await start();
  const late = reading.add([{ key: 'pc-a', payload: a }], [], '2');
  await expect(late).rejects.toThrow(ReadingTakenOver);
  expect(await reading.items()).toEqual([]);
  expect(await payloads()).toEqual([]);
});
