import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { environmentForChild } from '../environment/environment.ts';
import { projectDir } from './places.ts';

// The main of `npm run verify`: what every change has to pass, in under a minute. Tests that start
// services are left to `npm test`.

const packages = path.join(projectDir, 'node_modules');
/** Their tests start services, or belong to no folder of ours. */
const leftOut = new Set(['test', 'db', 'activities', 'launch', 'node_modules']);
const unitFolders = readdirSync(projectDir, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !leftOut.has(entry.name))
  .map((entry) => path.join(projectDir, entry.name, path.sep));

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['format', ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['lint', ['oxlint/bin/oxlint', '--type-aware', '--quiet', '.']],
  ['types', ['typescript/bin/tsc', '-p', '.']],
  ['unit tests', ['vitest/vitest.mjs', 'run', '--project=unit', '--reporter=dot', ...unitFolders]],
];

let failures = 0;
for (const [name, [program = '', ...programArguments]] of checks) {
  const startedAt = performance.now();
  const { code, output } = await run(path.join(packages, program), programArguments);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
  if (code === 0) continue;
  failures += 1;
  process.stdout.write(`${output.trim()}\n\n`);
}
process.exit(failures === 0 ? 0 : 1);

function run(
  program: string,
  programArguments: readonly string[],
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, [program, ...programArguments], {
      cwd: projectDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentForChild({ NO_COLOR: '1', FORCE_COLOR: undefined }),
    });
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
