import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { candidate, endItems, storeItglue, storeMatches } from '../api/match-rows.ts';
import { connectBoth, startTestApi, startVendors, type TestApi } from '../api/start-api.ts';
import { createRunCli, runOnTerminal, type RunCli, type Typed } from './run-cli.ts';

let api: TestApi;
let sandbox: Sandbox;
let home: string;
let sitesync: RunCli;
let onTerminal: (args: string[], typed: Typed) => ReturnType<typeof runOnTerminal>;
/** The command line with another token. */
let sitesyncAs: (role: 'administrator' | 'viewer', scope: 'read' | 'write') => Promise<RunCli>;

beforeAll(async () => {
  [api, sandbox, home] = await Promise.all([
    startTestApi({ workflowUrl: (id) => `https://temporal.example/${id}` }),
    startVendors(),
    mkdtemp(path.join(tmpdir(), 'sitesync-cli-')),
  ]);
  const { v1 } = api.client(await connectBoth(api, sandbox));
  const [row] = await api.owner`select id from tenant`;
  const tenantId = String(row?.['id']);
  const variablesOf = async (role: 'administrator' | 'viewer', scope: 'read' | 'write') => {
    const json = { name: `operator, ${role}`, role, scope, expiresInDays: 1 };
    const made = await v1.tokens.$post({ json });
    if (!made.ok) throw new Error(await made.text());
    return { SITESYNC_TOKEN: (await made.json()).token };
  };
  const variables = await variablesOf('administrator', 'write');
  const signedOut = createRunCli(api.url, home);
  sitesync = (args) => signedOut(args, variables);
  sitesyncAs = async (role, scope) => {
    const others = await variablesOf(role, scope);
    return (args) => signedOut(args, others);
  };
  onTerminal = (args, typed) => runOnTerminal(api.url, home, args, variables, typed);

  await storeItglue(api, tenantId, {
    organizations: [
      { id: '1', name: 'Acme Inc' },
      { id: '2', name: 'Bolt' },
      { id: '3', name: 'Cedar Ltd' },
      { id: '4', name: 'Cedar Limited' },
    ],
    configurations: [{ id: '21', name: 'BOLT-SRV', organizationId: '2' }],
  });
  await storeMatches(api, tenantId, 'organization', [
    {
      sourceId: 's-acme',
      name: 'Acme',
      details: { devices: 1 },
      verdict: { suggestions: [candidate('1', 'Acme Inc')] },
    },
    {
      sourceId: 's-cedar',
      name: 'Cedar',
      verdict: {
        suggestions: [
          candidate('3', 'Cedar Ltd', { flags: ['also wanted by Cedar South'] }),
          candidate('4', 'Cedar Limited'),
        ],
      },
    },
    { sourceId: 's-dune', name: 'Dune' },
    {
      sourceId: 'autotask/7',
      name: 'Bolt',
      destinationId: '2',
      destinationName: 'Bolt',
      origin: 'rule',
    },
  ]);
  await storeMatches(api, tenantId, 'device', [
    { sourceId: 'd-1', name: 'PC1', organizationSourceId: 's-acme' },
    { sourceId: 'd-2', name: 'PC1', organizationSourceId: 's-dune' },
    { sourceId: 'd-3', name: 'srv', organizationSourceId: 'autotask/7' },
  ]);
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
  await rm(home, { recursive: true, force: true });
});

interface Listing {
  matches: { name: string }[];
  total: number;
}
const items = () => api.owner`select source_id as of, choice, state from match_item
  order by created_at, position`;
const forget = () => api.owner`delete from match_item`;

