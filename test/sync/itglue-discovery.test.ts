import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { newestReading, readingItems } from '../../db/readings/load-reading.ts';
import {
  cataloguePayload,
  configurationPayload,
  deviceAuditPayload,
  devicePayload,
  organizationPayload,
} from '../../db/readings/payloads.ts';
import { connection, deviceAudit, tenant, type ReadingKind } from '../../db/schema/index.ts';
import { openScene, type EndedRun, type Msp, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await scene.install.startWorker();
});
afterAll(() => scene.close());

/** Devices of every class, on few sites. */
const few = { sites: 8, devices: 80 };
const alone = ['itglue'] as const;
const both = ['gravityzone', 'itglue'] as const;
const revoked = 'ITG.0000revoked0000';

const said = (run: EndedRun) => run.row.notes.join(' ');

/** Requests to a vendor's operations, those that `part` names. */
const callsOf = ({ calls }: EndedRun, part: string) =>
  calls.filter(({ operation }) => operation.includes(part));

/** What the newest complete reading of a kind holds. */
function read<T>(msp: Msp, kind: ReadingKind, parse: (payload: unknown) => T): Promise<T[]> {
  return msp.tenant.read(async (tx) => {
    const reading = await newestReading(tx, kind);
    if (!reading) return [];
    return (await readingItems(tx, reading.id)).map(({ payload }) => parse(payload));
  });
}

/** The devices that discovery has to find: of managed sites, and none that was deleted. */
async function devicesOfManagedSites(msp: Msp) {
  const { sites } = (await msp.state()).dattoRmm;
  return sites
    .filter(({ onDemand, name }) => !onDemand && name !== 'Deleted Devices')
    .flatMap((site) => site.devices.map((device) => ({ ...device, siteUid: site.uid })))
    .filter(({ deleted }) => !deleted);
}

const audits = (msp: Msp) =>
  msp.tenant.read(async (tx) => {
    const rows = await tx.select().from(deviceAudit);
    return rows.map((row) => ({ ...row, audit: deviceAuditPayload.parse(row.audit) }));
  });

async function stateOf(msp: Msp, vendor: 'gravityzone' | 'itglue') {
  const [row] = await msp.tenant.read((tx) =>
    tx.select().from(connection).where(eq(connection.vendor, vendor)),
  );
  return { state: row?.state, note: row?.note ?? '' };
}

