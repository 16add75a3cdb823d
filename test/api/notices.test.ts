import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, ApiClient } from '../../api/client.ts';
import { finishRun } from '../../db/runs/finish-run.ts';
import { openRun } from '../../db/runs/open-run.ts';
import type { RunCounts, RunStatus } from '../../db/schema/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { associate, foundByRun, moved, sourceDeleted } from './event-rows.ts';
import { companyId, siteUid, storeInventory } from './inventory.ts';
import { connectBoth, signIn, startTestApi, startVendors, type TestApi } from './start-api.ts';

let api: TestApi;
let sandbox: Sandbox;
let tenantId: string;
let v1: ApiClient['v1'];

beforeAll(async () => {
  [api, sandbox] = await Promise.all([startTestApi(), startVendors()]);
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});
beforeEach(async () => {
  await api.owner`delete from tenant`;
  v1 = api.client(await connectBoth(api, sandbox)).v1;
  const [row] = await api.owner`select id from tenant`;
  tenantId = String(row?.['id']);
});

type Notices = Answer<ApiClient['v1']['notices']['$get']>['notices'];
const notices = async (): Promise<Notices> => {
  const answer = await v1.notices.$get();
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()).notices;
};
const codes = async () => (await notices()).map(({ code }) => code);

async function endRun(
  status: Exclude<RunStatus, 'running'>,
  notes: string[] = [],
  problems = 0,
): Promise<void> {
  const execution = { workflowId: `sync/${tenantId}`, workflowRunId: randomUUID() };
  const { runId } = await openRun(api.db, tenantId, execution);
  const counts: RunCounts = {
    sites: 1,
    excluded: 0,
    associations: 0,
    companiesCreated: 0,
    associated: 0,
    moved: 0,
    recreated: 0,
    packages: 0,
    variables: 0,
    problems,
    toBeCreated: 0,
    events: { open: 0, raised: 0, handled: 0 },
    callsBound: 3,
  };
  await finishRun(api.db, tenantId, runId, { status, counts, notes }, execution);
}

describe('what needs attention', () => {
  test('is nothing where all is well', async () => {
    await endRun('ok');
    expect(await notices()).toEqual([]);
  });

  test('comes the most urgent first, each with a sentence, a time and a command', async () => {
    await storeInventory(api, tenantId, {
      sites: [
        { uid: siteUid(1), name: 'Acme' },
        { uid: siteUid(2), name: 'Bolt' },
      ],
      companies: [{ id: companyId(11), name: 'Acme' }],
      details: [{ id: companyId(11), suspended: true }],
      variables: [{ siteUid: siteUid(1), value: 'changed by hand' }],
    });
    await associate(api, tenantId, 1, 'Acme');
    await foundByRun(api, tenantId, [
      moved(1, 'Acme'),
      moved(2, 'Bolt'),
      sourceDeleted(3, 'Cedar'),
    ]);
    await endRun('partial', ['2 sites could not be completed.'], 2);
    const actionId = randomUUID();
    await api.owner`insert into action (id, tenant_id, site_uid, verb, details, facts_hash, by,
        position) values (${actionId}, ${tenantId}, ${siteUid(1)}, 'create', '{}', 'f',
        '{"kind":"install"}', 0)`;
    await api.owner`insert into intent (tenant_id, vendor, operation, subject_kind, subject_id,
        natural_key, action_id, desired, evidence, state, sends, fence, first_sent_at, send_by,
        settle_at) values (${tenantId}, 'gravityzone', 'x', 'association', ${siteUid(1)}, 'k',
        ${actionId}, '{}', '{}', 'person', 1, 1, now(), now(), now())`;
    await api.owner`insert into hold (tenant_id, run_id, sentence, items)
      select ${tenantId}, id, 'Nine of ten would be moved.', '[]' from run limit 1`;
    await api.owner`update connection set state = 'auth-failed', note = 'HTTP 401.'
      where vendor = 'gravityzone'`;
    await v1.pause.$post({ json: {} });
    await v1.freeze.$post({ json: {} });
    await api.owner`insert into install (id, frozen_at) values (1, now())
      on conflict (id) do update set frozen_at = now()`;

    const found = await notices();
    await api.owner`update install set frozen_at = null`;
    expect(found.map(({ code }) => code)).toEqual([
      'install-frozen',
      'tenant-frozen',
      'paused',
      'connection-auth-failed',
      'hold-open',
      'writes-wait',
      'run-partial',
      'events-open',
      'events-open',
      'drift',
    ]);
    const sentenceOf = (code: string) => found.find((one) => one.code === code)?.sentence;
    expect(sentenceOf('connection-auth-failed')).toMatch(/GravityZone refused the key.*HTTP 401/);
    expect(sentenceOf('hold-open')).toMatch(/Nine of ten/);
    expect(sentenceOf('writes-wait')).toMatch(/^1 write waits/);
    expect(sentenceOf('run-partial')).toMatch(/2 sites could not be completed.*2 problems/);
    expect(sentenceOf('events-open')).toMatch(/^2 events “Destination moved” are open, 2 of which/);
    expect(sentenceOf('drift')).toMatch(/^1 association has drifted/);
    expect(found.every(({ since }) => since !== null)).toBe(true);
    expect(found.find(({ code }) => code === 'events-open')?.command).toBe(
      'sitesync events --type destination-moved',
    );
  });

  test('is a run that failed, with why, and problems that a run left', async () => {
    await endRun('failed', ['Datto RMM did not answer.']);
    expect(await notices()).toMatchObject([
      { code: 'run-failed', sentence: 'The last run failed. Datto RMM did not answer.' },
    ]);
    await endRun('ok', [], 3);
    expect(await notices()).toMatchObject([{ code: 'run-problems' }]);
    await endRun('ok');
    expect(await codes()).toEqual([]);
  });

  test('is a sync that is late, but not one that is paused or can’t run', async () => {
    await endRun('ok');
    await api.owner`update run set finished_at = now() - interval '119 minutes'`;
    expect(await codes()).toEqual([]);
    await api.owner`update run set finished_at = now() - interval '121 minutes'`;
    expect(await notices()).toMatchObject([{ code: 'sync-late', command: 'sitesync runs' }]);
    await v1.pause.$post({ json: {} });
    expect(await codes()).toEqual(['paused']);
    await v1.resume.$post({ json: {} });
    await api.owner`update connection set state = 'incomplete', missing = '["Packages"]'
      where vendor = 'gravityzone'`;
    expect(await codes()).toEqual(['connection-incomplete']);
  });

  test('is late too where no run has ended since both sides were connected', async () => {
    expect(await codes()).toEqual([]);
    await api.owner`update connection set created_at = now() - interval '3 hours'`;
    expect(await notices()).toMatchObject([
      { code: 'sync-late', sentence: expect.stringMatching(/^No run has ended yet/) },
    ]);
  });

  test('is that nothing is connected', async () => {
    await api.owner`delete from tenant`;
    v1 = api.client(await signIn(api, sandbox)).v1;
    expect(await notices()).toMatchObject([
      { code: 'not-connected', command: 'sitesync connect datto-rmm' },
    ]);
  });
});
