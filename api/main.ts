import { serve } from '@hono/node-server';
import { Connection } from '@temporalio/client';
import { connectDatabase } from '../db/connect.ts';
import { readServiceSettings, settingsOrExit } from '../environment/environment.ts';
import { whenAskedToStop } from '../environment/lifetime.ts';
import { readVendorHosts } from '../environment/vendor-hosts.ts';
import { createKeyring, parseMasterKeys } from '../keys/keyring.ts';
import { connectionOptions, createClient } from '../temporal-config/connection.ts';
import { createApp } from './app.ts';
import { createLog } from './log.ts';
import { createAskProgress } from './mapping-progress.ts';
import { readSignInKeys } from './sign-in/sign-in-keys.ts';
import { createVendorChecks } from './vendor-checks.ts';
import { createWorkflowUrl } from './workflow-url.ts';

// The API process: composes its dependencies, answers until it is asked to stop.

const settings = settingsOrExit(() => {
  const read = readServiceSettings();
  return { ...read, vendorHosts: readVendorHosts(read.vendorHostsFile) };
});
const log = createLog(settings.logLevel);
const keyring = createKeyring(parseMasterKeys(settings.masterKey));
const database = connectDatabase(settings.databaseUrl);
// Connects when it is first needed: the API answers while Temporal is away.
const temporal = Connection.lazy(connectionOptions(settings.temporal));

const app = createApp({
  db: database.db,
  keyring,
  signInKeys: await readSignInKeys(database.db, keyring),
  checks: createVendorChecks(database.db, {
    allowLoopback: settings.allowLoopbackVendors,
    extraOrigins: settings.vendorHosts,
    rateScale: settings.timings.vendorRateScale,
  }),
  askProgress: createAskProgress(createClient(temporal, settings.temporal, keyring)),
  workflowUrl: createWorkflowUrl(settings.temporalUi, settings.temporal.namespace),
  publicUrl: settings.publicUrl,
  log,
});

const hostname = '127.0.0.1';
const server = serve({ fetch: app.fetch, hostname, port: settings.apiPort }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://${hostname}:${port}` })}\n`);
  log.info({ port }, 'ready');
});

whenAskedToStop(settings.launched ? 'standard-input' : 'nothing', (reason) => {
  log.info({ reason }, 'stopping');
  server.close(() => void stop());
  if ('closeIdleConnections' in server) server.closeIdleConnections();
});

async function stop(): Promise<void> {
  await temporal.close();
  await database.close();
  process.exit(0);
}
