import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { ChildProgram } from './child.ts';
import { cacheDir, placesIn } from './places.ts';
import { processIdentity } from './process-identity.ts';
import { runningProcess } from './process-record.ts';
import { type Product, startProduct } from './product.ts';

const fixture: ChildProgram = {
  name: 'worker',
  main: fileURLToPath(new URL('fixtures/child.ts', import.meta.url)),
};
const parts = ['postgres', 'temporal', 'worker'] as const;
const soon = { timeout: 20_000, interval: 50 };

let dataDir: string;
beforeAll(async () => {
  mkdirSync(cacheDir, { recursive: true });
  dataDir = await mkdtemp(path.join(cacheDir, 'product-test-'));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

const start = (more: Partial<Parameters<typeof startProduct>[0]> = {}) =>
  startProduct({ dataDir, programs: [fixture], ...more });

const saidSchema = z.object({
  pid: z.number(),
  databaseUrl: z.string(),
  address: z.string(),
  apiPort: z.number(),
  launched: z.boolean(),
});
const childSaid = () =>
  saidSchema.parse(JSON.parse(readFileSync(path.join(dataDir, 'child-said.json'), 'utf8')));

const processOf = (part: (typeof parts)[number]) => {
  const found = runningProcess(placesIn(dataDir).record(part));
  if (found === undefined) throw new Error(`${part} does not run`);
  return found;
};

async function withTemporal<Result>(use: (client: Client) => Promise<Result>): Promise<Result> {
  const connection = await Connection.connect({ address: childSaid().address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

describe('the product on one machine', () => {
  test('starts, tells its children what they need, and stops without a trace', async () => {
    const steps: string[] = [];
    const product = await start({ onStep: (step, state) => steps.push(`${step} ${state}`) });
    expect(steps.filter((step) => step.endsWith('done'))).toHaveLength(5);
    expect(steps.at(-1)).toBe('worker done');
    expect(childSaid()).toMatchObject({
      launched: true,
      apiPort: Number(new URL(product.api).port),
    });
    const client = postgres(childSaid().databaseUrl, { max: 1 });
    expect(await client`select 1 as one`).toHaveLength(1);
    await client.end();
    expect((await fetch(product.temporalUi ?? '')).status).toBe(200);
    expect((await stat(placesIn(dataDir).masterKey)).mode & 0o777).toBe(0o600);
    expect(readFileSync(placesIn(dataDir).log('worker'), 'utf8')).toBe('a line for the log\n');
    const running = parts.map((part) => processOf(part));
    await product.stop();
    expect(running.map(({ pid }) => processIdentity(pid))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(readdirSync(path.join(dataDir, 'processes'))).toEqual([]);
    expect(existsSync(placesIn(dataDir).lock)).toBe(false);
  });

  test('keeps data, addresses and the master key over a restart', async () => {
    const first = await start();
    const key = first.environment['SITESYNC_MASTER_KEY'];
    await withTemporal((client) =>
      client.workflow.start('waits', { taskQueue: 'nobody', workflowId: 'waits' }),
    );
    await first.stop();
    const second = await start();
    expect(second.environment['SITESYNC_MASTER_KEY']).toBe(key);
    expect([second.api, second.temporalUi]).toEqual([first.api, first.temporalUi]);
    const found = await withTemporal((client) => client.workflow.getHandle('waits').describe());
    expect(found.status.name).toBe('RUNNING');
    await second.stop();
  });

  test('gives way to DATABASE_URL and TEMPORAL_ADDRESS, and then wants a master key', async () => {
    const first = await start();
    const { databaseUrl, address } = childSaid();
    const environment = { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: address };
    const elsewhere = path.join(dataDir, 'elsewhere');
    await expect(start({ dataDir: elsewhere, environment })).rejects.toThrow(
      /^SITESYNC_MASTER_KEY is not set/,
    );
    const key = first.environment['SITESYNC_MASTER_KEY'] ?? '';
    const second = await start({
      dataDir: elsewhere,
      environment: { ...environment, SITESYNC_MASTER_KEY: key },
    });
    expect(second.temporalUi).toBeUndefined();
    expect(readdirSync(path.join(elsewhere, 'processes'))).toEqual(['worker.json']);
    expect(existsSync(placesIn(elsewhere).masterKey)).toBe(false);
    await second.stop();
    await first.stop();
  });

  test('steps over a taken port, unless that one was asked for', async () => {
    const first = await start();
    await first.stop();
    const port = Number(new URL(first.api).port);
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await expect(start({ port })).rejects.toThrow(
      `Port ${port} is taken by another program. Stop that one, or give another --port, or leave it out.`,
    );
    const second = await start();
    expect(second.api).not.toBe(first.api);
    await second.stop();
    other.close();
  });

  test('is refused while another one runs with the same data', async () => {
    const product = await start();
    await expect(start()).rejects.toThrow(/^Sitesync already runs with the data in .*--data\.$/);
    await product.stop();
  });

  test('a child that does not start is a sentence with the end of its log', async () => {
    const broken = {
      name: 'api',
      main: fileURLToPath(new URL('fixtures/gone.ts', import.meta.url)),
    };
    await expect(start({ programs: [broken] })).rejects.toThrow(
      /^The api did not start[^]*gone\.ts/,
    );
    expect(readdirSync(path.join(dataDir, 'processes'))).toEqual([]);
  });

  test('a start that is cancelled stops what it has started', async () => {
    const cancel = new AbortController();
    const cancelled = start({
      signal: cancel.signal,
      onStep: (step, state) => {
        if (step === 'migrations' && state === 'started') cancel.abort();
      },
    });
    await expect(cancelled).rejects.toThrow('The start was cancelled.');
    expect(readdirSync(path.join(dataDir, 'processes'))).toEqual([]);
  });
});

describe('SIGKILL', () => {
  let product: Product;
  beforeAll(async () => {
    product = await start();
  });
  afterAll(async () => {
    await product.stop();
  });

  test.each(parts)('of the %s: it is started again where it was', async (part) => {
    const before = processOf(part);
    process.kill(before.pid, 'SIGKILL');
    await vi.waitFor(() => expect(processOf(part)).not.toEqual(before), soon);
    await vi.waitFor(async () => {
      await withTemporal((client) => client.connection.ensureConnected());
      const client = postgres(childSaid().databaseUrl, { max: 1 });
      await client`select 1`;
      await client.end();
      expect(processIdentity(childSaid().pid)).toBeDefined();
    }, soon);
  });
});

test('SIGKILL of the launcher leaves no process, and the next start goes on', async () => {
  const launcher = await startLauncher();
  const running = parts.map((part) => processOf(part));
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  const next = await start();
  const found = await withTemporal((client) => client.workflow.getHandle('waits').describe());
  expect(found.status.name).toBe('RUNNING');
  await next.stop();
  const again = await startLauncher();
  running.push(...parts.map((part) => processOf(part)));
  again.kill('SIGKILL');
  await vi.waitFor(() => {
    for (const { pid, identity } of running) expect(processIdentity(pid)).not.toBe(identity);
  }, soon);
});

/** Another process that starts the product and then waits. */
async function startLauncher(): Promise<ChildProcess> {
  const program = `import { startProduct } from ${JSON.stringify(import.meta.resolve('./product.ts'))};
    await startProduct(${JSON.stringify({ dataDir, programs: [fixture] })});
    process.stdout.write('up'); setInterval(() => {}, 1000);`;
  const launcher = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(launcher.stdout, 'data');
  return launcher;
}