describe.concurrent('discovery', () => {
  test('reads the devices of managed sites with their adapters and audits, and all of IT Glue', async ({
    expect,
  }) => {
    const msp = await scene.msp({ msp: 'demo', destinations: alone });
    const { row } = await msp.sync();
    expect(row).toMatchObject({ status: 'ok', notes: [] });
    const state = await msp.state();

    const found = await read(msp, 'devices', (one) => devicePayload.parse(one));
    const there = await devicesOfManagedSites(msp);
    expect(found.map(({ uid }) => uid).toSorted()).toEqual(there.map(({ uid }) => uid).toSorted());
    for (const { uid, siteUid } of there) {
      expect(found.find((device) => device.uid === uid)?.siteUid).toBe(siteUid);
    }
    expect(found.some(({ nics }) => nics.some(({ mac }) => mac !== null))).toBe(true);

    const organizations = await read(msp, 'organizations', (one) => organizationPayload.parse(one));
    expect(organizations.map(({ id }) => id).toSorted()).toEqual(
      state.itglue.organizations.map(({ id }) => id).toSorted(),
    );
    const configurations = await read(msp, 'configurations', (one) =>
      configurationPayload.parse(one),
    );
    expect(configurations.map(({ id }) => id).toSorted()).toEqual(
      state.itglue.configurations.map(({ id }) => id).toSorted(),
    );
    expect(configurations.some(({ interfaces }) => interfaces.length > 0)).toBe(true);
    const catalogue = await read(msp, 'catalogue', (one) => cataloguePayload.parse(one));
    expect(new Set(catalogue.map(({ kind }) => kind)).size).toBe(5);

    const { itglue } = row.counts ?? {};
    expect(itglue).toMatchObject({
      devices: there.length,
      organizations: organizations.length,
      configurations: configurations.length,
    });
    expect(itglue?.audits.left).toBe(0);
  });

  test('takes the serial of each class where it stands, and tries other classes once', async ({
    expect,
  }) => {
    const msp = await scene.msp({ ...few, destinations: alone });
    await msp.sync();
    const kept = await audits(msp);
    for (const deviceClass of ['device', 'printer', 'esxihost']) {
      const ofClass = kept.filter(({ audit }) => audit.deviceClass === deviceClass);
      expect(ofClass.some(({ audit }) => audit.serial !== null)).toBe(true);
    }
    const [other, ...others] = kept.filter(({ audit }) => audit.deviceClass === 'rmmnetworkdevice');
    for (const one of [other, ...others]) expect(one?.audit.outcome).toBe('none');
    await msp.vendors.change({ do: 'datto.touchAudit', deviceUid: other?.deviceUid ?? '' });
    expect(callsOf(await msp.sync(), '/v2/audit/')).toEqual([]);
  });

  test('reads audit data again only when a device’s last audit changed', async ({ expect }) => {
    const msp = await scene.msp({ ...few, destinations: alone });
    const first = await msp.sync();
    expect(callsOf(first, '/v2/audit/')).not.toEqual([]);
    const steady = await msp.sync();
    expect(callsOf(steady, '/v2/audit/')).toEqual([]);
    const [device] = (await audits(msp)).filter(({ audit }) => audit.outcome === 'read');
    const before = device?.auditedAt.getTime() ?? 0;
    await msp.vendors.change({ do: 'datto.touchAudit', deviceUid: device?.deviceUid ?? '' });
    const touched = await msp.sync();
    expect(callsOf(touched, '/v2/audit/')).toHaveLength(1);
    const after = (await audits(msp)).find(({ deviceUid }) => deviceUid === device?.deviceUid);
    expect(after?.auditedAt.getTime()).toBeGreaterThan(before);
    expect(touched.row.counts?.itglue?.audits).toEqual({ read: 1, left: 0 });
  });

  test('of a steady run makes hardly more calls than its lower bound, and changes nothing', async ({
    expect,
  }) => {
    const msp = await scene.msp({ ...few, destinations: alone });
    await msp.sync();
    const steady = await msp.sync();
    expect(steady.effects).toEqual([]);
    const bound = steady.row.counts?.callsBound ?? 0;
    expect(steady.calls.length).toBeLessThanOrEqual(bound * 1.05 + 10);
    expect(steady.calls.length).toBeGreaterThanOrEqual(bound);
  });

  test('leaves an audit that Datto RMM has not to the next one of that device', async ({
    expect,
  }) => {
    const msp = await scene.msp({ sites: 3, destinations: alone });
    const operation = 'GET /v2/audit/device/{deviceUid}';
    const missing = { vendor: 'dattoRmm', operation, kind: 'status', status: 404, times: 1 };
    await msp.vendors.fault({ ...missing, body: { error: 'Not found', status: 404 } });
    expect((await msp.sync()).row.status).toBe('ok');
    const [unfound] = (await audits(msp)).filter(({ audit }) => audit.outcome === 'not-found');
    expect(unfound?.audit.serial).toBeNull();
    expect(callsOf(await msp.sync(), '/v2/audit/')).toEqual([]);
    await msp.vendors.change({ do: 'datto.touchAudit', deviceUid: unfound?.deviceUid ?? '' });
    await msp.sync();
    const now = (await audits(msp)).find(({ deviceUid }) => deviceUid === unfound?.deviceUid);
    expect(now?.audit.outcome).toBe('read');
  });

  test('is Partial with what is missing where an audit can’t be read', async ({ expect }) => {
    const msp = await scene.msp({ sites: 3, destinations: alone });
    const operation = 'GET /v2/audit/device/{deviceUid}';
    await msp.vendors.fault({ vendor: 'dattoRmm', operation, kind: 'malformed', times: 1 });
    const run = await msp.sync();
    expect(run.row.status).toBe('partial');
    expect(said(run)).toMatch(/^1 device’s audit is left for the next run/);
    expect((await msp.sync()).row.status).toBe('ok');
  });

  test('asks IT Glue once which organizations it ties to the Autotask companies', async ({
    expect,
  }) => {
    const msp = await scene.msp({ msp: 'demo', destinations: alone });
    const itglueSettings = { organizationSource: 'autotask-companies' };
    await msp.tenant.read((tx) =>
      tx.update(tenant).set({ itglueSettings }).where(eq(tenant.id, msp.tenant.id)),
    );
    const { sites } = (await msp.state()).dattoRmm;
    const companies = new Set(
      sites.flatMap(({ onDemand, autotaskCompanyId }) =>
        onDemand || autotaskCompanyId === null ? [] : [autotaskCompanyId],
      ),
    );
    const first = await msp.sync();
    // The listing, and a look whether the filter filters at all.
    expect(callsOf(first, 'GET /organizations')).toHaveLength(companies.size + 2);
    const steady = await msp.sync();
    expect(callsOf(steady, 'GET /organizations')).toHaveLength(2 + 2);
    const tied = (await read(msp, 'organizations', (one) => organizationPayload.parse(one))).filter(
      ({ autotaskCompanyIds }) => autotaskCompanyIds.length > 0,
    );
    expect(tied).not.toEqual([]);
  });
});

