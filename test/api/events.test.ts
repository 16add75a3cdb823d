import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, ApiClient } from '../../api/client.ts';
import type { DetectedEvent } from '../../rules/gravityzone/events/event-types.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { associate, foundByRun, idOf, moved, nameTaken, sourceDeleted } from './event-rows.ts';
import { companyId, siteUid, storeInventory } from './inventory.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from './start-api.ts';
import { errorOf, vendorKeys } from './vendor-keys.ts';

let api: TestApi;
let sandbox: Sandbox;
let tenantId: string;
let v1: ApiClient['v1'];
/** Of another tenant, and of a viewer of this one. */
let theirs: ApiClient['v1'];
let viewer: ApiClient['v1'];

const acme = moved(1, 'Acme');
const bolt = moved(2, 'Bolt');
const cedar = sourceDeleted(3, 'Cedar');
const dune = nameTaken(4, 'Dune');

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

  await storeInventory(api, tenantId, {
    sites: [
      { uid: siteUid(1), name: 'Acme' },
      { uid: siteUid(2), name: 'Bolt' },
      { uid: siteUid(4), name: 'Dune' },
    ],
    companies: [
      { id: companyId(90), name: 'Between', type: 'partner' },
      { id: companyId(11), name: 'Acme', parentId: companyId(90), partnerId: companyId(90) },
      { id: companyId(12), name: 'Bolt', parentId: companyId(90), partnerId: companyId(90) },
      { id: companyId(13), name: 'Cedar' },
    ],
  });
  await associate(api, tenantId, 1, 'Acme');
  await associate(api, tenantId, 2, 'Bolt');
  await associate(api, tenantId, 3, 'Cedar');
  // One after the other, so that they were raised in this order.
  const found: DetectedEvent[] = [];
  for (const event of [cedar, acme, dune, bolt]) {
    found.push(event);
    await foundByRun(api, tenantId, found);
  }
  await api.owner`update event set state = 'ignored' where id = ${idOf(tenantId, dune)}`;
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
});

type Query = Parameters<ApiClient['v1']['events']['$get']>[0]['query'];
type Page = Answer<ApiClient['v1']['events']['$get']>;
const list = async (query: Query = {}): Promise<Page> => {
  const answer = await v1.events.$get({ query });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};
const sites = async (query: Query) =>
  (await list(query)).events.map(({ source }) => source.siteName);
