import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from '../../api/client.ts';
import { finishRun } from '../../db/runs/finish-run.ts';
import { openRun } from '../../db/runs/open-run.ts';
import { addCalls } from '../../db/runs/record-in-run.ts';
import { savePlan } from '../../db/runs/save-plan.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { siteUid } from './inventory.ts';
import { errorOf } from './vendor-keys.ts';

let api: TestApi;
let sandbox: Sandbox;
let tenantId: string;
let v1: ApiClient['v1'];
let requestId: string;
let runId: string;

const counts = {
  sites: 3,
  excluded: 1,
  associations: 1,
  companiesCreated: 0,
  associated: 0,
  moved: 0,
  recreated: 0,
  packages: 0,
  variables: 0,
  problems: 1,
  toBeCreated: 0,
  events: { open: 0, raised: 0, handled: 0 },
  callsBound: 3,
};

beforeAll(async () => {
  [api, sandbox] = await Promise.all([
    startTestApi({ workflowUrl: (id, run) => `https://temporal.example/${id}/${run}` }),
    startVendors(),
  ]);
  v1 = api.client(await connectBoth(api, sandbox)).v1;
  const [row] = await api.owner`select id from tenant`;
  tenantId = String(row?.['id']);
  const asked = await v1.runs.$post({ json: { kind: 'sync', why: 'to see' } });
  if (!asked.ok) throw new Error(await asked.text());
  ({ requestId } = await asked.json());
  await makeHeldRun();
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

/** A run as a worker records it. */
async function makeHeldRun(): Promise<void> {
  const execution = { workflowId: `sync/${tenantId}`, workflowRunId: randomUUID() };
  ({ runId } = await openRun(api.db, tenantId, execution));
  await addCalls(api.db, tenantId, runId, new Map([['gravityzone network.x', 7]]));
  await addCalls(api.db, tenantId, runId, new Map([['datto-rmm GET /v2/account/sites', 3]]));
  await savePlan(api.db, tenantId, runId, execution, {
    summary: {
      items: { 'create-company': 1 },
      events: { 'destination-moved': { found: 2, waiting: 1 } },
      sites: 3,
      excluded: 1,
      associated: 0,
      problems: 1,
      toBeCreated: [],
      notes: [],
      estimatedCalls: 9,
      minutes: 1,
    },
    items: [
      {
        siteUid: siteUid(1),
        factsHash: 'f'.repeat(64),
        verb: 'create',
        details: { siteName: 'Acme', companyName: 'Acme' },
        item: {
          kind: 'create-company',
          siteUid: siteUid(1),
          siteName: 'Acme',
          companyName: 'Acme',
          event: null,
        },
        permitted: false,
        event: null,
      },
    ],
    problems: [{ siteUid: siteUid(2), siteName: 'Bolt', code: 'x', sentence: 'Two companies.' }],
    events: [],
    undecided: [],
    readings: { sitesReadingId: null, companiesReadingId: null },
    raises: false,
    holdSentence: 'One of one would be created.',
    wouldHold: null,
    usesHoldId: null,
    supersedesHolds: true,
  });
  await finishRun(
    api.db,
    tenantId,
    runId,
    { status: 'held', counts, notes: ['A note.'] },
    execution,
  );
}

describe('a request for a run', () => {
  test('is answered by the run that claimed it', async () => {
    const answer = await v1['run-requests'][':id'].$get({ param: { id: requestId } });
    expect(await answer.json()).toMatchObject({
      state: 'answered',
      why: 'to see',
      runId,
      runStatus: 'held',
      runFinishedAt: expect.any(String),
    });
  });

  test('for a plan that does not exist is refused', async () => {
    const answer = await v1.runs.$post({ json: { kind: 'sync', planId: randomUUID() } });
    expect(await errorOf(answer)).toMatchObject({ status: 404 });
    const wrong = await v1.runs.$post({ json: { kind: 'plan', planId: randomUUID() } });
    expect(await errorOf(wrong)).toMatchObject({ status: 400, message: /Only a sync/ });
  });
});

describe('a run', () => {
  test('reports counts, calls by operation and in total, problems, plan, hold and its workflow', async () => {
    const answer = await v1.runs[':id'].$get({ param: { id: runId } });
    expect(await answer.json()).toMatchObject({
      status: 'held',
      counts,
      notes: ['A note.'],
      calls: {
        total: 10,
        byOperation: [
          { operation: 'datto-rmm GET /v2/account/sites', calls: 3 },
          { operation: 'gravityzone network.x', calls: 7 },
        ],
      },
      problems: [{ siteName: 'Bolt', sentence: 'Two companies.' }],
      plan: {
        summary: {
          estimatedCalls: 9,
          minutes: 1,
          events: { 'destination-moved': { found: 2, waiting: 1 } },
        },
        items: [{ permitted: false }],
      },
      hold: { state: 'open', items: 1, sentence: 'One of one would be created.' },
      workflowUrl: expect.stringContaining(`https://temporal.example/sync/${tenantId}/`),
    });
  });

  test('is listed with its calls and problems', async () => {
    const listed = await (await v1.runs.$get({ query: {} })).json();
    expect(listed).toMatchObject({ runs: [{ id: runId, status: 'held', calls: 10, problems: 1 }] });
    const before = (listed as { runs: { startedAt: string }[] }).runs[0]?.startedAt ?? '';
    expect(await (await v1.runs.$get({ query: { before } })).json()).toEqual({ runs: [] });
  });

  test('that does not exist is a 404, and an id that is none a 400', async () => {
    const missing = await v1.runs[':id'].$get({ param: { id: randomUUID() } });
    expect(await errorOf(missing)).toMatchObject({ status: 404, code: 'not-found' });
    const wrong = await v1.runs[':id'].$get({ param: { id: 'x' } });
    expect(await errorOf(wrong)).toMatchObject({ status: 400, code: 'bad-input' });
  });
});

describe('a hold', () => {
  test('lists what it holds, and for which sites, while it can still be carried out', async () => {
    expect(await (await v1.holds.$get({ query: {} })).json()).toMatchObject({
      holds: [
        {
          items: 1,
          held: [
            {
              siteUid: siteUid(1),
              siteName: 'Acme',
              do: 'create-company',
              companyName: 'Acme',
              event: null,
            },
          ],
        },
      ],
    });
  });

  test('is allowed once, which asks for a run; deciding again is refused', async () => {
    const { holds } = (await (await v1.holds.$get({ query: {} })).json()) as {
      holds: { id: string; items: number; state: string }[];
    };
    expect(holds).toMatchObject([{ items: 1, state: 'open' }]);
    const param = { id: holds[0]?.id ?? '' };
    const allow = () =>
      v1.holds[':id'].$post({ param, json: { decision: 'allow', why: 'new customer' } });
    expect(await (await allow()).json()).toMatchObject({ requestId: expect.any(String) });
    expect(await errorOf(await allow())).toMatchObject({ status: 409 });
  });
});

describe('a write that waits for a person', () => {
  test('is listed first with what is known, and is decided once', async () => {
    const actionId = randomUUID();
    await api.owner`insert into action (id, tenant_id, site_uid, verb, details, facts_hash, by,
        position) values (${actionId}, ${tenantId}, ${siteUid(1)}, 'create',
        '{"siteName":"Acme"}', 'f', '{"kind":"install"}', 0)`;
    const intent = (state: string, subject: string) => api.owner`insert into intent (tenant_id,
        vendor, operation, subject_kind, subject_id, natural_key, action_id, desired, evidence,
        state, sends, fence, first_sent_at, send_by, settle_at, note)
      values (${tenantId}, 'gravityzone', 'companies.createCompany', 'association', ${subject},
        ${subject}, ${actionId}, '{}', '{}', ${state}, 1, 1, now(), now(), now(),
        'Two companies of that name were found.')`;
    await intent('unknown', siteUid(2));
    await intent('person', siteUid(1));
    await intent('done', siteUid(3));
    const { writes } = (await (await v1.writes.$get({ query: {} })).json()) as {
      writes: { id: string; state: string; sentence: string }[];
    };
    expect(writes.map(({ state }) => state)).toEqual(['person', 'unknown']);
    expect(writes[0]?.sentence).toMatch(/Two companies.*sitesync write .* adopt OBJECT/);
    expect(await (await v1.writes.$get({ query: { all: 'true' } })).json()).toHaveProperty(
      'writes.length',
      3,
    );
    const decide = (id: string | undefined) =>
      v1.writes[':id'].$post({ param: { id: id ?? '' }, json: { do: 'give-up' } });
    expect((await decide(writes[0]?.id)).status).toBe(202);
    expect(await errorOf(await decide(writes[0]?.id))).toMatchObject({ status: 409 });
    expect(await errorOf(await decide(writes[1]?.id))).toMatchObject({ status: 409 });
  });
});

describe('settings', () => {
  test('are changed all or none, audited with before and after', async () => {
    const bad = await v1.settings.$put({
      json: { values: { 'gravityzone.prefix': 'New', 'gravityzone.level': 'all' } },
    });
    expect(await errorOf(bad)).toMatchObject({
      status: 400,
      message: expect.stringMatching(/can’t be the value of gravityzone.level. It takes: monitor/),
    });
    const good = await v1.settings.$put({
      json: { values: { 'gravityzone.prefix': 'New', 'gravityzone.level': 'automatic' } },
    });
    const { settings } = (await good.json()) as { settings: { key: string; value: string }[] };
    expect(settings).toContainEqual(
      expect.objectContaining({ key: 'gravityzone.prefix', value: 'New' }),
    );
    const audit = (await (await v1.audit.$get({ query: { limit: '1' } })).json()) as {
      rows: unknown[];
    };
    expect(audit.rows[0]).toMatchObject({
      verb: 'settings.set',
      before: { 'gravityzone.level': 'monitor-report', 'gravityzone.prefix': '' },
      after: { 'gravityzone.level': 'automatic', 'gravityzone.prefix': 'New' },
    });
  });

  test('the uninstall password is judged, kept sealed, and only its presence is shown', async () => {
    const weak = await v1.settings.$put({ json: { uninstallPassword: 'weak' } });
    expect(await errorOf(weak)).toMatchObject({ status: 400, message: /at least 6 characters/ });
    const set = await v1.settings.$put({ json: { uninstallPassword: 'Str0ng!pass' } });
    expect(await set.json()).toMatchObject({ uninstallPasswordSet: true });
    const cleared = await v1.settings.$put({ json: { uninstallPassword: null } });
    expect(await cleared.json()).toMatchObject({ uninstallPasswordSet: false });
  });
});
