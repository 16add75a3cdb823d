import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cacheDir, placesIn } from '../places.ts';
import { isPortFree } from '../ports.ts';
import { processIdentity } from '../process-identity.ts';
import { runningProcess } from '../process-record.ts';
import { type EmbeddedPostgres, startPostgres } from './start.ts';

let dataDir: string;
beforeAll(async () => {
  await mkdir(cacheDir, { recursive: true });
  dataDir = await mkdtemp(path.join(cacheDir, 'postgres-test-'));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

async function query<Result>(
  { url }: Pick<EmbeddedPostgres, 'url'>,
  ask: (client: postgres.Sql) => Promise<Result>,
): Promise<Result> {
  const client = postgres(url, { max: 1 });
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

const countNotes = (server: Pick<EmbeddedPostgres, 'url'>) =>
  query(server, async (client) => (await client`select text from note`).length);

describe('the embedded database', () => {
  test('is made at the first start, and keeps its data, port and password over a stop', async () => {
    const first = await startPostgres({ dataDir });
    await query(first, async (client) => {
      await client`create table note (text text)`;
      await client`insert into note values ('kept')`;
    });
    await first.stop();
    await first.stop();
    expect(await isPortFree(first.port)).toBe(true);
    const second = await startPostgres({ dataDir });
    expect(second.url).toBe(first.url);
    expect(await countNotes(second)).toBe(1);
    await second.stop();
  });

  test('writes safely to disk, takes 200 connections, and listens on loopback only', async () => {
    const server = await startPostgres({ dataDir });
    const setting = (name: string) =>
      query(server, async (client) => {
        const [row] = await client`select current_setting(${name}) as value`;
        return String(row?.['value']);
      });
    expect(await setting('fsync')).toBe('on');
    expect(await setting('max_connections')).toBe('200');
    expect(await setting('listen_addresses')).toBe('127.0.0.1');
    await server.stop();
  });

  test('has a random password that only its owner can read', async () => {
    const file = placesIn(dataDir).postgresPassword;
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim()).toHaveLength(32);
    const server = await startPostgres({ dataDir });
    const wrong = server.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(query({ url: wrong }, (client) => client`select 1`)).rejects.toThrow(
      /password authentication failed/,
    );
    await server.stop();
  });

  test('steps over a port that another program has taken meanwhile', async () => {
    const before = await startPostgres({ dataDir });
    await before.stop();
    const other = createServer().listen(before.port, '127.0.0.1');
    await once(other, 'listening');
    const server = await startPostgres({ dataDir });
    expect(server.port).not.toBe(before.port);
    expect(await countNotes(server)).toBe(1);
    await server.stop();
    other.close();
  });
});

describe('after SIGKILL', () => {
  const recordFile = () => placesIn(dataDir).record('postgres');

  test('of the launcher, Postgres stops by itself, and the next start goes on at once', async () => {
    const launcher = await startLauncher();
    const postmaster = runningProcess(recordFile());
    launcher.kill('SIGKILL');
    const server = await startPostgres({ dataDir });
    expect(await countNotes(server)).toBe(1);
    expect(processIdentity(postmaster?.pid ?? 0)).not.toBe(postmaster?.identity);
    await server.stop();
  });

  test('of the launcher alone, nothing is left running', async () => {
    const launcher = await startLauncher();
    const postmaster = runningProcess(recordFile());
    launcher.kill('SIGKILL');
    await vi.waitFor(
      () => expect(processIdentity(postmaster?.pid ?? 0)).not.toBe(postmaster?.identity),
      { timeout: 10_000 },
    );
  });

  test('of launcher and keeper, the server left behind is stopped by the next start', async () => {
    const launcher = await startLauncher();
    const postmaster = runningProcess(recordFile());
    const keeper = parentOf(postmaster?.pid ?? 0);
    process.kill(keeper, 'SIGKILL');
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    expect(processIdentity(postmaster?.pid ?? 0)).toBe(postmaster?.identity);
    const server = await startPostgres({ dataDir });
    expect(await countNotes(server)).toBe(1);
    await server.stop();
  });

  test('of Postgres itself, what was committed is there', async () => {
    const server = await startPostgres({ dataDir });
    await query(server, (client) => client`insert into note values ('committed')`);
    process.kill(runningProcess(recordFile())?.pid ?? 0, 'SIGKILL');
    await server.exited;
    expect(existsSync(path.join(placesIn(dataDir).cluster, 'postmaster.pid'))).toBe(true);
    const again = await startPostgres({ dataDir });
    expect(await countNotes(again)).toBe(2);
    await again.stop();
  });

  test('a lock file whose process id is now another program does not keep it from starting', async () => {
    const pidFile = path.join(placesIn(dataDir).cluster, 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n${placesIn(dataDir).cluster}\n`);
    const server = await startPostgres({ dataDir });
    expect(await countNotes(server)).toBe(2);
    await server.stop();
  });

  test('of a start that was making the cluster, the next one makes it anew', async () => {
    const fresh = path.join(dataDir, 'interrupted');
    await mkdir(path.join(`${placesIn(fresh).cluster}.new`, 'cluster'), { recursive: true });
    const server = await startPostgres({ dataDir: fresh, durable: false });
    expect(await query(server, (client) => client`select 1 as one`)).toHaveLength(1);
    await server.stop();
  });
});

/** Another process that starts the database and then waits. */
async function startLauncher() {
  const program = `import { startPostgres } from ${JSON.stringify(import.meta.resolve('./start.ts'))};
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)} }); process.stdout.write('up'); setInterval(() => {}, 1000);`;
  const launcher = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(launcher.stdout, 'data');
  return launcher;
}

function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
