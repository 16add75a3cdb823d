import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishRun } from '../../db/runs/finish-run.ts';
import { openRun } from '../../db/runs/open-run.ts';
import type { RunStatus } from '../../db/schema/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { startTestApi, startVendors, type TestApi } from '../api/start-api.ts';
import { companyId, siteUid, storeInventory } from '../api/inventory.ts';
import { createRunCli, type RunCli } from './run-cli.ts';

let api: TestApi;
let sandbox: Sandbox;
let home: string;
let sitesync: RunCli;
let secrets: string[];

beforeAll(async () => {
  [api, sandbox, home] = await Promise.all([
    startTestApi(),
    startVendors(),
    mkdtemp(path.join(tmpdir(), 'sitesync-cli-')),
  ]);
  sitesync = createRunCli(api.url, home);
  const { dattoRmm, gravityzone } = sandbox.ready;
  secrets = [dattoRmm.key, dattoRmm.secret, gravityzone.key];
});
afterAll(async () => {
  await sandbox.close();
  await api.close();
  await rm(home, { recursive: true, force: true });
});

const dattoOptions = () => {
  const { url, key, secret } = sandbox.ready.dattoRmm;
  return ['--url', url, '--key', key, '--secret', secret];
};
const tenantId = async () => String((await api.owner`select id from tenant`)[0]?.['id']);

/** Answers the waiting request as a worker would. */
async function answerRequest(status: Exclude<RunStatus, 'running'>): Promise<void> {
  const tenant = await tenantId();
  await expect
    .poll(async () => (await api.owner`select 1 from run_request where state = 'pending'`).length, {
      timeout: 20_000,
    })
    .toBeGreaterThan(0);
  const execution = { workflowId: `sync/${tenant}`, workflowRunId: randomUUID() };
  const { runId } = await openRun(api.db, tenant, execution);
  const counts = {
    sites: 2,
    excluded: 0,
    associations: 0,
    companiesCreated: 0,
    associated: 0,
    moved: 0,
    recreated: 0,
    packages: 0,
    variables: 0,
    problems: 0,
    toBeCreated: 0,
    events: { open: 0, raised: 0, handled: 0 },
    callsBound: 3,
  };
  await finishRun(api.db, tenant, runId, { status, counts, notes: [] }, execution);
}

