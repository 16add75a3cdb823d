import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from './kills.ts';
import { addSites, endOfWork, sync, type Lane } from './lane.ts';
import { startRoad } from './road.ts';
import { until } from './scene.ts';

/** So long another worker has to take over; it notices after the heartbeat time-out of 6 s. */
const takeoverMs = 30_000;

const slowCalls = [
  operations.company,
  operations.package,
  operations.variable,
  { vendor: 'gravityzone', operation: 'companies.findCompaniesByName' },
  { vendor: 'gravityzone', operation: 'packages.getPackagesList' },
];

/**
 * The worker is stopped in the middle of a read or a write, out of Temporal's sight, and another
 * takes over. When that is done the first goes on where it was.
 */
export async function takeoverRound(lane: Lane): Promise<void> {
  const { scene, random } = lane;
  const { vendors, install } = scene;
  const road = await startRoad(install.environment['TEMPORAL_ADDRESS'] ?? '');
  try {
    await lane.worker.stop();
    const stopped = await scene.startWorker({ TEMPORAL_ADDRESS: road.address });
    await addSites(lane, 3);
    const { last } = await vendors.log();
    await vendors.fault({ ...random.pick(slowCalls), kind: 'slow', delayMs: 1_000 });
    const work = sync(lane);
    await Promise.race([
      work,
      until('the slow call', async () =>
        (await vendors.log(last)).entries.some(({ fault }) => fault === 'slow'),
      ),
    ]);
    stopped.signal('SIGSTOP');
    road.cut();
    lane.worker = await scene.startWorker();
    // A process that was stopped inside a transaction holds its rows until it goes on.
    await Promise.race([work, sleep(takeoverMs)]);
    stopped.signal('SIGCONT');
    await sleep(2 * scene.timings.writeTimeoutMs);
    stopped.signal('SIGKILL');
    await stopped.ended;
    await endOfWork(work);
    lane.happened.takeovers += 1;
  } finally {
    await vendors.clearFaults();
    await road.close();
  }
}
