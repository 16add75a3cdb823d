import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withTenant } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import type { DeviceAudit, DevicePayload } from '../readings/payloads.ts';
import { startReading } from '../readings/start-reading.ts';
import { writePage } from '../readings/write-page.ts';
import { deviceAudit } from '../schema/index.ts';
import { auditsDue, countAuditsDue } from './audits-due.ts';
import { saveAudits } from './save-audits.ts';

let database: DatabaseForTests;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

type Listed = Pick<DevicePayload, 'uid'> & Partial<DevicePayload>;

const none: Omit<DeviceAudit, 'deviceClass' | 'outcome'> = {
  serial: null,
  manufacturer: null,
  model: null,
  cpus: [],
  cpuCores: null,
  memoryBytes: null,
  disks: [],
  nics: [],
  snmp: null,
};

/** A tenant of its own, with a reading of its devices. */
async function openTenant() {
  const tenantId = crypto.randomUUID();
  await database.owner`insert into tenant (id, name, api_origin, account_uid, settings)
    values (${tenantId}, 'Test MSP', 'https://test', ${tenantId}, '{}')`;
  return {
    async due(...devices: Listed[]) {
      const attempt = crypto.randomUUID();
      const wish = { runId: crypto.randomUUID(), kind: 'devices', identity: 'acc' } as const;
      const { readingId } = await startReading(database.db, tenantId, {
        ...wish,
        attempt,
        resume: false,
      });
      const items = devices.map((device) => ({
        key: device.uid,
        payload: { deviceClass: 'device', lastSeenOn: null, lastAuditAtMs: 1_000, ...device },
      }));
      await writePage(database.db, tenantId, readingId, attempt, items, ['site/a']);
      return withTenant(database.db, tenantId, async (tx) => {
        const due = await auditsDue(tx, readingId);
        expect(await countAuditsDue(tx, readingId)).toBe(due.length);
        return due.map(({ uid }) => uid);
      });
    },
    save: (deviceUid: string, auditedAtMs: number, audit: Partial<DeviceAudit> = {}) =>
      saveAudits(database.db, tenantId, [
        {
          deviceUid,
          auditedAtMs,
          audit: { ...none, deviceClass: 'device', outcome: 'read', ...audit },
        },
      ]),
    audit: async () => {
      const rows = await withTenant(database.db, tenantId, (tx) => tx.select().from(deviceAudit));
      return rows[0]?.audit;
    },
  };
}

describe('an audit is due', () => {
  test('of a device that was never read, the most recently seen first', async () => {
    const tenant = await openTenant();
    const due = await tenant.due(
      { uid: 'long-ago', lastSeenOn: '2026-01-05' },
      { uid: 'never-seen' },
      { uid: 'today', lastSeenOn: '2026-03-02' },
      { uid: 'today-and-audited-later', lastSeenOn: '2026-03-02', lastAuditAtMs: 2_000 },
    );
    expect(due).toEqual(['today-and-audited-later', 'today', 'long-ago', 'never-seen']);
  });

  test('again only where the last audit is another', async () => {
    const tenant = await openTenant();
    await tenant.save('a', 1_772_000_000_123);
    expect(await tenant.due({ uid: 'a', lastAuditAtMs: 1_772_000_000_123 })).toEqual([]);
    expect(await tenant.due({ uid: 'a', lastAuditAtMs: 1_772_000_000_124 })).toEqual(['a']);
  });

  test('never of a device that was never audited', async () => {
    const tenant = await openTenant();
    expect(await tenant.due({ uid: 'a', lastAuditAtMs: null })).toEqual([]);
  });

  test('once of a class that has none, and of the device should its class change', async () => {
    const tenant = await openTenant();
    const deviceClass = 'rmmnetworkdevice';
    await tenant.save('a', 1_000, { deviceClass, outcome: 'none' });
    expect(await tenant.due({ uid: 'a', deviceClass, lastAuditAtMs: 2_000 })).toEqual([]);
    expect(await tenant.due({ uid: 'a', deviceClass: 'printer' })).toEqual(['a']);
  });
});

test('what an audit told is kept where Datto RMM has none any more', async () => {
  const tenant = await openTenant();
  await tenant.save('a', 1_000, { serial: 'ABC1234' });
  await tenant.save('a', 2_000, { outcome: 'not-found' });
  expect(await tenant.audit()).toMatchObject({ serial: 'ABC1234', outcome: 'not-found' });
  await tenant.save('a', 3_000, { serial: 'XYZ9876' });
  expect(await tenant.audit()).toMatchObject({ serial: 'XYZ9876', outcome: 'read' });
});
