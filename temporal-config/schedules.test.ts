import { randomBytes } from 'node:crypto';
import type { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKeyring } from '../keys/keyring.ts';
import { connectTemporal, createClient, TemporalUnreachableError } from './connection.ts';
import { type TestDevServer, startTestDevServer } from './dev-server/test-dev-server.ts';
import { prepareNamespace } from './namespace.ts';
import { searchAttributes, tenantScheduleId } from './names.ts';
import {
  deleteTenantSchedule,
  reconcileSchedules,
  saveTenantSchedule,
  triggerRun,
} from './schedules.ts';

let server: TestDevServer;
let connection: Connection;
let client: Client;

beforeAll(async () => {
  server = await startTestDevServer();
  const target = { address: server.address, namespace: 'default' };
  connection = await connectTemporal(target);
  client = createClient(connection, target, createKeyring([randomBytes(32)]));
  await prepareNamespace(connection, 'default');
});

afterAll(async () => {
  await connection.close();
  await server.stop();
});

const describeSchedule = (tenantId: string) =>
  client.schedule.getHandle(tenantScheduleId(tenantId)).describe();

/** A tenant's runs that the schedule knows to be running, once there is one. */
const runningOnce = (tenantId: string) =>
  vi.waitFor(
    async () => {
      const { info } = await describeSchedule(tenantId);
      const [run] = info.runningActions.map((action) => action.workflow);
      if (run === undefined) throw new Error('no run yet');
      return run;
    },
    { timeout: 10_000, interval: 50 },
  );

describe('the namespace at start-up', () => {
  test('keeps histories for 30 days, and has our search attributes', async () => {
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 60 * 60);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    expect(Object.keys(customAttributes ?? {}).toSorted()).toEqual(
      Object.values(searchAttributes)
        .map((attribute) => attribute.name)
        .toSorted(),
    );
  });

  test('is made ready as often as asked, also by several at once', async () => {
    await Promise.all([1, 2, 3].map(() => prepareNamespace(connection, 'default')));
  });

  test('is registered if it is not there', async () => {
    await Promise.all([1, 2].map(() => prepareNamespace(connection, 'another')));
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'another' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 60 * 60);
  });
});

describe('the schedule of a tenant', () => {
  test('is hourly, skips while a run is going on, catches up 10 minutes, ends a run after 6 h', async () => {
    await saveTenantSchedule(client, 'hourly');
    await saveTenantSchedule(client, 'hourly');
    const schedule = await describeSchedule('hourly');
    expect(schedule.spec.intervals?.[0]?.every).toBe(3_600_000);
    expect(schedule.spec.jitter).toBe(60_000);
    expect(schedule.policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 600_000 });
    expect(schedule.action).toMatchObject({
      workflowType: 'syncTenant',
      taskQueue: 'sitesync',
      args: [{ tenantId: 'hourly' }],
      workflowRunTimeout: 21_600_000,
      priority: { priorityKey: 3, fairnessKey: 'hourly' },
    });
    expect(schedule.state.paused).toBe(false);
  });

  test('is stored with its arguments encrypted', async () => {
    await saveTenantSchedule(client, 'encrypted');
    const raw = await connection.workflowService.describeSchedule({
      namespace: 'default',
      scheduleId: tenantScheduleId('encrypted'),
    });
    const [argument] = raw.schedule?.action?.startWorkflow?.input?.payloads ?? [];
    expect(Buffer.from(argument?.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
    expect(Buffer.from(argument?.data ?? []).toString('latin1')).not.toContain('tenantId');
  });

  test('two triggers give one run and one that waits for its end, never two at once', async () => {
    await saveTenantSchedule(client, 'triggered');
    await triggerRun(client, 'triggered');
    const first = await runningOnce('triggered');
    await triggerRun(client, 'triggered');
    await triggerRun(client, 'triggered');
    await vi.waitFor(async () => {
      const { info, raw } = await describeSchedule('triggered');
      expect(info.runningActions).toHaveLength(1);
      expect(Number(raw.info?.bufferSize)).toBe(1);
    });
    await client.workflow.getHandle(first.workflowId).terminate();
    await vi.waitFor(
      async () => {
        const next = await runningOnce('triggered');
        expect(next.firstExecutionRunId).not.toBe(first.firstExecutionRunId);
      },
      { timeout: 10_000 },
    );
  });

  test('once deleted is gone, and its run is asked to stop', async () => {
    await saveTenantSchedule(client, 'deleted');
    await triggerRun(client, 'deleted');
    const { workflowId } = await runningOnce('deleted');
    await deleteTenantSchedule(client, 'deleted');
    await expect(describeSchedule('deleted')).rejects.toThrow(/not found/i);
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    expect(events?.some((event) => event.workflowExecutionCancelRequestedEventAttributes)).toBe(
      true,
    );
    await deleteTenantSchedule(client, 'deleted');
  });

  test('is made, renewed or deleted at start-up, so that schedules and tenants agree', async () => {
    for await (const { scheduleId } of client.schedule.list()) {
      await client.schedule.getHandle(scheduleId).delete();
    }
    await saveTenantSchedule(client, 'kept');
    await saveTenantSchedule(client, 'left-over');
    await vi.waitFor(async () => {
      const ids: string[] = [];
      for await (const { scheduleId } of client.schedule.list()) ids.push(scheduleId);
      expect(ids.toSorted()).toEqual(['sync/kept', 'sync/left-over']);
    });
    const done = await reconcileSchedules(client, () => Promise.resolve(['kept', 'new']));
    expect(done).toEqual({ saved: ['new'], deleted: ['left-over'] });
    expect((await describeSchedule('new')).action.workflowId).toBe('sync/new');
    await expect(describeSchedule('left-over')).rejects.toThrow(/not found/i);
  });
});

test('a Temporal that does not answer is a sentence with its address', async () => {
  const nowhere = connectTemporal({ address: '127.0.0.1:1', namespace: 'default' }, 500);
  await expect(nowhere).rejects.toThrow(TemporalUnreachableError);
  await expect(nowhere).rejects.toThrow(/^Temporal at 127\.0\.0\.1:1 does not answer\. Check/);
});