describe('login', () => {
  test('refuses a wrong key with a sentence, exit code 3', async () => {
    const { url, key } = sandbox.ready.dattoRmm;
    const ended = await sitesync(['login', '--url', url, '--key', key, '--secret', 'wrong']);
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toMatch(/key or secret was refused/);
  });

  test('keeps the session in a file that only its owner can read, and shows no secret', async () => {
    const ended = await sitesync(['login', ...dattoOptions(), '--name', 'Ann', '--json']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ended.json()).toMatchObject({ role: 'administrator', welcome: true });
    const file = path.join(home, 'sessions.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const kept = await readFile(file, 'utf8');
    for (const secret of secrets) expect(kept + ended.stdout).not.toContain(secret);
  });

  test('takes key and secret from the environment too', async () => {
    const { url, key, secret } = sandbox.ready.dattoRmm;
    const variables = { SITESYNC_DATTO_KEY: key, SITESYNC_DATTO_SECRET: secret };
    const ended = await sitesync(['login', '--url', url], variables);
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toMatch(/^Signed in to .* as Ann \(administrator\)\./);
  });

  test('--tenant picks among those signed in to, by name', async () => {
    const name = String((await api.owner`select name from tenant`)[0]?.['name']);
    expect((await sitesync(['whoami', '--tenant', name])).exitCode).toBe(0);
    const other = await sitesync(['whoami', '--tenant', 'Nobody Ltd']);
    expect(other.exitCode).toBe(4);
    expect(other.stderr).toMatch(/not signed in to a tenant “Nobody Ltd”, but to: /);
  });
});

describe('signed in', () => {
  test('connects both sides and lists the connections', async () => {
    const { url, key } = sandbox.ready.gravityzone;
    expect((await sitesync(['connect', 'datto-rmm', ...dattoOptions()])).exitCode).toBe(0);
    const wrong = await sitesync(['connect', 'gravityzone', '--url', url, '--key', 'wrong']);
    expect(wrong.exitCode).toBe(1);
    const foreign = await sitesync([
      'connect',
      'gravityzone',
      '--url',
      'https://x.example',
      '--key',
      key,
    ]);
    expect(foreign.stderr).toMatch(/is not a host of this API/);
    const right = await sitesync(['connect', 'gravityzone', '--url', url, '--key', key]);
    expect(right.stdout).toMatch(/the inventories are being read/);
    const listed = await sitesync(['connections', '--json']);
    expect(listed.json()).toMatchObject({
      connections: [
        { vendor: 'datto-rmm', state: 'ok' },
        { vendor: 'gravityzone', state: 'ok' },
      ],
    });
    expect((await sitesync(['connect', 'gravityzone', '--test'])).exitCode).toBe(0);
  });

  test('connects IT Glue, once it is told what is matched to organizations', async () => {
    const { url, key } = sandbox.ready.itglue;
    const variables = { SITESYNC_ITGLUE_KEY: key };
    const unsaid = await sitesync(['connect', 'itglue', '--url', url], variables);
    expect(unsaid.exitCode).toBe(4);
    expect(unsaid.stderr).toMatch(/Say what is matched to organizations/);
    const connected = await sitesync(
      ['connect', 'itglue', '--url', url, '--source', 'autotask'],
      variables,
    );
    expect(connected).toMatchObject({ exitCode: 0, stderr: '' });
    expect(connected.stdout).toMatch(/^Connected itglue \(\d+\)/);
    expect(connected.stdout).not.toContain(key);
    const both = ['connect', 'itglue', '--url', url, '--region', 'eu'];
    expect((await sitesync(both, variables)).exitCode).toBe(4);
    expect((await sitesync(['disconnect', 'itglue', '--drop', '--yes'])).exitCode).toBe(0);
  });

  test('sync --wait waits for its run: done is 0, held is 2, failed is 1', async () => {
    for (const [status, exitCode] of [
      ['ok', 0],
      ['held', 2],
      ['failed', 1],
    ] as const) {
      await api.owner`update run_request set state = 'answered' where state = 'pending'`;
      const [ended] = await Promise.all([
        sitesync(['sync', '--wait', '--json']),
        answerRequest(status),
      ]);
      expect(ended).toMatchObject({ exitCode, stderr: '' });
      expect(ended.json()).toMatchObject({ status, counts: { sites: 2 }, calls: { total: 0 } });
    }
    const text = await sitesync(['runs']);
    expect(text.stdout).toMatch(/STARTED \(UTC\).*STATUS/);
  });

  test('settings are read and set; a wrong value is exit code 4 and says what it takes', async () => {
    expect((await sitesync(['settings', 'get', 'gravityzone.level'])).stdout).toBe(
      'monitor-report\n',
    );
    const wrong = await sitesync(['settings', 'set', 'gravityzone.level', 'all']);
    expect(wrong.exitCode).toBe(4);
    expect(wrong.stderr).toMatch(/It takes: monitor-report, monitor-handle, automatic/);
    await sitesync(['settings', 'set', 'gravityzone.level', 'automatic']);
    expect((await sitesync(['settings', 'get', 'gravityzone.level'])).stdout).toBe('automatic\n');
    const password = ['settings', 'set', 'gravityzone.package.uninstallPassword'];
    expect((await sitesync([...password, 'Str0ng!pass'])).exitCode).toBe(4);
    const set = await sitesync(password, { SITESYNC_UNINSTALL_PASSWORD: 'Str0ng!pass' });
    expect(set.exitCode).toBe(0);
    expect((await sitesync(['settings'])).stdout).toMatch(/uninstallPassword +\(set\)/);
  });

  test('stages and, with --yes, confirms a mapping from a file; without it nobody can be asked', async () => {
    await storeInventory(api, await tenantId(), {
      sites: [
        { uid: siteUid(1), name: 'Acme, Ltd' },
        { uid: siteUid(2), name: 'Bolt' },
      ],
      companies: [{ id: companyId(10), name: 'Acme' }],
    });
    const file = path.join(home, 'rows.csv');
    await writeFile(
      file,
      `site,do,company,name\n"Acme, Ltd",company,${companyId(10)},\nBolt,new,,Bolt Ltd\nNowhere,exclude,,\n`,
    );
    const asked = await sitesync(['map', '--file', file]);
    expect(asked.exitCode).toBe(4);
    expect(asked.stderr).toMatch(/Associate site “Acme, Ltd” with company “Acme”/);
    expect(asked.stderr).toMatch(/No managed site “Nowhere”/);
    expect(asked.stderr).toMatch(/give --yes to confirm/);
    expect(await api.owner`select 1 from action`).toHaveLength(0);

    const ended = await sitesync(['map', '--file', file, '--yes', '--no-wait', '--json']);
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    const { id } = ended.json() as { id: string };
    expect(await api.owner`select verb from action order by position`).toMatchObject([
      { verb: 'associate' },
      { verb: 'create' },
    ]);
    expect((await sitesync(['map', 'show', id])).stdout).toMatch(/Acme, Ltd +company +waiting/);
    expect((await sitesync(['map', 'cancel', id, '--why', 'wrong file'])).exitCode).toBe(0);
    expect(await api.owner`select why from audit where verb = 'mapping.cancel'`).toMatchObject([
      { why: 'wrong file' },
    ]);
    expect((await sitesync(['map', 'Nowhere', '--exclude', '--yes'])).exitCode).toBe(1);
  });

  test('lists the companies, to pick an id for a mapping', async () => {
    const all = await sitesync(['companies']);
    expect(all.stdout).toMatch(/COMPANY +UNDER +TYPE +ID +SITE\nAcme +MSP +customer +0+10 +-\n/);
    expect(all.stdout).toMatch(/1 company, read just now/);
    const free = ['companies', '--free', '--search', 'acm', '--json'];
    expect((await sitesync(free)).json()).toMatchObject({
      companies: [{ id: companyId(10), name: 'Acme', directlyUnderRoot: true, site: null }],
      total: 1,
    });
    expect((await sitesync(['companies', '--search', 'zzz'])).stdout).toMatch(/^0 companies, read/);
  });

  test('lists sites, holds, writes and the audit, as tables and as one JSON document', async () => {
    expect((await sitesync(['sites'])).stdout).toMatch(/2 sites, read just now/);
    expect((await sitesync(['sites', '--json'])).json()).toMatchObject({ total: 2 });
    expect((await sitesync(['holds'])).stdout).toBe('Nothing was ever held.\n');
    expect((await sitesync(['writes'])).stdout).toBe('Every write is settled.\n');
    expect((await sitesync(['audit', '--verify', '--json'])).json()).toMatchObject({ whole: true });
    const lines = (await sitesync(['audit', '--export'])).stdout.trim().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ verb: 'tenant.create' });
    expect((await sitesync(['run', randomUUID()])).exitCode).toBe(1);
  });

  test('stays quiet when its reader has had enough', async () => {
    const ended = await sitesync(['settings'], {}, '| true');
    expect(ended).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('audit --verify fails once a row was changed', async () => {
    await api.owner`alter table audit disable trigger audit_is_append_only`;
    await api.owner`update audit set why = 'forged' where id = (select min(id) + 2 from audit)`;
    const ended = await sitesync(['audit', '--verify']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toMatch(/does not fit the row before it/);
  });

  test('a viewer’s token is refused what it may not do, exit code 3', async () => {
    const made = await sitesync(['tokens', 'create', '--name', 'report', '--json']);
    const { token } = made.json() as { token: string };
    const variables = { SITESYNC_TOKEN: token };
    expect((await sitesync(['whoami', '--json'], variables)).json()).toMatchObject({
      role: 'viewer',
      scope: 'read',
    });
    for (const args of [['pause'], ['sync'], ['settings', 'set', 'gravityzone.prefix', 'x']]) {
      const refused = await sitesync(args, variables);
      expect(refused.exitCode).toBe(3);
      expect(refused.stderr).toMatch(/Viewer, which only reads/);
    }
  });

  test('pauses and freezes, and says so in whoami', async () => {
    await sitesync(['pause', '--why', 'maintenance']);
    await sitesync(['freeze']);
    expect((await sitesync(['whoami'])).stdout).toMatch(/Paused since .*\n.*frozen since/);
    await sitesync(['resume']);
    await sitesync(['unfreeze']);
    expect((await sitesync(['whoami'])).stdout).not.toMatch(/Paused|frozen/);
  });

  test('logout ends the session, here and at the API', async () => {
    expect((await sitesync(['logout'])).exitCode).toBe(0);
    expect((await sitesync(['whoami'])).exitCode).toBe(3);
  });
});
