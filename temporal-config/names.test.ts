import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  priorityOf,
  saveMappingWorkflowId,
  syncGravityzoneWorkflowId,
  syncTenantWorkflowId,
  taskQueues,
  tenantOfScheduleId,
  tenantScheduleId,
} from './names.ts';

describe('workflow ids', () => {
  test('hold opaque ids', () => {
    expect(syncTenantWorkflowId('t1')).toBe('sync/t1');
    expect(saveMappingWorkflowId('m-1')).toBe('mapping/m-1');
    expect(syncGravityzoneWorkflowId('t1', 'run-1')).toBe('sync/t1/gravityzone/run-1');
  });

  test.each(['Müller & Sons', '', "x' OR 1=1", 'a/b'])('never hold names: %j', (name) => {
    expect(() => syncTenantWorkflowId(name)).toThrow(TypeError);
    expect(() => saveMappingWorkflowId(name)).toThrow(TypeError);
    expect(() => priorityOf('sync', name)).toThrow(TypeError);
  });

  test('a schedule id leads back to its tenant, and a foreign one to none', () => {
    expect(tenantOfScheduleId(tenantScheduleId('t1'))).toBe('t1');
    expect(tenantOfScheduleId('backup/t1')).toBeUndefined();
    expect(tenantOfScheduleId('sync/t1/gravityzone/r')).toBeUndefined();
  });
});

describe('queues and priorities', () => {
  test('every vendor has a queue of its own, apart from the workflow queue', () => {
    expect(new Set(Object.values(taskQueues)).size).toBe(Object.keys(taskQueues).length);
  });

  test("people's decisions go before runs, and tenants take turns", () => {
    const decision = priorityOf('decision', 't1');
    expect(decision.priorityKey).toBeLessThan(priorityOf('sync', 't1').priorityKey ?? 0);
    expect(decision.fairnessKey).toBe('t1');
  });
});

test('what workflows import is free of Node built-ins', () => {
  for (const file of ['names.ts', 'retry.ts', 'failure-converter.ts']) {
    const source = readFileSync(new URL(file, import.meta.url), 'utf8');
    const imported = [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1]);
    expect(imported.every((name) => /^(@temporalio\/common|\.\/names\.ts)$/.test(name ?? ''))).toBe(
      true,
    );
  }
});
