import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunCli, type RunCli } from './run-cli.ts';

const event = 'e'.repeat(24);

let home: string;
let sitesync: RunCli;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'sitesync-cli-'));
  // Nothing listens there: none of this needs the API.
  sitesync = createRunCli('http://127.0.0.1:1', home);
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('before anybody has signed in', () => {
  test('a command says how to sign in, exit code 3', async () => {
    const ended = await sitesync(['whoami', '--json']);
    expect(ended.exitCode).toBe(3);
    expect(ended.json()).toMatchObject({ error: { code: 'not-signed-in' } });
    expect(ended.stderr).toMatch(/Sign in with `sitesync login --url URL`/);
  });

  test('an API that is not there is named with how to start it, exit code 1', async () => {
    const ended = await sitesync([
      'login',
      '--url',
      'merlot',
      '--key',
      'key',
      '--secret',
      'secret',
    ]);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toMatch(/does not answer. Start it with `npm start`/);
  });

  test.each([
    [['frobnicate']],
    [['sites', '--filter', 'some']],
    [['hold', 'x', 'maybe']],
    [['runs', '--limit', 'many']],
    [['login', '--url', 'merlot']],
    [['map', 'Acme', '--new', '--exclude']],
    [['map']],
    [['map', '--file', '/nowhere.csv']],
    [['write', randomUUID(), 'adopt']],
    [['disconnect', 'gravityzone']],
    [['events', '--state', 'some']],
    [['events', '--type', 'moved']],
    [['events', '--all', '--state', 'open']],
    [['resolve', event]],
    [['resolve', event, 'undo']],
    [['resolve', event, 'create']],
    [['resolve', event, 'rename-existing']],
    [['resolve', event, 'move', '--name', 'Acme']],
    [['resolve', event, 'associate', '--prefix', 'New']],
    [['resolve', event, 'delete-company', '--yes']],
    [['ignore']],
    [['repair']],
  ])('bad usage is exit code 4: sitesync %j', async (args) => {
    const ended = await sitesync([...args, '--json']);
    expect(ended.exitCode).toBe(4);
    expect(ended.json()).toMatchObject({ error: { code: 'bad-usage' } });
  });

  test('a wrong setting of the environment is a sentence and exit code 4', async () => {
    const ended = await sitesync(['whoami'], { SITESYNC_API: 'nonsense' });
    expect(ended).toMatchObject({ exitCode: 4, stdout: '' });
    expect(ended.stderr).toMatch(/SITESYNC_API is not a URL/);
  });

  test('help is no error', async () => {
    const ended = await sitesync(['--help']);
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toMatch(/Usage: sitesync/);
  });

  test.each(['events', 'event', 'resolve', 'ignore', 'repair', 'notices', 'devices', 'match'])(
    'sitesync help %s says what it takes',
    async (command) => {
      const ended = await sitesync(['help', command]);
      expect(ended.exitCode).toBe(0);
      expect(ended.stdout).toMatch(new RegExp(`Usage: sitesync ${command}`));
    },
  );

  test('a mistyped option does not show the secret that was given with it', async () => {
    const ended = await sitesync(['login', '--secert=hunter2-hunter2', '--json']);
    expect(ended.exitCode).toBe(4);
    expect(ended.stdout + ended.stderr).not.toContain('hunter2');
  });
});
