import { saveConnection } from '../../db/connections/save-connection.ts';
import { secretFields } from '../../db/connections/secret-fields.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { nodeArguments } from '../../workers/node-arguments.ts';
import { control } from '../harness/control.ts';
import { createInstall, type Install, type Services } from '../harness/install.ts';
import {
  createTenant,
  primaryOrganization,
  type RunRow,
  type TestTenant,
} from '../harness/tenant.ts';
import {
  besideFigure,
  callsFigure,
  type DiscoverySize,
  memoryFigure,
  rowsFigure,
  wallFigure,
  writesFigure,
} from './discovery-figures.ts';
import type { Figure } from './figures.ts';
import { measureRunMatching } from './measure-run-matching.ts';
import { watchParts } from './part-run.ts';
import { peakMemoryMib } from './process-usage.ts';
import { type ProcessorWatch, watchProcessor } from './processor-watch.ts';

/** The write protocol's timings are the product's own. */
const timings = { writeTimeoutMs: 30_000, writeSettleMs: 60_000 };

/** So much of the sites is new in a run that is to write. */
const newShare = 0.1;

/** What runs are watched in. */
interface Scene {
  readonly size: DiscoverySize;
  readonly install: Install;
  readonly tenant: TestTenant;
  readonly sandbox: Sandbox;
}

/**
 * Measures the first discovery of a tenant's IT Glue and an unchanged run after it, on a fresh
 * install with a worker process of its own.
 */
export async function measureDiscovery(services: Services, size: DiscoverySize): Promise<Figure[]> {
  const { organizations: sites, devices, rateScale } = size;
  const sandbox = await startSandbox({ port: 0, msp: 'large', sites, devices, rateScale });
  const install = await createInstall(services, { rateScale, ...timings }, nodeArguments);
  let processor: ProcessorWatch | undefined;
  try {
    install.environment['SITESYNC_LOG_LEVEL'] = 'warn';
    const tenant = await createTenant(install, sandbox);
    const { pid } = await install.startWorker();
    const readyMib = peakMemoryMib(pid);
    processor = watchProcessor(pid);
    const figures = await figuresOf({ size, install, tenant, sandbox }, processor);
    return [...figures, memoryFigure(size, pid, readyMib)];
  } finally {
    processor?.stop();
    await install.close();
    await sandbox.close();
  }
}

/**
 * GravityZone is connected before and goes on beside, so that what its part takes alone and then
 * can be compared: in a run that finds new sites, and in one that finds nothing new.
 */
async function figuresOf(scene: Scene, processor: ProcessorWatch): Promise<Figure[]> {
  const { size, install, tenant, sandbox } = scene;
  const watching = { temporal: install.temporal, sandbox, processor };
  const sync = () => tenant.sync();
  await sync();
  const steadyAlone = await watchParts(watching, 'alone', sync);
  await addSites(scene, 'First');
  const newAlone = await watchParts(watching, 'alone', sync);
  await addSites(scene, 'Second');
  const first = await watchParts(watching, 'both', () => connectItglue(scene));
  // The first run writes nothing there, the second does, and the third reads it and may match by it.
  await sync();
  await sync();
  const steady = await watchParts(watching, 'both', sync);
  return [
    wallFigure(size, first),
    await callsFigure(size, scene, steady),
    writesFigure(size, steady),
    await rowsFigure(size, tenant, steady),
    await measureRunMatching(size, install.db, first, steady),
    besideFigure(size, 'a first discovery', newAlone, first),
    besideFigure(size, 'an unchanged run', steadyAlone, steady),
  ];
}

/** Sites without devices: GravityZone's part makes a company, a package and a variable of each. */
async function addSites({ size, sandbox }: Scene, name: string): Promise<void> {
  const count = Math.max(2, Math.round(newShare * size.organizations));
  for (let n = 1; n <= count; n += 1) {
    await control(sandbox).change({ do: 'datto.createSite', name: `${name} Newcomer ${n}` });
  }
}

/** The run that connecting asks for is the first discovery. */
async function connectItglue({ install, tenant, sandbox }: Scene): Promise<RunRow> {
  const { itglue } = sandbox.ready;
  const primaryOrganizationId = primaryOrganization(await control(sandbox).state());
  const { requestId } = await saveConnection(install.db, install.keyring, tenant.acting, {
    vendor: 'itglue',
    url: itglue.url,
    state: 'ok',
    missing: [],
    note: null,
    owner: { vendor: 'itglue', primaryOrganizationId },
    secrets: { [secretFields.itglueKey]: itglue.key },
  });
  if (requestId === null) throw new Error('connecting IT Glue asked for no run');
  return tenant.runOf(requestId);
}
