import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunCli, type Ended } from './run-cli.ts';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'sitesync-names-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Runs it on a file of this text. Nothing listens at the API's address: none of this needs it. */
async function matchNames(text: string, ...more: string[]): Promise<Ended> {
  const file = path.join(home, 'names.json');
  await writeFile(file, text);
  return createRunCli('http://127.0.0.1:1', home)(['match-names', file, ...more]);
}

/** Candidates among which is this one; the others are hardly alike. */
const among = (first: unknown): unknown => expect.arrayContaining([first]);

const names = JSON.stringify({
  sources: [
    { id: 's2', name: 'Birch & Sons, Ltd', dest: 'not read' },
    { id: 's1', name: 'NWH' },
  ],
  pool: [
    { id: 'd1', name: 'North Woods Hospital' },
    { id: 'd2', name: 'BIRCH AND SONS LTD.' },
  ],
});

describe('sitesync match-names FILE', () => {
  test.each([[[]], [['--json']]])('prints one JSON line a source, offline: %j', async (more) => {
    const { exitCode, stdout, stderr } = await matchNames(names, ...more);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        id: 's2',
        auto: 'd2',
        candidates: among({ id: 'd2', score: 1, reasons: ['same letters and digits'] }),
      },
      {
        id: 's1',
        auto: null,
        candidates: among({
          id: 'd1',
          score: expect.any(Number),
          reasons: ['one is an acronym of the other'],
        }),
      },
    ]);
  });

  test('prints nothing for no sources', async () => {
    expect(await matchNames('{"sources":[],"pool":[]}')).toMatchObject({ exitCode: 0, stdout: '' });
  });

  test.each([
    ['no JSON', 'is not JSON'],
    ['[]', 'the whole is not as expected'],
    ['{"sources":[{"id":"a","name":"A"},{"id":"b"}],"pool":[]}', 'sources, item 2, name'],
    ['{"sources":[],"pool":[{"id":1,"name":"A"}]}', 'pool, item 1, id'],
  ])('a bad file is a sentence and exit code 4: %s', async (text, sentence) => {
    const { exitCode, stdout, stderr } = await matchNames(text);
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