describe('organizations', () => {
  test('are listed by tab, with what is suggested and why', async () => {
    const { stdout, exitCode } = await sitesync(['organizations']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ORGANIZATION +DEVICES +ID +SUGGESTED +SCORE +WHY/);
    expect(stdout).toMatch(/Acme +0\/1 +s-acme +Acme Inc \(1\) +0\.99 likely +same but for Inc\n/);
    expect(stdout).toMatch(/By tab: 3 unmatched, 1 matched, 0 ignored\n\n3 organizations, read/);
  });

  test('are filtered, searched, sorted and limited, as one JSON document', async () => {
    const names = async (...args: string[]) =>
      ((await sitesync(['organizations', ...args, '--json'])).json() as Listing).matches.map(
        ({ name }) => name,
      );
    expect(await names('--tab', 'matched')).toEqual(['Bolt']);
    expect(await names('--search', 'un')).toEqual(['Dune']);
    expect(await names('--filter', 'suggested', '--sort', '-name')).toEqual(['Cedar', 'Acme']);
    expect(await names('--limit', '1')).toEqual(['Acme']);
    expect((await sitesync(['organizations', '--tab', 'some'])).exitCode).toBe(4);
  });
});

describe('devices', () => {
  test('are those of an organization, named by its name or its id', async () => {
    for (const org of ['bolt', 'autotask/7']) {
      const { matches } = (await sitesync(['devices', org, '--json'])).json() as Listing;
      expect(matches).toMatchObject([{ name: 'srv' }]);
    }
    expect((await sitesync(['devices', 'Acme'])).stdout).toMatch(/^DEVICE +CLASS +ID/);
  });

  test('of an organization that is none is exit code 4, with what may be meant', async () => {
    const ended = await sitesync(['devices', 'Ceda']);
    expect(ended).toMatchObject({ exitCode: 4, stdout: '' });
    expect(ended.stderr).toMatch(
      /no source organization “Ceda”. Did you mean .*“Cedar” \(s-cedar\)/,
    );
  });
});

