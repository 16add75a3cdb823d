import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownPort } from '../../test/harness/own-port.ts';
import { findTemporal, findTestServer, TemporalProgramError } from './find-program.ts';
import { type DevServer, DevServerError, startDevServer } from './start-dev-server.ts';

const cacheDir = path.resolve('.cache');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sitesync-dev-server-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('the temporal program is looked for', () => {
  const makeProgram = async (name: string) => {
    const file = path.join(folder, name);
    await writeFile(file, '#!/bin/sh\n');
    await chmod(file, 0o755);
    return file;
  };

  test('at TEMPORAL_CLI_PATH first, then on the PATH, then in the cache', async () => {
    const given = await makeProgram('given');
    const onPath = await makeProgram('temporal');
    const places = { cacheDir, programPath: `relative:${folder}` };
    expect(await findTemporal({ ...places, temporalCliPath: given })).toBe(given);
    expect(await findTemporal(places)).toBe(onPath);
    expect(await findTemporal({ cacheDir })).toContain(cacheDir);
  });

  test('a TEMPORAL_CLI_PATH that leads nowhere is a sentence', async () => {
    await expect(
      findTemporal({ cacheDir, temporalCliPath: path.join(folder, 'nothing') }),
    ).rejects.toThrow(TemporalProgramError);
  });

  test('and the time-skipping test server is found as well', async () => {
    expect(await findTestServer({ cacheDir })).toContain(cacheDir);
  });
});

describe('a dev server with a database file', () => {
  test('goes on after SIGKILL where it was', async () => {
    const options = {
      program: await findTemporal({ cacheDir }),
      dbFile: path.join(folder, 'temporal.db'),
      port: await ownPort(),
      uiPort: await ownPort(),
      logFile: path.join(folder, 'temporal.log'),
    };
    const first = await startDevServer(options);
    const started = await withClient(first, (client) =>
      client.workflow.start('waits', { taskQueue: 'nobody', workflowId: 'waiting' }),
    );
    first.process.kill('SIGKILL');
    await first.exited;

    const second = await startDevServer(options);
    const status = await withClient(second, async (client) => {
      const { status, runId } = await client.workflow.getHandle('waiting').describe();
      expect(runId).toBe(started.firstExecutionRunId);
      return status.name;
    });
    expect(status).toBe('RUNNING');
    const ui = await fetch(second.uiUrl);
    expect(ui.status).toBe(200);
    await second.stop();
    await second.stop();
    await expect(
      Connection.connect({ address: second.address, connectTimeout: 300 }),
    ).rejects.toThrow();
  });

  test('is not mistaken for another one that has its port', async () => {
    const program = await findTemporal({ cacheDir });
    const port = await ownPort();
    const options = async (name: string) => {
      const logFile = path.join(folder, `${name}.log`);
      return { program, port, uiPort: await ownPort(), logFile };
    };
    const other = await startDevServer(await options('other'));
    const second = await options('second');
    await expect(startDevServer(second)).rejects.toThrow(DevServerError);
    await other.stop();
  });

  test('that can not start says so with the end of its log', async () => {
    const logFile = path.join(folder, 'failing.log');
    const port = await ownPort();
    const failing = startDevServer({
      program: await findTemporal({ cacheDir }),
      dbFile: path.join(folder, 'no', 'such', 'folder.db'),
      port,
      uiPort: await ownPort(),
      logFile,
    });
    await expect(failing).rejects.toThrow(DevServerError);
    const log = (await readFile(logFile, 'utf8')).trim().split('\n').at(-1) ?? '';
    await expect(failing).rejects.toThrow(log);
  });
});

async function withClient<Result>(
  server: DevServer,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}
