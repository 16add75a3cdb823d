import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DetectedEvent } from '../../rules/gravityzone/events/event-types.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { associate, foundByRun, idOf, moved, sourceDeleted } from '../api/event-rows.ts';
import { companyId, siteUid, storeInventory } from '../api/inventory.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from '../api/start-api.ts';
import { createRunCli, runOnTerminal, type RunCli, type Typed } from './run-cli.ts';

let api: TestApi;
let sandbox: Sandbox;
let home: string;
let tenantId: string;
let sitesync: RunCli;
let onTerminal: (args: string[], typed: Typed) => ReturnType<typeof runOnTerminal>;

const acme = moved(1, 'Acme');
const bolt = moved(2, 'Bolt');
const cedar = sourceDeleted(3, 'Cedar');

beforeAll(async () => {
  [api, sandbox, home] = await Promise.all([
    startTestApi({ workflowUrl: (id) => `https://temporal.example/${id}` }),
    startVendors(),
    mkdtemp(path.join(tmpdir(), 'sitesync-cli-')),
  ]);
  const { v1 } = api.client(await connectBoth(api, sandbox));
  const [row] = await api.owner`select id from tenant`;
  tenantId = String(row?.['id']);
  const made = await v1.tokens.$post({
    json: { name: 'operator', role: 'administrator', scope: 'write', expiresInDays: 1 },
  });
  if (!made.ok) throw new Error(await made.text());
  const { token } = await made.json();
  const signedOut = createRunCli(api.url, home);
  const variables = { SITESYNC_TOKEN: token };
  sitesync = (args) => signedOut(args, variables);
  onTerminal = (args, typed) => runOnTerminal(api.url, home, args, variables, typed);

  await storeInventory(api, tenantId, {
    sites: [
      { uid: siteUid(1), name: 'Acme' },
      { uid: siteUid(2), name: 'Bolt' },
    ],
    companies: [
      { id: companyId(90), name: 'Between', type: 'partner' },
      { id: companyId(11), name: 'Acme', parentId: companyId(90), partnerId: companyId(90) },
      { id: companyId(12), name: 'Bolt', parentId: companyId(90), partnerId: companyId(90) },
      { id: companyId(13), name: 'Cedar' },
    ],
    variables: [{ siteUid: siteUid(2), value: 'changed by hand' }],
  });
  for (const [n, name] of [
    [1, 'Acme'],
    [2, 'Bolt'],
    [3, 'Cedar'],
  ] as const) {
    await associate(api, tenantId, n, name);
  }
  await foundByRun(api, tenantId, [acme, bolt, cedar]);
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
  await rm(home, { recursive: true, force: true });
});

const id = (event: DetectedEvent) => idOf(tenantId, event);
const decisions = () =>
  api.owner`select target_id, choice->>'do' as do, state, why from decision
    where kind = 'event' order by created_at`;

/** Ends the open decision on an event as its workflow would. */
async function settle(
  event: DetectedEvent,
  state: 'done' | 'refused',
  outcome: string,
): Promise<void> {
  const settled = () => api.owner`update decision set state = ${state}, outcome = ${outcome},
      settled_at = now() where target_id = ${id(event)} and state = 'pending' returning 1`;
  await expect.poll(async () => (await settled()).length, { timeout: 20_000 }).toBe(1);
}

describe('events', () => {
  test('are listed with site, company, state and id, and counted by type and state', async () => {
    const { stdout } = await sitesync(['events', '--sort', 'site']);
    expect(stdout).toMatch(/^TYPE +SITE +COMPANY +STATE +RAISED \(UTC\) +TIMES +ID +WHAT\n/);
    expect(stdout).toMatch(
      new RegExp(`destination-moved +Acme +Acme +open .* 1 +${id(acme)} +Handling is Manual`),
    );
    expect(stdout).toMatch(/By type: .*2 destination-moved/);
    expect(stdout).toMatch(/By state: 3 open/);
  });

  test('are filtered, searched and limited, as one JSON document', async () => {
    const json = async (...args: string[]) =>
      (
        (await sitesync(['events', ...args, '--json'])).json() as { events: { id: string }[] }
      ).events.map((one) => one.id);
    expect(await json('--type', 'source-deleted')).toEqual([id(cedar)]);
    expect(await json('--site', siteUid(2))).toEqual([id(bolt)]);
    expect(await json('--search', 'acm')).toEqual([id(acme)]);
    expect(await json('--sort', 'site', '--limit', '2')).toEqual([id(acme), id(bolt)]);
    expect(await json('--state', 'closed')).toEqual([]);
    expect(await json('--all')).toHaveLength(3);
    expect((await sitesync(['events', '--site', 'Acme'])).exitCode).toBe(4);
  });

  test('are marked with an exclamation mark at their site', async () => {
    const { stdout } = await sitesync(['sites']);
    expect(stdout).toMatch(new RegExp(`^! +Acme .*event destination-moved ${id(acme)}`, 'm'));
    expect((await sitesync(['sites', '--filter', 'event', '--json'])).json()).toMatchObject({
      total: 3,
    });
  });
});