describe.concurrent('a part that can’t go on', () => {
  test('a refused IT Glue key pauses that part alone, and says what to do', async ({ expect }) => {
    const msp = await scene.msp({ sites: 3, destinations: both });
    await msp.replaceSecret('itglueKey', revoked);
    const refused = await msp.sync();
    expect(refused.row.status).toBe('partial');
    expect(said(refused)).toMatch(/The IT Glue part could not be finished\. IT Glue: .*refused/);
    expect(said(refused)).not.toContain(revoked);
    expect(await msp.associations()).not.toEqual([]);
    expect((await stateOf(msp, 'itglue')).state).toBe('auth-failed');
    expect((await stateOf(msp, 'gravityzone')).state).toBe('ok');

    const next = await msp.sync();
    expect(next.row.status).toBe('partial');
    expect(next.calls.filter(({ vendor }) => vendor === 'itglue')).toEqual([]);
    expect(callsOf(next, '/devices')).toEqual([]);
    expect(said(next)).toMatch(/IT Glue refused the key.*sitesync connect itglue/);
  });

  test('a GravityZone that can’t be read never holds back IT Glue', async ({ expect }) => {
    const msp = await scene.msp({ sites: 3, destinations: both });
    await msp.replaceSecret('gravityzoneKey', 'revoked-by-vendor');
    const run = await msp.sync();
    expect(run.row.status).toBe('partial');
    expect(said(run)).toMatch(/The GravityZone part could not be finished/);
    expect(run.row.counts?.itglue?.devices).toBe((await devicesOfManagedSites(msp)).length);
  });

  test('alone, the run has failed', async ({ expect }) => {
    const msp = await scene.msp({ sites: 3, destinations: alone });
    await msp.replaceSecret('itglueKey', revoked);
    expect((await msp.sync()).row.status).toBe('failed');
  });
});

describe.concurrent('a lost listing proves nothing', () => {
  test.for([
    ['organizations', 'itglue', 'GET /organizations'],
    ['configurations', 'itglue', 'GET /configurations'],
    ['devices', 'dattoRmm', 'GET /v2/site/{siteUid}/devices'],
  ] as const)('of %s', async ([kind, vendor, operation], { expect }) => {
    const msp = await scene.msp({ ...few, destinations: alone });
    await msp.sync();
    const before = await msp.tenant.read((tx) => newestReading(tx, kind));
    await msp.vendors.fault({ vendor, operation, kind: 'empty-list', times: 0 });
    const lost = await msp.sync();
    expect(lost.row.status).toBe('partial');
    expect(said(lost)).toMatch(new RegExp(`The listing of ${kind} .*proves nothing`));
    const after = await msp.tenant.read((tx) => newestReading(tx, kind));
    expect(after?.id === before?.id || after?.proves === false).toBe(true);
    await msp.vendors.clearFaults();
    expect((await msp.sync()).row.status).toBe('ok');
  });
});
