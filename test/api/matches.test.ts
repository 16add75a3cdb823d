import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, ApiClient } from '../../api/client.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { candidate, storeItglue, storeMatches } from './match-rows.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { errorOf, vendorKeys } from './vendor-keys.ts';

let api: TestApi;
let sandbox: Sandbox;
let tenantId: string;
let v1: ApiClient['v1'];
/** Of another tenant, and of a viewer of this one. */
let theirs: ApiClient['v1'];
let viewer: ApiClient['v1'];

const ann = { kind: 'person', id: 'ann', name: 'Ann' } as const;

beforeAll(async () => {
  [api, sandbox] = await Promise.all([
    startTestApi({ workflowUrl: (id) => `https://temporal.example/${id}` }),
    startVendors(),
  ]);
  v1 = api.client(await connectBoth(api, sandbox)).v1;
  const [row] = await api.owner`select id from tenant`;
  tenantId = String(row?.['id']);
  const keys = await vendorKeys(sandbox);
  const other = await api.client().v1.auth['sign-in']['datto-rmm'].$post({
    json: keys.dattoRmm('otherAccount'),
  });
  if (!other.ok) throw new Error(await other.text());
  theirs = api.client((await other.json()).token).v1;
  const made = await v1.tokens.$post({
    json: { name: 'viewer', role: 'viewer', scope: 'write', expiresInDays: 1 },
  });
  if (!made.ok) throw new Error(await made.text());
  viewer = api.client((await made.json()).token).v1;

  await storeItglue(api, tenantId, {
    organizations: [
      { id: '1', name: 'Acme Inc' },
      { id: '2', name: 'Bolt', shortName: 'BLT', psa: 'autotask' },
      { id: '3', name: 'Cedar' },
    ],
    configurations: [
      { id: '11', name: 'ACME-PC1', organizationId: '1', serial: 'S-1', mac: '00:11:22:33:44:55' },
      { id: '12', name: 'ACME-PC2', organizationId: '1', archived: true },
      { id: '21', name: 'BOLT-SRV', organizationId: '2' },
    ],
  });
  await storeMatches(api, tenantId, 'organization', [
    {
      sourceId: 's-acme',
      name: 'Acme',
      details: { devices: 3, siteNames: ['Acme'] },
      verdict: { suggestions: [candidate('1', 'Acme Inc')], conflicts: ['legal form removed'] },
    },
    { sourceId: 's-acorn', name: 'Acorn', details: { devices: 9 } },
    {
      sourceId: 's-bolt',
      name: 'Bolt',
      destinationId: '2',
      destinationName: 'Bolt',
      origin: 'rule',
      reasons: ['same letters and digits'],
      matchedAt: new Date(),
      verdict: { notes: [{ code: 'renamed', sentence: 'It was named Bolts.' }] },
    },
    { sourceId: 'autotask/7', name: 'Seven', destinationId: '3', present: false },
    { sourceId: 's-lab', name: 'Internal Lab', state: 'ignored', by: ann },
    { sourceId: 's-left', name: 'Left', present: false },
  ]);
  const ofAcme = { organizationSourceId: 's-acme' };
  await storeMatches(api, tenantId, 'device', [
    {
      ...ofAcme,
      sourceId: 'd-1',
      name: 'ACME-PC1',
      details: { serial: 'S-1', macs: ['001122334455'], deviceClass: 'device' },
      verdict: { suggestions: [candidate('11', 'ACME-PC1', { score: 0.5 })] },
    },
    { ...ofAcme, sourceId: 'd-2', name: 'ACME-PC2' },
    { sourceId: 'd-3', name: 'BOLT-SRV', organizationSourceId: 's-bolt', destinationId: '21' },
  ]);
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

type Query = Parameters<ApiClient['v1']['organizations']['$get']>[0]['query'];
type Page = Answer<ApiClient['v1']['organizations']['$get']>;
const list = async (query: Query = {}): Promise<Page> => {
  const answer = await v1.organizations.$get({ query });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};
const names = async (query: Query) => (await list(query)).matches.map(({ name }) => name);
const devicesOf = async (sourceId: string, query: Query = {}) => {
  const answer = await v1.organizations[':sourceId'].devices.$get({ param: { sourceId }, query });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};

describe('the source organizations', () => {
  test('are those of a tab, counted by tab, with what is suggested and how old that is', async () => {
    const { matches, counts, readAt, workflowId, workflowUrl } = await list();
    expect(matches).toMatchObject([
      {
        kind: 'organization',
        sourceId: 's-acme',
        name: 'Acme',
        state: 'unmatched',
        destination: null,
        suggestions: [{ id: '1', name: 'Acme Inc', likelihood: 'likely' }],
        conflicts: ['legal form removed'],
        devicesByTab: { unmatched: 2, matched: 0, ignored: 0 },
        organization: null,
        lastDecision: null,
        factsHash: 'facts of s-acme',
      },
      { name: 'Acorn' },
    ]);
    expect(counts).toEqual({ unmatched: 2, matched: 1, ignored: 1 });
    expect(Date.now() - Date.parse(readAt ?? '')).toBeLessThan(60_000);
    expect(workflowId).toBe(`matches/${tenantId}`);
    expect(workflowUrl).toBe(`https://temporal.example/matches/${tenantId}`);
  });

  test('that are matched show with what, by whom, why, and what has become of it', async () => {
    expect((await list({ tab: 'matched' })).matches).toMatchObject([
      {
        name: 'Bolt',
        destination: { id: '2', name: 'Bolt' },
        origin: 'rule',
        reasons: ['same letters and digits'],
        notes: [{ code: 'renamed', sentence: 'It was named Bolts.' }],
        devicesByTab: { unmatched: 0, matched: 1, ignored: 0 },
      },
    ]);
    expect(await names({ tab: 'ignored' })).toEqual(['Internal Lab']);
  });

  test('are filtered and searched by name, id and what they are matched to', async () => {
    expect(await names({ filter: 'suggested' })).toEqual(['Acme']);
    expect(await names({ filter: 'conflict' })).toEqual(['Acme']);
    expect(await names({ tab: 'matched', filter: 'noted' })).toEqual(['Bolt']);
    expect(await names({ search: 'CORN' })).toEqual(['Acorn']);
    expect(await names({ tab: 'all', search: 's-lab' })).toEqual(['Internal Lab']);
    expect(await names({ search: '%' })).toEqual([]);
  });

  test('are sorted and paged', async () => {
    expect(await names({ sort: '-name' })).toEqual(['Acorn', 'Acme']);
    expect(await names({ sort: '-devices' })).toEqual(['Acorn', 'Acme']);
    expect(await names({ sort: '-score' })).toEqual(['Acme', 'Acorn']);
    expect(await names({ tab: 'all', limit: '1', offset: '2' })).toEqual(['Bolt']);
    expect((await list({ tab: 'all', limit: '1' })).total).toBe(4);
  });

  test('that are Autotask companies are out of force while sites are matched', async () => {
    expect(await names({ tab: 'matched' })).toEqual(['Bolt']);
    await api.owner`update tenant set
      itglue_settings = '{"organizationSource":"autotask-companies"}' where id = ${tenantId}`;
    expect(await names({ tab: 'matched' })).toEqual(['Bolt', 'Seven']);
    await api.owner`update tenant set itglue_settings = '{}' where id = ${tenantId}`;
  });

  test('of another tenant are in no list, and a 404 by id', async () => {
    expect(await (await theirs.organizations.$get({ query: { tab: 'all' } })).json()).toMatchObject(
      { matches: [], total: 0, readAt: null },
    );
    for (const answer of [
      await theirs.organizations[':sourceId'].$get({ param: { sourceId: 's-acme' } }),
      await theirs.devices[':sourceId'].$get({ param: { sourceId: 'd-1' } }),
      await v1.organizations[':sourceId'].$get({ param: { sourceId: 'd-1' } }),
    ]) {
      expect(await errorOf(answer)).toMatchObject({ status: 404, code: 'not-found' });
    }
  });
});

describe('the devices', () => {
  test('of a source organization are its own, by tab', async () => {
    const { matches, counts } = await devicesOf('s-acme', { sort: '-score' });
    expect(matches).toMatchObject([
      { sourceId: 'd-1', organization: { name: 'Acme', destinationId: null } },
      { sourceId: 'd-2', suggestions: [] },
    ]);
    expect(counts).toEqual({ unmatched: 2, matched: 0, ignored: 0 });
    expect((await devicesOf('s-bolt', { tab: 'matched' })).matches).toMatchObject([
      { destination: { id: '21', name: null }, organization: { destinationName: 'Bolt' } },
    ]);
  });

  test.each(['s-1', 'acme-pc1', '00:11:22:33:44:55', '0011.2233.4455', 'D-1'])(
    'are found by serial, name, MAC however written, and id: %s',
    async (search) => {
      const answer = await v1.devices.$get({ query: { tab: 'all', search } });
      const { matches } = (await answer.json()) as Page;
      expect(matches.map(({ sourceId }) => sourceId)).toEqual(['d-1']);
    },
  );
});

describe('one of them', () => {
  test('is read by an id with a slash, with its decisions, actions, pairs apart and record', async () => {
    await api.owner`insert into not_a_match (tenant_id, kind, source_id, destination_id, because, by)
      values (${tenantId}, 'organization', 'autotask/7', '1', 'reverted', ${api.owner.json(ann)})`;
    const param = { sourceId: 'autotask%2F7' };
    const answer = await v1.organizations[':sourceId'].$get({ param });
    expect(await answer.json()).toMatchObject({
      sourceId: 'autotask/7',
      present: false,
      apart: [{ destinationId: '1', because: 'reverted', by: { name: 'Ann' } }],
      decisions: [],
      actions: [],
      audit: [],
    });
  });
});

describe('what IT Glue has', () => {
  const organizations = async (q?: string) => {
    const answer = await v1.itglue.organizations.$get({ query: q === undefined ? {} : { q } });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };

  test('are organizations, with who is matched to each, found by name, short name and id', async () => {
    expect(await organizations()).toMatchObject({
      total: 3,
      destinations: [
        { id: '1', name: 'Acme Inc', matched: [] },
        { id: '2', name: 'Bolt', psa: 'autotask', matched: [{ sourceId: 's-bolt', name: 'Bolt' }] },
        { id: '3' },
      ],
    });
    for (const q of ['acme', '1']) {
      expect((await organizations(q)).destinations).toMatchObject([{ id: '1' }]);
    }
    expect((await organizations('blt')).destinations).toMatchObject([{ id: '2' }]);
    expect((await organizations('%')).destinations).toEqual([]);
  });

  test('are configurations of one organization or of all', async () => {
    const found = async (query: Parameters<typeof v1.itglue.configurations.$get>[0]['query']) => {
      const answer = await v1.itglue.configurations.$get({ query });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()).destinations;
    };
    expect(await found({ organization: '1' })).toMatchObject([
      { id: '11', organizationName: 'Acme Inc', archived: false, matched: [] },
      { id: '12', archived: true },
    ]);
    expect(await found({ q: '00-11-22-33-44-55' })).toMatchObject([{ id: '11' }]);
    expect(await found({ q: 's-1', organization: '2' })).toEqual([]);
    expect(await found({ q: 'bolt' })).toMatchObject([
      { id: '21', matched: [{ sourceId: 'd-3', name: 'BOLT-SRV' }] },
    ]);
    expect(await found({ limit: '1', offset: '1' })).toMatchObject([{ id: '12' }]);
  });
});

describe('a decision', () => {
  type Deciding = Parameters<ApiClient['v1']['match-decisions']['$post']>[0]['json'];
  type Item = Deciding['items'][number];
  const decide = (items: Item[], more: Partial<Deciding> = {}) =>
    v1['match-decisions'].$post({ json: { items, ...more } });
  const acme = (choice: Item['choice']): Item => ({
    kind: 'organization',
    sourceId: 's-acme',
    choice,
  });
  const items = () => api.owner`select source_id, choice, state from match_item order by position`;

  test('is tried first: exactly what would be done, and what is refused; nothing is stored', async () => {
    const answer = await decide(
      [
        acme({ do: 'accept', destinationId: '1' }),
        { kind: 'organization', sourceId: 's-bolt', choice: { do: 'ignore' } },
        { kind: 'device', sourceId: 'nobody', choice: { do: 'ignore' } },
      ],
      { preview: true },
    );
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      decisionId: null,
      items: [
        {
          lines: ['Organization “Acme” is matched to organization “Acme Inc” (1).'],
          refusal: null,
        },
        { lines: [], refusal: { code: 'wrong-state', sentence: expect.stringMatching(/Bolt/) } },
        { refusal: { code: 'not-found' } },
      ],
      refused: [{ sourceId: 's-bolt' }, { sourceId: 'nobody', code: 'not-found' }],
    });
    expect(await items()).toHaveLength(0);
  });

  test('to create warns of the PSA, and names what may be doubled', async () => {
    const tried = await decide([acme({ do: 'create' })], { preview: true });
    expect(await tried.json()).toMatchObject({
      warnings: [expect.stringMatching(/PSA/)],
      items: [
        {
          refusal: { code: 'may-be-double', sentence: expect.stringMatching(/Acme Inc/) },
          lookAlikes: [{ id: '1', name: 'Acme Inc', why: expect.any(String) }],
        },
      ],
    });
    const meant = await decide([acme({ do: 'create', despite: ['1'] })], { preview: true });
    expect(await meant.json()).toMatchObject({
      items: [{ refusal: null, lines: [expect.stringMatching(/is created in IT Glue/)] }],
    });
  });

  test.each<[string, Item[]]>([
    ['without an item', []],
    ['with an id that is none of IT Glue', [acme({ do: 'to', destinationId: 'Acme' })]],
    ['with more than 1,000', Array.from({ length: 1_001 }, () => acme({ do: 'ignore' }))],
  ])('%s is a 400', async (_, wrong) => {
    expect(await errorOf(await decide(wrong))).toMatchObject({ status: 400, code: 'bad-input' });
  });

  test('made on other facts is refused with what changed', async () => {
    const stale = { ...acme({ do: 'accept', destinationId: '1' }), factsHash: 'others' };
    const answer = await decide([stale]);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      decisionId: null,
      refused: [{ code: 'changed', sentence: expect.stringMatching(/has changed/) }],
    });
  });

  test('is refused to a viewer, who may look', async () => {
    const json = { items: [acme({ do: 'ignore' })] };
    expect(await errorOf(await viewer['match-decisions'].$post({ json }))).toMatchObject({
      status: 403,
      message: expect.stringMatching(/Viewer, which only reads/),
    });
    expect((await viewer.organizations.$get({ query: {} })).status).toBe(200);
  });

  test('is stored, answered at once, shown with its workflow and in the list, and taken back', async () => {
    const device: Item = { kind: 'device', sourceId: 'd-2', choice: { do: 'ignore' } };
    const answer = await decide([acme({ do: 'accept', destinationId: '1' }), device], {
      why: 'as agreed',
    });
    expect(answer.status).toBe(202);
    const { decisionId } = (await answer.json()) as { decisionId: string };
    const param = { id: decisionId };
    const read = await v1['match-decisions'][':id'].$get({ param });
    expect(await read.json()).toMatchObject({
      id: decisionId,
      why: 'as agreed',
      state: 'pending',
      counts: { pending: 2, done: 0 },
      items: [
        { name: 'Acme', choice: { do: 'accept', destinationId: '1' }, state: 'pending' },
        { name: 'ACME-PC2', choice: { do: 'ignore' } },
      ],
      workflowUrl: `https://temporal.example/matches/${tenantId}`,
    });
    expect((await list({ search: 's-acme' })).matches).toMatchObject([
      {
        lastDecision: { decisionId, state: 'pending', choice: { do: 'accept' }, why: 'as agreed' },
      },
    ]);
    expect(await api.owner`select 1 from outbox where kind = 'review-matches'`).toHaveLength(1);

    const cancelled = await v1['match-decisions'][':id'].cancel.$post({ param, json: {} });
    expect(await cancelled.json()).toEqual({ cancelled: 2, working: 0 });
    expect(await items()).toMatchObject([{ state: 'cancelled' }, { state: 'cancelled' }]);
  });

  test('of another tenant, or none, is a 404', async () => {
    for (const client of [theirs, v1]) {
      const param = { id: randomUUID() };
      const answer = await client['match-decisions'][':id'].$get({ param });
      expect(await errorOf(answer)).toMatchObject({ status: 404, code: 'not-found' });
    }
  });
});

