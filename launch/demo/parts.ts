import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { placesIn } from '../places.ts';
import { type Product, startProduct } from '../product.ts';
import type { Stops } from '../stops.ts';
import { prepareDataFolder } from './data-folder.ts';
import type { Tell } from './tell.ts';

/** How the demo is started. */
export interface DemoOptions {
  readonly dataDir: string;
  /** Of the API; left out, the one it had last time or a free one. */
  readonly port: number | undefined;
}

/** What runs during the demo. */
export interface DemoParts {
  readonly sandbox: Sandbox;
  readonly product: Product;
}

/** Vendor limits in the demo, as a multiple of the vendors' own: so that nobody waits for them. */
export const rateScale = 20;

const partNames: Readonly<Record<string, string>> = {
  postgres: 'database',
  temporal: 'Temporal',
  migrations: 'database schema',
  namespace: 'Temporal namespace',
  worker: 'worker',
  api: 'API',
};

/** The demo is on services of its own, wherever an install of this machine's owner may be. */
const ownServices = {
  DATABASE_URL: '',
  TEMPORAL_ADDRESS: '',
  TEMPORAL_NAMESPACE: '',
  SITESYNC_MASTER_KEY: '',
  SITESYNC_VENDOR_HOSTS_FILE: '',
};

/** Starts the sandbox and the whole product; `stops` undoes what was started, also after a failure. */
export async function startParts(
  options: DemoOptions,
  tell: Tell,
  stops: Stops,
  signal: AbortSignal,
): Promise<DemoParts> {
  await tell('Preparing the data folder', async ({ done }) => {
    const wiped = await prepareDataFolder(options.dataDir);
    done(
      wiped
        ? `Data of the last demo in ${options.dataDir} is gone: this is a new account`
        : `Data goes to ${options.dataDir}`,
    );
  });
  const sandbox = await tell('Starting the sandbox', async ({ done }) => {
    const started = await startSandbox({ port: 0, msp: 'demo', rateScale });
    stops.add(() => started.close());
    done(
      `Sandbox: Datto RMM, GravityZone and IT Glue with a sample MSP, vendor limits × ${rateScale}`,
    );
    return started;
  });
  const product = await tell('Starting the product', async ({ note, done }) => {
    const starting = new Set<string>();
    const started = await startProduct({
      dataDir: options.dataDir,
      ...(options.port === undefined ? {} : { port: options.port }),
      environment: {
        ...ownServices,
        SITESYNC_ALLOW_LOOPBACK_VENDORS: '1',
        SITESYNC_VENDOR_RATE_SCALE: String(rateScale),
        SITESYNC_POLL_MS: '200',
      },
      signal,
      onStep: (step, state) => {
        if (state === 'started') starting.add(partNames[step] ?? step);
        else starting.delete(partNames[step] ?? step);
        note([...starting].join(', '));
      },
      onTrouble: (sentence) => process.stderr.write(`${sentence}\n`),
    });
    stops.add(() => started.stop());
    done(`Product: database, Temporal, worker and API (logs in ${placesIn(options.dataDir).logs})`);
    return started;
  });
  return { sandbox, product };
}
