import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { cacheDir, placesIn, projectDir } from '../places.ts';
import { processIdentity } from '../process-identity.ts';
import { readLog, readState } from './sandbox-control.ts';

const demoMs = 240_000;
const soon = { timeout: 20_000, interval: 50 };

let dataDir: string;
beforeAll(async () => {
  await mkdir(cacheDir, { recursive: true });
  dataDir = mkdtempSync(path.join(cacheDir, 'demo-test-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));

interface RunningDemo {
  child: ChildProcess;
  said: { out: string; err: string };
  /** Resolves once standard output or error holds a text. */
  says(where: 'out' | 'err', text: string): Promise<void>;
  ended: Promise<number | null>;
}

function startDemo(...options: string[]): RunningDemo {
  const main = path.join(projectDir, 'launch', 'demo.ts');
  const child = spawn(process.execPath, [main, '--data', dataDir, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const says = async (where: 'out' | 'err', text: string) => {
    const stream = where === 'out' ? child.stdout : child.stderr;
    while (!said[where].includes(text)) {
      const gone = await Promise.race([once(stream, 'data').then(() => false), ended]);
      if (gone !== false) throw new Error(`The demo ended with ${gone}:\n${said.err}`);
    }
  };
  return { child, said, says, ended };
}

const matchCounts = z.strictObject({
  matchedByRule: z.number(),
  matchedByHand: z.number(),
  created: z.number(),
  ignored: z.number(),
  unmatched: z.number(),
  suggested: z.number(),
  conflicts: z.number(),
  elsewhere: z.number(),
});

const resultSchema = z.strictObject({
  ok: z.boolean(),
  sites: z.number(),
  associations: z.number(),
  companiesCreated: z.number(),
  associated: z.number(),
  packages: z.number(),
  variables: z.number(),
  excluded: z.number(),
  problems: z.number(),
  events: z.record(z.string(), z.number()),
  eventsHandled: z.object({ byRuns: z.number(), byPeople: z.number() }),
  itglue: z.strictObject({
    organizations: matchCounts,
    devices: matchCounts,
    fieldsFilledIn: z.number(),
  }),
  calls: z.number(),
  bound: z.number(),
  effects: z.number(),
  historyLengths: z.record(z.string(), z.number()),
  api: z.url(),
  reference: z.url(),
  temporalUi: z.url(),
  control: z.url(),
  differences: z.array(z.string()),
});

/** Ids of the processes that the product of the demo recorded. */
function recordedProcesses(): number[] {
  const records = path.dirname(placesIn(dataDir).record('worker'));
  return readdirSync(records).map((name) => {
    const record: unknown = JSON.parse(readFileSync(path.join(records, name), 'utf8'));
    return z.object({ pid: z.number() }).parse(record).pid;
  });
}

const runningOf = (pids: readonly number[]) =>
  pids.filter((pid) => processIdentity(pid) !== undefined);

describe('npm run demo -- --json', () => {
  let demo: RunningDemo;
  let result: z.infer<typeof resultSchema>;
  beforeAll(async () => {
    demo = startDemo('--json');
    await demo.says('out', '\n');
    result = resultSchema.parse(JSON.parse(demo.said.out));
  }, demoMs);
  afterAll(async () => {
    demo.child.kill('SIGTERM');
    await demo.ended;
  });

  test('all of it happened, with every branch of the sample', () => {
    expect(result).toMatchObject({ ok: true, differences: [], effects: 0 });
    expect(result.companiesCreated).toBeGreaterThan(10);
    expect(result.associated).toBeGreaterThan(10);
    expect(result.excluded).toBeGreaterThan(1);
    expect(result.problems).toBeGreaterThan(1);
  });

  test('all six events came up, and runs and a person handled them', () => {
    expect(Object.keys(result.events).toSorted()).toEqual([
      'association-missing',
      'destination-creation',
      'destination-deleted',
      'destination-moved',
      'prefix-association-missing',
      'source-deleted',
    ]);
    expect(result.eventsHandled.byRuns).toBeGreaterThan(3);
    expect(result.eventsHandled.byPeople).toBe(3);
  });

  test('organizations and devices were matched by rule and by a person, ignored and created', () => {
    const { organizations, devices } = result.itglue;
    expect(organizations).toMatchObject({ matchedByHand: 6, created: 1, ignored: 1 });
    expect(devices).toMatchObject({ created: 5, ignored: 1, elsewhere: 1 });
    expect(organizations.matchedByRule).toBeGreaterThan(10);
    expect(devices.matchedByRule).toBeGreaterThan(100);
    expect(devices.matchedByHand).toBeGreaterThan(2);
    for (const { suggested, conflicts } of [organizations, devices]) {
      expect(suggested).toBeGreaterThan(1);
      expect(conflicts).toBeGreaterThan(1);
    }
  });

  test('every association has one package and one variable that holds its install link', async () => {
    const { dattoRmm, gravityzone } = await readState(result.control);
    const packages = gravityzone.packages.filter(({ name }) => name.startsWith('Sitesync '));
    const links = new Map(
      packages.map(({ links: { installLinkWindows: link }, companyId }) => [link, companyId]),
    );
    const written = dattoRmm.sites
      .flatMap(({ variables }) => variables)
      .filter(({ name, value }) => name === 'GravityZonePackageLink' && links.has(value));
    expect(new Set(links.values()).size).toBe(result.associations);
    // Those of the company that was deleted and of the one that a person deleted went with them.
    expect(packages).toHaveLength(result.associations);
    expect(result.packages).toBe(result.associations + 2);
    expect(written).toHaveLength(result.associations);
    expect(written.every(({ value }) => /\[.+\]/.test(value))).toBe(true);
  });

  test('its counts are the effects that the sandbox logged', async () => {
    const { entries } = await readLog(result.control);
    const took = (kind: string, verb: RegExp) =>
      entries.filter(({ effect }) => effect?.kind === kind && verb.test(effect.verb)).length;
    expect(took('company', /create/)).toBe(result.companiesCreated);
    expect(took('package', /create/)).toBe(result.packages);
    expect(took('variable', /create|update/)).toBe(result.variables);
    expect(took('organization', /create/)).toBe(result.itglue.organizations.created);
    expect(took('configuration', /create/)).toBe(result.itglue.devices.created);
    expect(took('configuration', /update/)).toBe(result.itglue.fieldsFilledIn);
    expect(result.itglue.fieldsFilledIn).toBeGreaterThan(5);
    expect(entries.slice(-result.calls).every(({ effect }) => effect === null)).toBe(true);
  });

  test('a steady run keeps within 1.05 times its bound plus 6', () => {
    expect(result.calls).toBeLessThanOrEqual(1.05 * result.bound + 6);
    const ofGravityzone = 3 + result.associations;
    const ofItglue = 2 + 2 * result.sites;
    expect(result.bound).toBe(ofGravityzone + ofItglue);
  });

  test('it tells the history length of each workflow', () => {
    const ids = Object.keys(result.historyLengths);
    expect(ids.filter((id) => id.startsWith('mapping/'))).toHaveLength(1);
    expect(ids.filter((id) => /^sync\/.*\/gravityzone\//.test(id))).toHaveLength(9);
    expect(ids.filter((id) => /^sync\/.*\/itglue\//.test(id))).toHaveLength(4);
    expect(ids.filter((id) => id.startsWith('matches/'))).toHaveLength(1);
    expect(ids.filter((id) => id.startsWith('event/')).length).toBeGreaterThan(6);
    expect(Object.values(result.historyLengths).every((length) => length > 10)).toBe(true);
  });

  test('API, reference and Temporal UI are up until it is asked to stop', async () => {
    for (const url of [`${result.api}/health`, result.reference, result.temporalUi]) {
      expect((await fetch(url)).status).toBe(200);
    }
  });

  test('Ctrl-C ends it with 0 and leaves nothing running', async () => {
    const pids = recordedProcesses();
    expect(pids).toHaveLength(4);
    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    expect(runningOf(pids)).toEqual([]);
    expect(demo.said.out.trimEnd().split('\n')).toHaveLength(1);
    await expect(fetch(result.control)).rejects.toThrow();
  });
});

describe('a second demo on the same data', () => {
  test(
    'is a new account, and --once ends with 0 after a summary',
    async () => {
      const demo = startDemo('--once');
      expect(await demo.ended).toBe(0);
      expect(demo.said.err).toMatch(/^Data of the last demo in .* is gone/);
      expect(demo.said.err).toMatch(/^Sync: held\. This run would create or associate \d+/m);
      expect(demo.said.out).toMatch(/Associations +\d+ +each one company, one package/);
      expect(demo.said.out).toMatch(/Internal Lab +excluded/);
      expect(demo.said.out).toMatch(/Matched by rule +\d+ +\d+ +organizations --tab matched/);
      expect(demo.said.out).toMatch(/Kingfisher Veterinary Clinic +creation refused: /);
      expect(demo.said.out).toMatch(/Brightwater Marine Ltd +Matched to “BWM Group”/);
      expect(demo.said.out.split('\n').every((line) => line.length < 150)).toBe(true);
    },
    demoMs,
  );

  test('Ctrl-C while it starts leaves nothing running', async () => {
    const demo = startDemo();
    await vi.waitFor(() => expect(recordedProcesses()).not.toEqual([]), soon);
    const pids = recordedProcesses();
    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(1);
    await vi.waitFor(() => expect(runningOf(pids)).toEqual([]), soon);
    expect(demo.said.out).toBe('');
  });
});

test('a folder that no demo made is left as it is', async () => {
  const file = path.join(dataDir, 'made-by-the-demo');
  await rm(file);
  await writeFile(path.join(dataDir, 'thesis.txt'), 'years of work');
  const demo = startDemo('--once');
  expect(await demo.ended).toBe(1);
  expect(demo.said.err).toMatch(/holds something that the demo did not make.*--data\.\n$/);
  expect(readdirSync(dataDir)).toContain('thesis.txt');
});

test('bad usage is a sentence and exit code 4', async () => {
  const demo = startDemo('--port', 'x');
  expect(await demo.ended).toBe(4);
  expect(demo.said.err).toContain('A port is a whole number');
});