describe('event', () => {
  test('shows evidence, record, workflow and what can be done', async () => {
    const { stdout } = await sitesync(['event', id(cedar)]);
    expect(stdout).toMatch(/^Source deleted: site “Cedar”, company “Cedar”\nopen; raised/);
    expect(stdout).toMatch(/EVIDENCE\n- The company tree was read whole\./);
    expect(stdout).toMatch(/run \w{8} +event\.raised/);
    expect(stdout).toMatch(/https:\/\/temporal\.example\/event\//);
    expect(stdout).toContain(`sitesync resolve ${id(cedar)} delete-company`);
    expect(stdout).toContain(`sitesync ignore ${id(cedar)}`);
  });

  test('that is not there is exit code 1; an id that is none is 4', async () => {
    expect((await sitesync(['event', 'f'.repeat(24)])).exitCode).toBe(1);
    expect((await sitesync(['event', 'Acme'])).exitCode).toBe(4);
  });
});

describe('resolve', () => {
  test('shows what would be done; where nobody can be asked it wants --yes, and does nothing', async () => {
    const ended = await sitesync(['resolve', id(acme), 'move']);
    expect(ended).toMatchObject({ exitCode: 4, stdout: '' });
    expect(ended.stderr).toMatch(/Destination moved, site “Acme”\n- .*Acme/);
    expect(ended.stderr).toMatch(/give --yes to confirm/);
    expect(await decisions()).toHaveLength(0);
  });

  test('waits for the outcome: done is 0, with what was done', async () => {
    const [ended] = await Promise.all([
      sitesync(['resolve', id(acme), 'move', '--yes', '--why', 'as agreed']),
      settle(acme, 'done', 'The company “Acme” was moved back.'),
    ]);
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ended.stdout).toMatch(/Done: The company “Acme” was moved back\./);
    expect(ended.stdout).toMatch(/Workflow event\//);
    expect(await decisions()).toMatchObject([{ do: 'move', why: 'as agreed' }]);
  });

  test('refused is 1, and as JSON it is one document with the event', async () => {
    const [ended] = await Promise.all([
      sitesync(['resolve', id(acme), 'move', '--yes', '--json']),
      settle(acme, 'refused', 'It was moved elsewhere meanwhile.'),
    ]);
    expect(ended.exitCode).toBe(1);
    expect(ended.json()).toMatchObject({
      state: 'refused',
      outcome: 'It was moved elsewhere meanwhile.',
      decisionId: expect.any(String),
      event: { id: id(acme), type: 'destination-moved' },
    });
  });

  test('deletes a company only under its name', async () => {
    const resolve = ['resolve', id(cedar), 'delete-company', '--yes', '--no-wait', '--json'];
    const wrong = await sitesync([...resolve, '--name', 'Ceder']);
    expect(wrong).toMatchObject({ exitCode: 4, stderr: expect.stringMatching(/Cedar/) });
    expect(await decisions()).toHaveLength(2);
  });

  test('on a terminal shows what goes with a company, and has its name typed', async () => {
    const args = ['resolve', id(cedar), 'delete-company', '--no-wait'];
    const prompt = 'Type the name of the company';
    const mistyped = await onTerminal(args, { after: prompt, type: 'Ceder\r' });
    expect(mistyped.exitCode).toBe(4);
    expect(await decisions()).toHaveLength(2);
    const ended = await onTerminal(args, { after: prompt, type: 'Cedar\r' });
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toMatch(/Source deleted, site “Cedar”[^]*endpoint[^]*Type the name/i);
    expect((await decisions()).at(-1)).toMatchObject({ do: 'delete-company', state: 'pending' });
  });

  test('on a terminal asks before anything is done', async () => {
    const args = ['resolve', id(bolt), 'move', '--no-wait'];
    const declined = await onTerminal(args, { after: 'Carry this out?', type: 'n' });
    expect(declined).toMatchObject({ exitCode: 1 });
    expect(declined.stdout).toMatch(/Carry this out\?[^]*Cancelled; nothing was done/);
    expect(await decisions()).toHaveLength(3);
  });
});

describe('ignore', () => {
  test('lets an event go, with the reason in the audit', async () => {
    const [ended] = await Promise.all([
      sitesync(['ignore', id(bolt), '--why', 'on purpose']),
      settle(bolt, 'done', 'Ignored by Ann.'),
    ]);
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toMatch(/Done: Ignored by Ann\./);
    expect((await decisions()).at(-1)).toMatchObject({ do: 'ignore', why: 'on purpose' });
  });
});

describe('repair', () => {
  test('is confirmed like a mapping: it shows what is mended, and wants --yes', async () => {
    const asked = await sitesync(['repair', 'Bolt']);
    expect(asked).toMatchObject({ exitCode: 4, stdout: '' });
    expect(asked.stderr).toMatch(/Bolt\n {2}- /);
    expect(await api.owner`select 1 from action where verb = 'repair'`).toHaveLength(0);
    const ended = await sitesync(['repair', 'Bolt', '--yes', '--no-wait', '--json']);
    expect(ended.exitCode).toBe(0);
    expect(await api.owner`select site_uid from action where verb = 'repair'`).toMatchObject([
      { site_uid: siteUid(2) },
    ]);
  });
});

describe('notices', () => {
  test('say what needs attention, each with the command that shows more', async () => {
    const { stdout } = await sitesync(['notices']);
    expect(stdout).toMatch(
      /- 2 events “Destination moved” are open.*\n {4}sitesync events --type destination-moved/,
    );
    expect((await sitesync(['notices', '--json'])).json()).toMatchObject({
      notices: expect.arrayContaining([expect.objectContaining({ code: 'drift' })]),
    });
  });
});