describe('match', () => {
  test('shows what would be done; where nobody can be asked it wants --yes, and does nothing', async () => {
    const ended = await sitesync(['match', 'Acme', '--accept']);
    expect(ended).toMatchObject({ exitCode: 4, stdout: '' });
    expect(ended.stderr).toMatch(
      /- Organization “Acme” is matched to organization “Acme Inc” \(1\)\.\n\n1 to be carried out\./,
    );
    expect(ended.stderr).toMatch(/give --yes to confirm/);
    expect(await items()).toHaveLength(0);
  });

  test('waits for the outcome: done is 0, and refused by then is 1', async () => {
    const [done] = await Promise.all([
      sitesync(['match', 'Acme', '--accept', '--yes', '--why', 'as agreed']),
      endItems(api, { 's-acme': { state: 'done', outcome: 'Matched to “Acme Inc”.' } }),
    ]);
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    expect(done.stdout).toMatch(
      /\(as agreed\): 1 done\n\nITEM.*\nAcme +accept 1 +done +Matched to/,
    );
    expect(done.stdout).toMatch(/Workflow matches\/.*\n +https:\/\/temporal\.example\//);
    const [refused] = await Promise.all([
      sitesync(['match', 'Dune', '--ignore', '--yes', '--json']),
      endItems(api, { 's-dune': { state: 'refused', outcome: 'It is matched by now.' } }),
    ]);
    expect(refused.exitCode).toBe(1);
    expect(refused.json()).toMatchObject({
      decisionId: expect.any(String),
      refused: [],
      decision: { items: [{ state: 'refused', outcome: 'It is matched by now.' }] },
    });
    await forget();
  });

  test('of several items leaves out what does not fit, and is then exit code 1', async () => {
    const [ended] = await Promise.all([
      sitesync(['match', 'Dune', 's-cedar', 'Bolt', '--ignore', '--yes', '--json']),
      endItems(api, {
        's-dune': { state: 'done', outcome: 'Ignored.' },
        's-cedar': { state: 'done', outcome: 'Ignored.' },
      }),
    ]);
    expect(ended.exitCode).toBe(1);
    expect(ended.json()).toMatchObject({
      refused: [{ sourceId: 'autotask/7', sentence: expect.stringMatching(/is matched to/) }],
      decision: { counts: { done: 2 } },
    });
    await forget();
  });

  test('of a name that is several says which, and takes the id or --of', async () => {
    const several = await sitesync(['match', 'PC1', '--ignore', '--yes']);
    expect(several.exitCode).toBe(4);
    expect(several.stderr).toMatch(
      /“PC1” is several: device “PC1” of “Acme” \(d-1\), device “PC1” of “Dune” \(d-2\)\. Give the id/,
    );
    const chosen = ['match', 'PC1', '--of', 'Dune', '--ignore', '--yes', '--no-wait', '--json'];
    expect((await sitesync(chosen)).exitCode).toBe(0);
    expect(await items()).toMatchObject([{ of: 'd-2', choice: { do: 'ignore' } }]);
    await forget();
  });

  test('--to takes an id, or a name that is one record’s', async () => {
    const several = await sitesync(['match', 'Dune', '--to', 'cedar', '--yes']);
    expect(several.exitCode).toBe(4);
    expect(several.stderr).toMatch(/“Cedar Limited” \(4\), “Cedar Ltd” \(3\)/);
    const args = ['match', 'Dune', '--to', 'cedar ltd', '--yes', '--no-wait'];
    expect((await sitesync(args)).exitCode).toBe(0);
    expect(await items()).toMatchObject([{ choice: { do: 'to', destinationId: '3' } }]);
    await forget();
  });

  test('--all accepts what stands out, and says what it left out', async () => {
    const ended = await sitesync(['match', '--all', '--accept', '--yes', '--no-wait']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toMatch(/1 to be carried out\.\n\n1 left out: possible only/);
    expect(await items()).toMatchObject([{ of: 's-acme' }]);
    await forget();
  });

  test('--create of what may be there already wants that to be named, --yes or not', async () => {
    const create = ['match', 'Acme', '--create', '--yes', '--no-wait'];
    const ended = await sitesync(create);
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toMatch(/may be in IT Glue already: “Acme Inc” \(1\)/);
    expect(ended.stdout).toMatch(/add: --despite 1\b/);
    const meant = await sitesync([...create, '--despite', '1']);
    expect(meant.exitCode).toBe(0);
    expect(meant.stdout).toMatch(/! .*PSA/);
    expect(await items()).toMatchObject([{ choice: { do: 'create', despite: ['1'] } }]);
    await forget();
  });

  test('on a terminal asks before anything is done', async () => {
    const args = ['match', 'Acme', '--accept', '--no-wait'];
    const declined = await onTerminal(args, { after: 'Carry this out?', type: 'n' });
    expect(declined.exitCode).toBe(1);
    expect(declined.stdout).toMatch(/Carry this out\?[^]*Cancelled; nothing was done/);
    expect(await items()).toHaveLength(0);
  });

  test('show has suggestions, decisions, record and what can be decided', async () => {
    const { stdout } = await sitesync(['match', 'show', 's-cedar']);
    expect(stdout).toMatch(/^Organization “Cedar” \(s-cedar\): unmatched\n/);
    expect(stdout).toMatch(/Cedar Ltd +3 +0\.99 likely +same but for Inc, also wanted by/);
    expect(stdout).toMatch(/`sitesync match s-cedar --accept \| --reject \| --to ID/);
    const matched = await sitesync(['match', 'show', 'autotask/7', '--json']);
    expect(matched.json()).toMatchObject({ destination: { id: '2' }, state: 'matched' });
  });

  test('cancel takes back what was not carried out, with the reason in the audit', async () => {
    const stored = await sitesync(['match', 'Dune', '--ignore', '--yes', '--no-wait', '--json']);
    const { decisionId } = stored.json() as { decisionId: string };
    const ended = await sitesync(['match', 'cancel', decisionId, '--why', 'a slip']);
    expect(ended).toMatchObject({ exitCode: 0, stdout: '1 items taken back.\n' });
    expect(await api.owner`select why from audit where verb = 'match.cancel'`).toMatchObject([
      { why: 'a slip' },
    ]);
    expect((await sitesync(['match', 'outcome', decisionId])).stdout).toMatch(
      /Dune +ignore +cancelled +Taken back/,
    );
    await forget();
  });

  test.each([
    [
      'create',
      ['Bolt', 'd-1', '--create'],
      [
        /Organization “Bolt” is matched to organization “Bolt”\. Revert that first/,
        /The organization of Device “PC1” is not matched yet\. Match that first/,
      ],
    ],
    [
      'match to',
      ['Dune', 'd-1', '--to', '99'],
      [/IT Glue has no organization 99 in the key’s sight/, /IT Glue has no configuration 99/],
    ],
    ['match a device to', ['d-1', '--to', '21'], [/organization of Device “PC1” is not matched/]],
    ['ignore', ['Bolt', '--ignore'], [/“Bolt” is matched to .* Revert that first/]],
    [
      'un-ignore',
      ['Dune', 'Bolt', '--unignore'],
      [/“Dune” is unmatched: nothing is there to be taken back/, /“Bolt” is matched to/],
    ],
    [
      'revert',
      ['Dune', 'd-1', '--revert'],
      [/“Dune” is unmatched: nothing/, /Device “PC1” is unmatched: nothing/],
    ],
  ])('to %s is refused with a sentence where it does not fit', async (_, args, sentences) => {
    const ended = await sitesync(['match', ...args, '--yes']);
    expect(ended.exitCode).toBe(1);
    for (const sentence of sentences) expect(ended.stdout).toMatch(sentence);
    expect(ended.stdout).toMatch(/0 to be carried out/);
    expect(await items()).toHaveLength(0);
  });

  test('of what is not there, or not suggested, is exit code 4 with a sentence', async () => {
    const [unknown, unsuggested, nothing] = await Promise.all([
      sitesync(['match', 'Nowhere', '--ignore', '--yes']),
      sitesync(['match', 's-cedar', '--accept', '--suggestion', '9', '--yes']),
      sitesync(['match', 'Dune', '--reject', '--yes']),
    ]);
    expect([unknown, unsuggested, nothing].map(({ exitCode }) => exitCode)).toEqual([4, 4, 4]);
    expect(unknown?.stderr).toMatch(/no source organization or device “Nowhere”/);
    expect(unsuggested?.stderr).toMatch(
      /9 is not suggested for “Cedar”, but: “Cedar Ltd” \(3\), “Cedar Limited” \(4\)/,
    );
    expect(nothing?.stderr).toMatch(/Nothing is suggested for “Dune”\. Match it with --to ID/);
    expect(await items()).toHaveLength(0);
  });

  test('by who may only look is exit code 3', async () => {
    for (const [role, scope] of [
      ['viewer', 'write'],
      ['administrator', 'read'],
    ] as const) {
      const asOther = await sitesyncAs(role, scope);
      const ended = await asOther(['match', 'Dune', '--ignore', '--yes']);
      expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    }
    expect(await items()).toHaveLength(0);
  });

  test('of what another person has decided, and is under way, says who has', async () => {
    await sitesync(['match', 'Dune', '--ignore', '--yes', '--no-wait']);
    const asOther = await sitesyncAs('administrator', 'write');
    const ended = await asOther(['match', 'Dune', '--to', '2', '--yes']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toMatch(/operator, administrator.* decided “ignore” on “Dune” at .*Wait/);
    expect(await items()).toMatchObject([{ choice: { do: 'ignore' } }]);
    await forget();
  });

  test('bad usage is exit code 4', async () => {
    const ended = await sitesync(['match', 'Acme', '--accept', '--ignore', '--json']);
    expect(ended.exitCode).toBe(4);
    expect(ended.json()).toMatchObject({ error: { code: 'bad-usage' } });
    const nothing = await sitesync(['match', 'Dune', '--accept', '--yes']);
    expect(nothing.exitCode).toBe(4);
    expect(nothing.stderr).toMatch(/Nothing is suggested for “Dune”/);
  });
});

describe('settings of IT Glue', () => {
  test('another source of organizations shows what becomes of the matches, and wants --yes', async () => {
    const set = ['settings', 'set', 'itglue.organizationSource', 'autotask-companies'];
    await api.owner`update match set source_id = 's-bolt' where source_id = 'autotask/7'`;
    const asked = await sitesync(set);
    expect(asked).toMatchObject({ exitCode: 4, stdout: '' });
    expect(asked.stderr).toMatch(/What becomes of the matches:\n- 1 matched and 0 ignored/);
    const done = await sitesync([...set, '--yes']);
    expect(done.exitCode).toBe(0);
    expect(done.stdout).toMatch(/itglue\.organizationSource is autotask-companies\./);
    const get = ['settings', 'get', 'itglue.organizationSource'];
    expect((await sitesync(get)).stdout).toBe('autotask-companies\n');
  });
});
