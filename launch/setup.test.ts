import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

// A project of its own with one package and an npm that only writes down that it ran: what set-up
// does is decided by the files it finds, and none of it needs the network.

const fakeNpm = `
const fs = require('node:fs');
fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
const end = process.env.FAKE_NPM_FAILS ? () => { console.error('E404 no such package'); process.exit(1); } : () => {
  fs.mkdirSync('node_modules/node/bin', { recursive: true });
  try { fs.symlinkSync(process.execPath, 'node_modules/node/bin/node'); } catch {}
  fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
};
setTimeout(end, 300);
`;
const main = `
const waits = process.argv[2] === 'wait';
if (waits) process.on('SIGTERM', () => process.exit(7));
console.log(JSON.stringify(process.argv.slice(2)));
if (waits) setInterval(() => {}, 1000);
else process.exit(Number(process.argv[2] ?? 0));
`;

let project: string;
beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'sitesync-setup-'));
  mkdirSync(path.join(project, 'launch'));
  for (const name of ['setup.mjs', 'setup-lock.mjs']) {
    cpSync(fileURLToPath(new URL(name, import.meta.url)), path.join(project, 'launch', name));
  }
  writeFileSync(path.join(project, 'npm-cli.js'), fakeNpm);
  writeFileSync(path.join(project, 'main.mjs'), main);
  lockfile('1.0.0');
});
afterEach(() => {
  rmSync(project, { recursive: true });
});

function lockfile(version: string): void {
  const packages = { '': {}, 'node_modules/one': { version } };
  writeFileSync(path.join(project, 'package-lock.json'), JSON.stringify({ packages }));
}

function start(mainArguments: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    [path.join('launch', 'setup.mjs'), 'main.mjs', ...mainArguments],
    {
      cwd: project,
      env: { npm_execpath: path.join(project, 'npm-cli.js'), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, stdout, stderr }));
  return { child, ended };
}

const npmRuns = () => readFileSync(path.join(project, 'npm.log'), 'utf8').trim().split('\n');

describe('set-up', () => {
  test('installs what the lockfile names, then hands over arguments and exit code', async () => {
    const { code, stdout, stderr } = await start(['3', '--json', 'a b']).ended;
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toEqual(['3', '--json', 'a b']);
    expect(stderr).toBe('');
    expect(npmRuns()).toEqual(['ci --include=dev --loglevel=error']);
  });

  test('reuses what is there, and installs again when the lockfile says otherwise', async () => {
    await start([]).ended;
    await start([]).ended;
    expect(npmRuns()).toHaveLength(1);
    lockfile('1.0.1');
    await start([]).ended;
    expect(npmRuns()).toHaveLength(2);
  });

  test('installs once for several starts at the same time', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => start(['0']).ended));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(npmRuns()).toHaveLength(1);
  });

  test('an installation that fails is a sentence with what npm said, and exit code 1', async () => {
    const { code, stdout, stderr } = await start([], { FAKE_NPM_FAILS: '1' }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The packages could not be installed\. npm ended with 1:\nE404/);
    expect(stderr).toMatch(/Check the network and free space, then start again\.\n$/);
    expect((await start([]).ended).code).toBe(0);
  });

  test('goes on after a start that was killed while it installed', async () => {
    const killed = start([]);
    while (!hasRun()) await new Promise((resolve) => setTimeout(resolve, 20));
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect((await start([]).ended).code).toBe(0);
  }, 30_000);

  test('passes signals on and ends as the main ends', async () => {
    const { child, ended } = start(['wait']);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(7);
  });

  test('stops the main when the npm that ran it is gone', async () => {
    await start([]).ended;
    const shell = spawn(
      '/bin/sh',
      ['-c', `"${process.execPath}" launch/setup.mjs main.mjs wait & echo started; wait`],
      { cwd: project, env: { npm_lifecycle_event: 'start' }, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let said = '';
    shell.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!said.includes('wait')) await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    // The pipe closes when the last process that holds it has ended.
    await once(shell.stdout, 'close');
  });
});

function hasRun(): boolean {
  try {
    return npmRuns().length > 0;
  } catch {
    return false;
  }
}
