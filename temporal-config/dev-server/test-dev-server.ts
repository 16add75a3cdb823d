import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findTemporal } from './find-program.ts';
import { startDevServer } from './start-dev-server.ts';

/** A dev server for one test file, on free ports, that forgets everything at its stop. */
export interface TestDevServer {
  /** `host:port` */
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts a dev server for a test file. */
export async function startTestDevServer(): Promise<TestDevServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sitesync-temporal-'));
  const server = await startDevServer({
    program: await findTemporal({ cacheDir: path.resolve('.cache') }),
    port: await freePort(),
    uiPort: await freePort(),
    logFile: path.join(folder, 'temporal.log'),
  });
  return {
    address: server.address,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A port of 127.0.0.1 that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