describe('the settings of IT Glue', () => {
  const set = (values: Record<string, string>, more: object = {}) =>
    v1.settings.$put({ json: { values, ...more } });
  const source = async () => {
    const { settings } = (await (await v1.settings.$get()).json()) as {
      settings: { key: string; value: string }[];
    };
    return settings.find(({ key }) => key === 'itglue.organizationSource')?.value;
  };

  test('are read and set beside the others, all or none, with warnings, and recorded', async () => {
    const half = await set({ 'itglue.fields.serial': 'always', 'gravityzone.level': 'all' });
    expect(await errorOf(half)).toMatchObject({
      status: 400,
      message: expect.stringMatching(/all/),
    });
    const wrong = await set({ 'itglue.fields.serial': 'sometimes' });
    expect((await errorOf(wrong)).message).toMatch(/never, when-empty, always/);
    const good = await set({ 'ITGLUE.fields.serial': 'always' });
    const changed = (await good.json()) as Answer<typeof v1.settings.$put>;
    expect(changed.settings).toContainEqual(
      expect.objectContaining({ key: 'itglue.fields.serial', value: 'always' }),
    );
    expect(changed.warnings).toEqual([expect.stringMatching(/configurations: serial\./)]);
    const [row] = await api.owner`select actor, before, after from audit
      where subject = 'settings/itglue' order by id desc limit 1`;
    expect(row).toMatchObject({
      actor: { kind: 'person' },
      before: { 'itglue.fields.serial': 'when-empty' },
      after: { 'itglue.fields.serial': 'always' },
    });
  });

  test('another source of organizations first shows what becomes of the matches, and is to be confirmed', async () => {
    const values = { 'itglue.organizationSource': 'autotask-companies' };
    const tried = (await (await set(values, { preview: true })).json()) as Answer<
      typeof v1.settings.$put
    >;
    expect(tried.consequences.join(' ')).toMatch(
      /1 matched and 1 ignored Datto RMM sites no longer count.*Autotask companies are matched.*1 matched devices/,
    );
    expect(await source()).toBe('datto-rmm-sites');
    expect(await errorOf(await set(values))).toMatchObject({
      status: 409,
      message: expect.stringMatching(/Nothing was changed.*to be confirmed/),
    });
    expect(await source()).toBe('datto-rmm-sites');
    expect((await set(values, { confirmed: true })).status).toBe(200);
    expect(await source()).toBe('autotask-companies');
    expect((await set({ 'itglue.organizationSource': 'autotask-companies' })).status).toBe(200);
  });
});
