import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { changeSettings } from '../../db/settings/change-settings.ts';
import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import { action, audit, match, plan, planItem } from '../../db/schema/index.ts';
import type { ItgluePlanItem, UpdateConfigurationItem } from '../../rules/itglue/plan-types.ts';
import { itglueState } from '../harness/itglue-state.ts';
import { openScene, type EndedRun, type Msp, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await scene.install.startWorker();
});
afterAll(() => scene.close());

const update = 'PATCH /configurations/:id';

/** IT Glue's part of a run's plan. */
async function planOf({ tenant }: Msp, { row }: EndedRun) {
  const [made] = await tenant.read((tx) => tx.select().from(plan).where(eq(plan.runId, row.id)));
  const rows = await tenant.read((tx) =>
    tx
      .select({ item: planItem.item, permitted: planItem.permitted })
      .from(planItem)
      .where(eq(planItem.planId, made?.id ?? row.id))
      .orderBy(asc(planItem.position)),
  );
  const items = rows.map(({ item }) => item as ItgluePlanItem);
  return {
    id: made?.id ?? '',
    summary: made?.itglue,
    items,
    updates: items.filter((one) => one.kind === 'update-configuration'),
    permitted: rows.filter((one) => one.permitted).length,
  };
}

const operations = ({ effects }: EndedRun) => new Set(effects.map(({ operation }) => operation));

const matches = ({ tenant }: Msp) => tenant.read((tx) => tx.select().from(match));

const configurationOf = async (msp: Msp, { configurationId }: UpdateConfigurationItem) =>
  (await itglueState(msp.sandbox)).configurations.find(({ id }) => id === configurationId);

describe('a plan', () => {
  test('says of IT Glue what would be matched and written, and changes nothing; a run applies exactly it', async ({
    expect,
  }) => {
    const msp = await scene.msp({ msp: 'demo', destinations: ['itglue'] });
    const preview = await msp.sync({ kind: 'plan' });
    expect(preview.row).toMatchObject({ status: 'ok', notes: [] });
    expect(preview.effects).toEqual([]);
    expect(await matches(msp)).toEqual([]);
    const planned = await planOf(msp, preview);
    const { items, estimatedCalls } = planned.summary ?? {};
    expect(items).toMatchObject({ 'match-organization': expect.any(Number) });
    expect(planned.updates.length).toBeGreaterThan(5);
    expect(estimatedCalls).toBe(2 * planned.updates.length);
    expect(planned.permitted).toBe(0);

    // Somebody fills in one of them after the plan.
    const first = planned.updates.find((item) => item.changes.some(({ field }) => field === 'ip'));
    if (!first) throw new Error('the sample has no configuration without an address');
    const others = planned.updates.filter((item) => item !== first);
    const set = { do: 'itglue.setConfiguration', configurationId: first.configurationId };
    await msp.vendors.change({ ...set, primaryIp: '10.99.0.1' });
    const applied = await msp.sync({ planId: planned.id });
    expect(applied.effects.map(({ operation }) => operation)).toEqual(others.map(() => update));
    for (const item of others) {
      const now = await configurationOf(msp, item);
      const written = { serial: now?.serialNumber, ip: now?.primaryIp, mac: now?.macAddress };
      for (const { field, after } of item.changes) {
        expect(written[field as keyof typeof written]).toBe(after);
      }
    }
    const leftOut = applied.problems.filter(({ code }) => code === 'left-out');
    expect(leftOut.map(({ sentence }) => sentence).join()).toContain(
      `The update of configuration “${first.configurationName}” of device “${first.deviceName}” is left out`,
    );
    const made = (await matches(msp)).filter(({ state }) => state === 'matched');
    expect(made).toHaveLength(planned.items.length - planned.updates.length);
    expect(applied.row.counts?.itglue?.updated).toBe(others.length);
  });

  test('of both destinations is one plan, and so is its run', async ({ expect }) => {
    const msp = await scene.msp({ sites: 4, devices: 60, destinations: ['gravityzone', 'itglue'] });
    const preview = await msp.sync({ kind: 'plan' });
    expect(preview.effects).toEqual([]);
    const [made, ...more] = await msp.tenant.read((tx) => tx.select().from(plan));
    expect(more).toEqual([]);
    expect(made?.summary?.items).toMatchObject({ 'create-company': expect.any(Number) });
    expect(made?.itglue).toMatchObject({ items: expect.any(Object) });
    const applied = await msp.sync({ planId: made?.id ?? '' });
    expect(applied.row.status).toBe('ok');
    expect(applied.problems).toEqual([]);
    expect(operations(applied)).toContain('companies.createCompany');
  });
});

