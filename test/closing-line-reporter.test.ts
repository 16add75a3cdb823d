import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));
const reporter = fileURLToPath(new URL('closing-line-reporter.ts', import.meta.url));

/** Runs Vitest as `npm test` does, on the given files. */
function runTests(files: Readonly<Record<string, string>>): { code: number | null; last: string } {
  mkdirSync(path.join(project, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(project, '.cache', 'reporter-'));
  for (const [name, text] of Object.entries({
    'vitest.config.ts': 'export default {};',
    ...files,
  })) {
    writeFileSync(path.join(folder, name), text);
  }
  const vitest = path.join(project, 'node_modules', 'vitest', 'vitest.mjs');
  const ended = spawnSync(
    process.execPath,
    [vitest, 'run', '--root', folder, '--reporter=default', `--reporter=${reporter}`],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  );
  rmSync(folder, { recursive: true });
  return { code: ended.status, last: ended.stdout.trimEnd().split('\n').at(-1) ?? '' };
}

const header = `import { beforeAll, expect, test } from 'vitest';\n`;
const passing = `${header}test('a', () => {}); test('b', () => {});`;

describe('npm test ends with its closing line', () => {
  test('N passed, N failed, with exit code 0', () => {
    expect(runTests({ 'a.test.ts': passing })).toEqual({ code: 0, last: '2 passed, 0 failed' });
  });

  test('with the skipped ones, where there are any', () => {
    const skipping = `${passing} test.skip('c', () => {}); test.todo('d');`;
    expect(runTests({ 'a.test.ts': skipping })).toEqual({
      code: 0,
      last: '2 passed, 0 failed, 2 skipped',
    });
  });

  test('a failing test is counted and is exit code 1', () => {
    const failing = `${header}test('a', () => expect(1).toBe(2));`;
    expect(runTests({ 'a.test.ts': failing, 'b.test.ts': passing })).toEqual({
      code: 1,
      last: '2 passed, 1 failed',
    });
  });

  test.each([
    ['a file that cannot be loaded', 'throw new Error("broken");', 0],
    ['an error that belongs to no test', `${passing} setTimeout(() => { throw new Error(); });`, 2],
  ])('%s is a failure', (_, text, passed) => {
    const slow = `${text} test('slow', () => new Promise((done) => setTimeout(done, 100)));`;
    const { code, last } = runTests({ 'a.test.ts': passed === 0 ? text : slow });
    expect(code).toBe(1);
    expect(last).toBe(`${passed === 0 ? 0 : 3} passed, 1 failed`);
  });

  test('a set-up of the whole run that throws is a failure', () => {
    const files = {
      'vitest.config.ts': `export default { test: { globalSetup: './setup.ts' } };`,
      'setup.ts': 'export default () => { throw new Error("no services"); };',
      'a.test.ts': passing,
    };
    const { code, last } = runTests(files);
    expect(code).toBe(1);
    expect(last).toMatch(/^0 passed, [1-9]\d* failed$/);
  });
});
