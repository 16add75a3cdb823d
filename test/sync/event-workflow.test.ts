import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideEvent, type EventWish } from '../../db/events/decide-event.ts';
import { listEvents } from '../../db/events/list-events.ts';
import type { EventRow } from '../../db/events/move-event.ts';
import { readEvent } from '../../db/events/read-event.ts';
import { resolveEventWorkflowId, searchAttributes } from '../../temporal-config/names.ts';
import { automatic } from '../harness/tenant.ts';
import { openScene, type Msp, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
  await scene.install.startWorker();
});
afterAll(() => scene.close());

const manual = { level: 'automatic', handling: 'manual' };

async function events({ tenant }: Msp): Promise<EventRow[]> {
  const query = { state: 'all', sort: 'site', limit: 200, offset: 0 } as const;
  return (await listEvents(scene.install.db, tenant.id, query)).events;
}

async function eventOf(msp: Msp, type: EventRow['type']): Promise<EventRow> {
  const row = (await events(msp)).find((one) => one.type === type);
  if (!row) throw new Error(`no event ${type}`);
  return row;
}

/** An event whose company can be associated as it is: active, and all there is of its name. */
async function fitEvent(msp: Msp): Promise<EventRow> {
  const { companies } = (await msp.state()).gravityzone;
  const active = new Set(
    companies
      .filter((one) => 'isSuspended' in one && one.isSuspended === false)
      .map(({ id }) => id),
  );
  const fit = (await events(msp)).find(
    ({ type, state, companyId, facts }) =>
      type === 'association-missing' &&
      state === 'open' &&
      'companyIds' in facts &&
      facts.companyIds.length === 1 &&
      active.has(companyId ?? ''),
  );
  if (!fit) throw new Error('no event has a company that is fit');
  return fit;
}

const decide = ({ tenant }: Msp, { id }: EventRow, wish: EventWish) =>
  decideEvent(scene.install.db, tenant.acting, id, wish);

/** The event once its decision, if there is one, has its outcome and its row is in that state. */
async function until(msp: Msp, { id }: EventRow, state: EventRow['state']) {
  for (;;) {
    const row = await readEvent(scene.install.db, msp.tenant.id, id);
    if (row.state === state) return row;
    const [decided] = row.decisions;
    if (decided?.state === 'refused') throw new Error(decided.outcome ?? 'refused');
    await sleep(50);
  }
}

function workflowOf({ tenant }: Msp, { type, siteUid }: EventRow) {
  const input = { tenantId: tenant.id, type, siteUid };
  return scene.install.temporal.workflow.getHandle(resolveEventWorkflowId(input));
}

async function untilEnded(msp: Msp, row: EventRow): Promise<string> {
  for (;;) {
    const { status } = await workflowOf(msp, row).describe();
    if (status.name !== 'RUNNING') return status.name;
    await sleep(50);
  }
}

async function untilRunning(msp: Msp, row: EventRow) {
  for (;;) {
    const found = await workflowOf(msp, row)
      .describe()
      .catch(() => null);
    if (
      found?.status.name === 'RUNNING' &&
      found.typedSearchAttributes.get(searchAttributes.state)
    ) {
      return found;
    }
    await sleep(50);
  }
}

describe('the workflow of an event', () => {
  let msp: Msp;
  let row: EventRow;

  beforeAll(async () => {
    msp = await scene.msp({ msp: 'demo', settings: manual });
    const run = await msp.sync();
    expect(run.effects).toEqual([]);
    row = await eventOf(msp, 'association-missing');
  });

  test('waits with its tenant, type and state to be found by', async () => {
    expect(row.state).toBe('open');
    const { typedSearchAttributes: found } = await untilRunning(msp, row);
    expect(found.get(searchAttributes.tenant)).toBe(msp.tenant.id);
    expect(found.get(searchAttributes.eventType)).toBe('association-missing');
    expect(found.get(searchAttributes.state)).toBe('open');
  });

  test('ends when a person ignores it, and starts again with the next run', async () => {
    await decide(msp, row, { choice: { do: 'ignore' } });
    await until(msp, row, 'ignored');
    expect(await untilEnded(msp, row)).toBe('COMPLETED');
    await msp.sync();
    expect((await until(msp, row, 'open')).occurrences).toBe(2);
    await untilRunning(msp, row);
  });

  test('is started again by a run after somebody ended it', async () => {
    await workflowOf(msp, row).terminate('on purpose');
    await msp.sync();
    await untilRunning(msp, row);
  });

  test('carries out what a person decides, and ends handled', async () => {
    const fit = await fitEvent(msp);
    await decide(msp, fit, { choice: { do: 'associate' } });
    const handled = await until(msp, fit, 'handled');
    expect(handled.actions).toMatchObject([{ verb: 'associate', state: 'done' }]);
    expect(handled.decisions[0]).toMatchObject({ state: 'done' });
    const associations = await msp.associations();
    expect(associations).toMatchObject([{ siteUid: fit.siteUid, state: 'complete' }]);
    expect(await untilEnded(msp, fit)).toBe('COMPLETED');
  });

  test('carries out what a run permits, and the run waits for it', async () => {
    await msp.settings(automatic);
    const run = await msp.sync();
    const left = (await events(msp)).filter(({ state }) => state === 'acting');
    expect(left).toEqual([]);
    expect(run.row.counts?.events.handled).toBeGreaterThan(0);
    const moved = (await msp.associations()).find(({ companyCreated }) => companyCreated);
    const { id } = await msp.vendors.change({
      do: 'gravityzone.createCompany',
      name: 'Reseller',
      type: 0,
    });
    await msp.vendors.change({
      do: 'gravityzone.moveCompany',
      companyId: moved?.companyId,
      newParentId: id,
    });
    const back = await msp.sync();
    expect(back.row.counts).toMatchObject({ moved: 1, events: { handled: 1 } });
    const company = (await msp.state()).gravityzone.companies.find(
      (one) => one.id === moved?.companyId,
    );
    expect(company?.parentId).not.toBe(id);
    expect((await eventOf(msp, 'destination-moved')).state).toBe('handled');
  });
});
