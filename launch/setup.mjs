#!/usr/bin/env node
// The first thing that every command runs, under whatever Node is there and before any dependency
// is: plain JavaScript, Node built-ins only. It installs what the lockfile names, then hands over to
// the Node from the lockfile, which runs TypeScript as it is.
//
//   node launch/setup.mjs MAIN [ARGUMENT…]

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withSetupLock } from './setup-lock.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const runtime = path.join(
  modules,
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const leastNode = 20;
const parentCheckMs = 500;

/** A sentence for the person who started this, and the end. */
function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** Whether node_modules is what the lockfile says: npm writes its own copy last, when all is there. */
function isInstalled() {
  if (!existsSync(runtime)) return false;
  try {
    const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
    const wanted = read(path.join(root, 'package-lock.json'));
    const found = read(path.join(modules, '.package-lock.json'));
    return Object.entries(wanted).every(([place, { version, optional, link }]) => {
      if (place === '' || link) return true;
      const there = found[place];
      // Packages for other platforms are left out.
      return there === undefined ? Boolean(optional) : there.version === version;
    });
  } catch {
    return false;
  }
}

/** Shows one step with its seconds on a terminal, and nothing in a pipe. */
function showStep(title) {
  if (!process.stderr.isTTY) return () => undefined;
  const startedAt = Date.now();
  const write = (end) =>
    process.stderr.write(`\r${title} … ${Math.round((Date.now() - startedAt) / 1000)} s${end}`);
  write('');
  const timer = setInterval(write, 1000, '');
  return () => {
    clearInterval(timer);
    write('\n');
  };
}

/**
 * Installs what the lockfile names. npm ci refuses a lockfile that lacks optional packages of other
 * platforms, which is what npm writes where a registry has not got them all; npm install takes the
 * locked versions as well, and adds what this platform lacks.
 */
async function installPackages(noteProcess) {
  const done = showStep('Installing packages');
  const { code, output } = await runNpm(['ci'], noteProcess);
  done();
  return code === 0 ? undefined : `npm ended with ${code}:\n${output.trim().slice(-2000)}`;
}

/** Runs the npm that started this, or the one on the PATH. */
function runNpm(npmArguments, noteProcess) {
  const npm = process.env.npm_execpath;
  const viaNode = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const [command, before] = viaNode ? [process.execPath, [npm]] : ['npm', []];
  return new Promise((resolve) => {
    const child = spawn(
      command,
      [...before, ...npmArguments, '--include=dev', '--loglevel=error'],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' },
    );
    noteProcess(child.pid);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (output += chunk));
    }
    child.on('error', (error) => resolve({ code: 1, output: `${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

async function ensureInstalled() {
  if (isInstalled()) return;
  const problem = await withSetupLock(path.join(root, '.cache'), async (noteProcess) =>
    isInstalled() ? undefined : installPackages(noteProcess),
  );
  if (problem !== undefined) {
    giveUp(
      `The packages could not be installed. ${problem}\nCheck the network and free space, then start again.`,
    );
  }
}

/**
 * The shell through which npm runs this, and npm itself: each may be killed without passing a signal
 * on, which shows in a changed parent (where /proc is missing, only the shell's death does).
 */
function findStarters() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`;
  } catch {
    return `${process.ppid}`;
  }
}

/** Runs the main under the installed Node and ends as it ends. */
function handOver(main, rest) {
  const binFolder = path.join(modules, '.bin');
  const child = spawn(runtime, [path.resolve(root, main), ...rest], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${binFolder}${path.delimiter}${process.env.PATH ?? ''}`,
      // Node keeps what it compiled, so that every process after the first starts in half the time.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(root, '.cache', 'compiled'),
    },
  });
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  if (process.env.npm_lifecycle_event !== undefined) {
    const starters = findStarters();
    setInterval(() => findStarters() !== starters && forward('SIGTERM'), parentCheckMs).unref();
  }
  child.on('error', (error) => giveUp(`${runtime} could not be started (${error.message}).`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (Number(process.versions.node.split('.')[0]) < leastNode) {
  giveUp(`Sitesync needs Node ${leastNode} or later; this is ${process.versions.node}.`);
}
const [main, ...rest] = process.argv.slice(2);
if (main === undefined) giveUp('Usage: node launch/setup.mjs MAIN [ARGUMENT…]');
await ensureInstalled();
handOver(main, rest);