describe('a run', () => {
  let msp: Msp;
  const freeze = (on: boolean) => stopTenant(scene.install.db, msp.tenant.acting, 'freeze', on);
  const ipRule = (rule: string) => {
    const { db, keyring } = scene.install;
    const values = { 'itglue.fields.ip': rule };
    return changeSettings(db, keyring, msp.tenant.acting, { values });
  };
  beforeAll(async () => {
    msp = await scene.msp({ msp: 'demo', destinations: ['itglue'] });
  });

  test('under a freeze plans the fields, and writes nothing', async ({ expect }) => {
    await freeze(true);
    const frozen = await msp.sync();
    expect(frozen.effects).toEqual([]);
    const planned = await planOf(msp, frozen);
    expect(planned.updates.length).toBeGreaterThan(0);
    expect(planned.permitted).toBe(0);
    expect(planned.summary?.notes[0]).toMatch(/^Writes are frozen since/);
    await freeze(false);
  });

  test('that is the first of IT Glue only says what it would write: nobody could look before', async ({
    expect,
  }) => {
    const one = await scene.msp({ msp: 'demo', destinations: ['itglue'] });
    const first = await one.sync();
    expect(first.effects).toEqual([]);
    const planned = await planOf(one, first);
    expect(planned.updates.length).toBeGreaterThan(0);
    expect(planned.permitted).toBe(0);
    expect(planned.summary?.notes[0]).toMatch(/^The first run of IT Glue reads and matches/);
    expect((await one.sync()).effects).toHaveLength(planned.updates.length);
  });

  test('fills in what is empty of serial, MAC and IP, once, and records who did', async ({
    expect,
  }) => {
    const before = await itglueState(msp.sandbox);
    const first = await msp.sync();
    expect(first.row.status).toBe('ok');
    expect([...operations(first)]).toEqual([update]);
    const { updates } = await planOf(msp, first);
    expect(first.effects).toHaveLength(updates.length);
    const was = new Map(before.configurations.map((one) => [one.id, one]));
    for (const item of updates) {
      const then = was.get(item.configurationId);
      const values = { serial: then?.serialNumber, ip: then?.primaryIp, mac: then?.macAddress };
      for (const { field, before: empty } of item.changes) {
        expect(empty).toBeNull();
        expect(values[field as keyof typeof values] ?? null).toBeNull();
      }
    }
    const rows = await msp.tenant.read((tx) =>
      tx.select().from(audit).where(eq(audit.verb, 'configuration.update')),
    );
    expect(rows).toHaveLength(updates.length);
    for (const { actor, runId, workflowId } of rows) {
      expect(actor).toEqual({ kind: 'run', id: first.row.id });
      expect(runId).toBe(first.row.id);
      expect(workflowId).toContain('itglue');
    }
  });

  test('that finds nothing new writes nothing', async ({ expect }) => {
    const again = await msp.sync();
    expect(again.effects).toEqual([]);
    expect((await planOf(msp, again)).summary).toMatchObject({ items: {}, estimatedCalls: 0 });
  });

  test('with a field set to always puts people’s words back, and with never leaves them', async ({
    expect,
  }) => {
    const rows = await msp.tenant.read((tx) =>
      tx.select().from(action).where(eq(action.verb, 'update-configuration')),
    );
    const written = rows.find(({ details }) =>
      details.changes?.some(({ field }) => field === 'ip'),
    );
    const configurationId = written?.details.configurationId ?? '';
    const now = async () =>
      (await itglueState(msp.sandbox)).configurations.find(({ id }) => id === configurationId);
    const ip = (await now())?.primaryIp;
    expect(ip).toMatch(/^\d/);
    const set = { do: 'itglue.setConfiguration', configurationId, primaryIp: '10.77.0.7' };
    await msp.vendors.change(set);
    await msp.sync();
    expect((await now())?.primaryIp).toBe('10.77.0.7');
    await ipRule('always');
    expect([...operations(await msp.sync())]).toEqual([update]);
    expect((await now())?.primaryIp).toBe(ip);
    await ipRule('never');
    await msp.vendors.change(set);
    expect((await msp.sync()).effects).toEqual([]);
  });

  test('that IT Glue refuses says so once, and does not repeat it every hour', async ({
    expect,
  }) => {
    const one = await scene.msp({ msp: 'demo', destinations: ['itglue'] });
    const body = { errors: [{ status: '422', title: 'Unprocessable', detail: 'is not allowed' }] };
    const refuses = { vendor: 'itglue', operation: update, kind: 'status', status: 422, body };
    await one.sync();
    await one.vendors.fault({ ...refuses, times: 1 });
    const refused = await one.sync();
    expect(refused.row.status).toBe('partial');
    expect(refused.row.notes).toContain('The fields of 1 configuration could not be written.');
    expect(refused.problems).toHaveLength(1);
    expect(refused.problems[0]?.sentence).toMatch(/^Device “/);
    const next = await one.sync();
    expect(next.effects).toEqual([]);
    expect(next.row.status).toBe('ok');
    expect((await planOf(one, next)).summary?.notes.join()).toMatch(/within the last day/);
  });

  test('writes nothing from a listing that proves nothing', async ({ expect }) => {
    const one = await scene.msp({ msp: 'demo', destinations: ['itglue'] });
    await one.sync();
    await one.vendors.fault({
      vendor: 'itglue',
      operation: 'GET /configurations',
      kind: 'drop-rows',
      percent: 60,
      times: 0,
    });
    const shrunken = await one.sync();
    expect(shrunken.effects).toEqual([]);
    expect(shrunken.row.status).toBe('partial');
  });
});