const paramOf = (event: DetectedEvent) => ({ id: idOf(tenantId, event) });
const read = async (event: DetectedEvent) => {
  const answer = await v1.events[':id'].$get({ param: paramOf(event) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};
const basis = async (event: DetectedEvent) => {
  const { occurrence, factsHash } = await read(event);
  return { occurrence, factsHash };
};
type Resolution = Parameters<ApiClient['v1']['events'][':id']['resolve']['$post']>[0]['json'];
const resolve = (event: DetectedEvent, json: Resolution) =>
  v1.events[':id'].resolve.$post({ param: paramOf(event), json });

describe('the events', () => {
  test('show type, source, destination, times, state, what is done, and their workflow', async () => {
    const { events } = await list({ search: 'acme' });
    const workflowId = `event/${tenantId}/destination-moved/${siteUid(1)}`;
    expect(events).toMatchObject([
      {
        id: idOf(tenantId, acme),
        type: 'destination-moved',
        title: 'Destination moved',
        source: { siteUid: siteUid(1), siteName: 'Acme' },
        destination: { companyId: companyId(11), companyName: 'Acme' },
        state: 'open',
        primaryActions: ['move'],
        automatic: null,
        waits: acme.waits,
        outcome: null,
        occurrence: 1,
        occurrences: 1,
        firstSeenAt: expect.any(String),
        workflowId,
        workflowUrl: `https://temporal.example/${workflowId}`,
      },
    ]);
    const [{ raisedAt, lastSeenAt } = { raisedAt: '', lastSeenAt: '' }] = events;
    expect(Date.parse(lastSeenAt)).toBeGreaterThan(Date.parse(raisedAt));
  });

  test('are the open ones, the last raised first; others where they are asked for', async () => {
    expect(await sites({})).toEqual(['Bolt', 'Acme', 'Cedar']);
    expect(await sites({ state: 'ignored' })).toEqual(['Dune']);
    expect(await sites({ state: 'all' })).toEqual(['Bolt', 'Dune', 'Acme', 'Cedar']);
    expect(await sites({ state: 'closed' })).toEqual([]);
  });

  test('are filtered by type and site, and searched by name', async () => {
    expect(await sites({ type: 'destination-moved' })).toEqual(['Bolt', 'Acme']);
    expect(await sites({ site: siteUid(3) })).toEqual(['Cedar']);
    expect(await sites({ search: 'OL' })).toEqual(['Bolt']);
    expect(await sites({ search: '%' })).toEqual([]);
  });

  test('are sorted and paged', async () => {
    expect(await sites({ sort: 'raised' })).toEqual(['Cedar', 'Acme', 'Bolt']);
    expect(await sites({ sort: 'site' })).toEqual(['Acme', 'Bolt', 'Cedar']);
    expect(await sites({ sort: '-site', limit: '2' })).toEqual(['Cedar', 'Bolt']);
    expect(await sites({ sort: '-site', limit: '2', offset: '2' })).toEqual(['Acme']);
    expect((await list({ limit: '1' })).total).toBe(3);
  });

  test('are counted by type and by state', async () => {
    const { counts } = await list();
    expect(counts.byState).toMatchObject({ open: 3, ignored: 1 });
    expect(counts.byType).toMatchObject({ 'destination-moved': 2, 'source-deleted': 1 });
  });

  test('of another tenant are in no list and a 404 by id; so is an id that is none of theirs', async () => {
    expect(await (await theirs.events.$get({ query: { state: 'all' } })).json()).toMatchObject({
      events: [],
      total: 0,
    });
    for (const answer of [
      await theirs.events[':id'].$get({ param: paramOf(acme) }),
      await theirs.events[':id'].ignore.$post({ param: paramOf(acme), json: await basis(acme) }),
      await theirs.events[':id'].resolve.$post({
        param: paramOf(acme),
        json: { action: 'move', ...(await basis(acme)) },
      }),
      await v1.events[':id'].$get({ param: { id: 'f'.repeat(24) } }),
    ]) {
      expect(await errorOf(answer)).toMatchObject({ status: 404, code: 'not-found' });
    }
    const wrong = await v1.events[':id'].$get({ param: { id: randomUUID() } });
    expect(await errorOf(wrong)).toMatchObject({ status: 400, code: 'bad-input' });
  });
});

describe('one event', () => {
  test('has its evidence, facts and record', async () => {
    expect(await read(acme)).toMatchObject({
      sentence: acme.sentence,
      evidence: acme.evidence,
      facts: acme.facts,
      decisions: [],
      actions: [],
      audit: [{ verb: 'event.raised', subject: `event/${idOf(tenantId, acme)}` }],
    });
  });
});

describe('a decision on an event', () => {
  const stored = () => api.owner`select choice, state from decision where kind = 'event'`;

  test('is tried first: it answers what would be done, and stores nothing', async () => {
    const answer = await resolve(acme, { action: 'move', preview: true });
    expect(answer.status).toBe(200);
    const { lines, decisionId } = (await answer.json()) as { lines: string[]; decisionId: null };
    expect(decisionId).toBeNull();
    expect(lines.join(' ')).toMatch(/Acme/);
    expect(await stored()).toHaveLength(0);
    expect(await api.owner`select 1 from outbox where kind = 'event-changed'`).toHaveLength(4);
  });

  test('to delete a company shows what goes with it, and wants its name', async () => {
    const tried = await resolve(cedar, { action: 'delete-company', name: 'Cedar', preview: true });
    expect(((await tried.json()) as { lines: string[] }).lines.join(' ')).toMatch(/endpoint/i);
    const wrong = { action: 'delete-company', name: 'Ceder', ...(await basis(cedar)) } as const;
    expect((await resolve(cedar, wrong)).ok).toBe(false);
    expect(await stored()).toHaveLength(0);
  });

  test.each<[string, Resolution]>([
    ['without the name that it needs', { action: 'create', preview: true }],
    ['with a name that it has no use for', { action: 'move', name: 'Acme', preview: true }],
    ['with an id that is none', { action: 'associate', companyId: 'Acme', preview: true }],
    ['that does not say what it was made on', { action: 'move' }],
  ])('%s is a 400', async (_, json) => {
    expect(await errorOf(await resolve(acme, json))).toMatchObject({
      status: 400,
      code: 'bad-input',
    });
  });

  test('that is none of its type is refused with what can be done', async () => {
    const answer = await resolve(acme, { action: 'rename-to-site', ...(await basis(acme)) });
    expect(answer.ok).toBe(false);
    expect((await errorOf(answer)).message).toMatch(/move/);
  });

  test('made for another occurrence, or on other facts, is a 409', async () => {
    const { occurrence, factsHash } = await basis(acme);
    for (const changed of [
      { occurrence: occurrence + 1, factsHash },
      { occurrence, factsHash: 'f'.repeat(64) },
    ]) {
      const answer = await resolve(acme, { action: 'move', ...changed });
      expect(await errorOf(answer)).toMatchObject({ status: 409 });
      const ignored = await v1.events[':id'].ignore.$post({ param: paramOf(acme), json: changed });
      expect(await errorOf(ignored)).toMatchObject({ status: 409 });
    }
    expect(await stored()).toHaveLength(0);
  });

  test('is refused to a viewer with a sentence', async () => {
    const json = { action: 'move', ...(await basis(acme)) } as const;
    const answer = await viewer.events[':id'].resolve.$post({ param: paramOf(acme), json });
    expect(await errorOf(answer)).toMatchObject({
      status: 403,
      message: expect.stringMatching(/Viewer, which only reads/),
    });
    const ignored = await viewer.events[':id'].ignore.$post({ param: paramOf(acme), json });
    expect(ignored.status).toBe(403);
    expect((await viewer.events[':id'].$get({ param: paramOf(acme) })).status).toBe(200);
  });

  test('is stored once, answered at once, shown in the event, and recorded', async () => {
    const json = { action: 'move', ...(await basis(acme)), why: 'as agreed' } as const;
    const [first, second] = await Promise.all([resolve(acme, json), resolve(acme, json)]);
    expect([first.status, second.status]).toEqual([202, 202]);
    const ids = (await Promise.all([first.json(), second.json()])) as { decisionId: string }[];
    expect(ids[0]?.decisionId).toBe(ids[1]?.decisionId);
    expect(await stored()).toHaveLength(1);
    const event = await read(acme);
    expect(event.decisions).toMatchObject([
      { id: ids[0]?.decisionId, choice: { do: 'move' }, why: 'as agreed', state: 'pending' },
    ]);
    expect(event.decisions[0]?.by).toMatchObject({ kind: 'person' });
    expect(event.audit.map(({ verb }) => verb)).toContain('event.decided');
    const [raised] = await api.owner`select count(*)::int as n from outbox
      where kind = 'event-changed' and subject_id = ${idOf(tenantId, acme)}`;
    expect(raised?.['n']).toBe(2);
  });

  test('to ignore goes the same way', async () => {
    const json = { ...(await basis(bolt)), why: 'on purpose' };
    const answer = await v1.events[':id'].ignore.$post({ param: paramOf(bolt), json });
    expect(answer.status).toBe(202);
    expect((await read(bolt)).decisions).toMatchObject([
      { choice: { do: 'ignore' }, why: 'on purpose' },
    ]);
  });
});

describe('an event that was acted on', () => {
  test('shows the action with its writes, and its outcome', async () => {
    const id = idOf(tenantId, cedar);
    const actionId = randomUUID();
    await api.owner`insert into action (id, tenant_id, site_uid, verb, details, facts_hash, by,
        event_id, position, state, problem) values (${actionId}, ${tenantId}, ${siteUid(3)},
        'delete-company', '{"siteName":"Cedar"}', 'f', '{"kind":"person","id":"p","name":"Ann"}',
        ${id}, 0, 'problem', 'GravityZone refused it.')`;
    await api.owner`insert into intent (tenant_id, vendor, operation, subject_kind, subject_id,
        natural_key, action_id, desired, evidence, state, sends, fence, first_sent_at, send_by,
        settle_at, note) values (${tenantId}, 'gravityzone', 'companies.deleteCompany',
        'association', ${siteUid(3)}, 'k', ${actionId}, '{}', '{}', 'refused', 1, 1, now(), now(),
        now(), 'It has endpoints.')`;
    await api.owner`update event set outcome = 'GravityZone refused it.' where id = ${id}`;
    expect(await read(cedar)).toMatchObject({
      outcome: 'GravityZone refused it.',
      actions: [
        {
          verb: 'delete-company',
          state: 'problem',
          problem: 'GravityZone refused it.',
          by: { name: 'Ann' },
          writes: [
            {
              operation: 'companies.deleteCompany',
              state: 'refused',
              siteName: 'Cedar',
              sentence: 'The vendor refused it. It has endpoints.',
            },
          ],
        },
      ],
    });
  });
});
