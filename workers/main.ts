import path from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { connectDatabase } from '../db/connect.ts';
import { rateLimit } from '../db/schema/index.ts';
import { connectedTenants } from '../db/tenants/connected-tenants.ts';
import { readServiceSettings, settingsOrExit } from '../environment/environment.ts';
import { whenAskedToStop } from '../environment/lifetime.ts';
import { createKeyring, parseMasterKeys } from '../keys/keyring.ts';
import { connectTemporal, createClient } from '../temporal-config/connection.ts';
import { reconcileSchedules } from '../temporal-config/schedules.ts';
import { readVendorHosts } from '../environment/vendor-hosts.ts';
import { createWay } from '../activities/way.ts';
import { createRateLimits } from '../vendors/http/limits.ts';
import { createLog } from './log.ts';
import { createOpenSecret } from './open-secret.ts';
import { relay } from './relay.ts';
import { sweepAtStart } from './sweep-at-start.ts';
import { createVendorClients } from './vendor-clients.ts';
import { createWorkers } from './worker.ts';

// The worker process: composes what activities are made from, runs until it is asked to stop.

const settings = settingsOrExit(() => readServiceSettings());
const { timings } = settings;
const log = createLog(settings.logLevel);
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message }) => log.warn({ level }, message)),
});

/** What keeps the process from starting or running is a sentence, not a stack trace. */
function fail(error: unknown): never {
  log.fatal({ err: error }, 'the worker stops');
  process.stderr.write(`${error instanceof Error ? error.message : 'The worker stops.'}\n`);
  process.exit(1);
}
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const database = connectDatabase(settings.databaseUrl, { max: 20 });
const { db } = database;
const keyring = createKeyring(parseMasterKeys(settings.masterKey));
const temporal = settings.temporal;
const connection = await connectTemporal(temporal, 60_000);
const client = createClient(connection, temporal, keyring);
const workers = await createWorkers({
  temporal,
  keyring,
  cacheDir: path.join(settings.dataDir, 'cache'),
  deps: {
    db,
    log,
    vendors: createVendorClients({
      db,
      keyring,
      policy: {
        allowLoopback: settings.allowLoopbackVendors,
        extraOrigins: readVendorHosts(settings.vendorHostsFile),
      },
      limits: createRateLimits({
        store: { client: db, schema: rateLimit },
        scale: timings.vendorRateScale,
      }),
      writeTimeoutMs: timings.writeTimeoutMs,
    }),
    openSecret: createOpenSecret(db, keyring),
    timings: {
      sendWindowMs: timings.writeSendWindowMs,
      timeoutMs: timings.writeTimeoutMs,
      settleMs: timings.writeSettleMs,
    },
    heartbeatEveryMs: Math.ceil(timings.writeHeartbeatMs / 3),
    way: createWay(),
  },
});

const stopping = new AbortController();
whenAskedToStop(settings.launched ? 'standard-input' : 'nothing', (reason) => {
  log.info({ reason }, 'stopping');
  stopping.abort();
  for (const worker of workers) worker.shutdown();
});

const running = Promise.all(workers.map((worker) => worker.run()));
await reconcileSchedules(client, () => connectedTenants(db));
await sweepAtStart(db, client);
const relaying = relay({ db, client, log, pollMs: timings.pollMs }, stopping.signal);
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
log.info('ready');

await running;
stopping.abort();
await relaying;
await connection.close();
await database.close();
